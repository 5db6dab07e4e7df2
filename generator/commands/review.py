"""`catalog todo`, `reviewed` and `suggest`: complete the drafts that other commands wrote."""

from collections.abc import Iterable
from pathlib import Path

import click

from generator.catalog import abstracts
from generator.catalog.records import WANTED, Paper
from generator.catalog.renaming import find_paper
from generator.catalog.shelf import Entry, Shelf
from generator.commands.options import catalog_option, complete_papers
from generator.errors import CatalogError, Message, Problem, counted, printable
from generator.folder import change, errors_by_file, read_shelf, refuse_errors
from generator.intake.report import explained
from generator.suggestions.suggester import Suggester
from generator.yamlfiles.edit import assign, comments


@click.command()
@catalog_option
@click.option(
    "--published",
    is_flag=True,
    help="List preprints without a venue instead, the oldest first: they may have appeared.",
)
def todo(folder: Path, published: bool) -> None:
    """List the records that await review, the most complete first.

    Under `review` a record names the keys that are still to be written or that a machine filled. A
    record without a tldr waits too. Remarks at the head of a record follow it.
    """
    shelf = read_shelf(folder)
    if published:
        _list_preprints(shelf)
        return
    wanted = WANTED if "summary" in shelf.needed else ()
    missing = {entry.record.id: _unwritten(entry.record, wanted) for entry in shelf.shown_papers}
    waiting = [e for e in shelf.shown_papers if missing[e.record.id] or e.record.review]
    for entry in sorted(waiting, key=lambda e: _incompleteness(e.record, missing[e.record.id])):
        click.echo(f"{entry.document.file}: {_open(entry.record, missing[entry.record.id])}")
        for remark in comments(entry.document):
            if not remark.startswith("yaml-language-server:"):
                click.echo(f"  {printable(remark)}")
    click.echo(f"{len(waiting)} of {len(shelf.shown_papers)} records wait for review", err=True)


@click.command()
@catalog_option
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete_papers)
def reviewed(folder: Path, ids: tuple[str, ...]) -> None:
    """Remove the review mark from records that you have completed."""
    shelf = read_shelf(folder)
    entries = [find_paper(shelf, id) for id in ids]
    refuse_errors(shelf, entries)
    lacking = [message for entry in entries for message in _lacking(entry, shelf.needed)]
    if lacking:
        raise CatalogError(lacking)
    order = list(Paper.model_fields)
    texts = {
        f"papers/{e.record.id}.yml": assign(e.document, "review", None, order).text for e in entries
    }
    changed = change(folder, texts, shelf)
    for path in sorted(texts.keys() - set(changed)):
        click.echo(f"{path} has no review mark", err=True)
    click.echo(f"{counted(len(changed), 'record')} reviewed")


@click.command()
@catalog_option
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete_papers)
def suggest(folder: Path, ids: tuple[str, ...]) -> None:
    """Suggest themes and tags for records, with reasons.

    They are learnt from all other records.
    """
    shelf = read_shelf(folder)
    entries = [find_paper(shelf, id) for id in ids]
    refuse_errors(shelf, entries)
    asked = {entry.document.file for entry in entries}
    suggester = Suggester(shelf.without(asked | errors_by_file(shelf).keys()).catalog)
    known = abstracts.shown(shelf.catalog, folder, "fetched").paper
    for entry in entries:
        paper = known.get(entry.record.id, entry.record)
        called = "summary" if paper.summary else "abstract"
        found = suggester.suggest(paper.title, paper.text, called)
        click.echo(f"{entry.document.file}:")
        for kind, suggestions in (("theme", found.themes), ("tag", found.tags)):
            for suggestion in suggestions:
                click.echo(f"  {explained(kind, suggestion)}")


def _list_preprints(shelf: Shelf) -> None:
    preprints = [entry for entry in shelf.shown_papers if entry.record.arxiv and not entry.record.venue]
    for entry in sorted(preprints, key=lambda entry: (entry.record.published or "~", entry.record.id)):
        paper = entry.record
        click.echo(f"{entry.document.file}: {paper.published or 'undated'}, arXiv:{paper.arxiv}")
    asked = "; `catalog refresh` asks where they have appeared" if preprints else ""
    click.echo(f"{counted(len(preprints), 'preprint')} without a venue{asked}", err=True)


def _lacking(entry: Entry[Paper], needed: Iterable[str]) -> list[Message]:
    return [
        entry.message(key, Problem("is missing", f"expected a line {key}: ...", "add it"))
        for key in needed
        if not getattr(entry.record, key)
    ]


def _unwritten(paper: Paper, wanted: Iterable[str]) -> list[str]:
    return [key for key in dict.fromkeys((*paper.review, *wanted)) if not getattr(paper, key)]


def _incompleteness(paper: Paper, missing: list[str]) -> tuple[int, int, str]:
    return len(missing), len(paper.review), paper.id


def _open(paper: Paper, missing: list[str]) -> str:
    filled = [key for key in paper.review if getattr(paper, key)]
    parts = (("write", missing), ("confirm", filled))
    return "; ".join(f"{verb} {', '.join(keys)}" for verb, keys in parts if keys)
