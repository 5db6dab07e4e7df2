"""`catalog tag add` and `catalog tag remove`: a tag on many records at once."""

from collections.abc import Callable
from pathlib import Path

import click

from generator.catalog.records import Paper, Tag
from generator.catalog.renaming import find_paper
from generator.catalog.shelf import Shelf
from generator.commands.options import catalog_option, complete_papers
from generator.errors import counted, nearest, quote
from generator.folder import change, read_shelf, refuse_errors
from generator.yamlfiles.edit import assign

Change = Callable[[list[str], str], list[str]]


@click.command("add")
@catalog_option
@click.argument("name", metavar="TAG")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete_papers)
def add_tag(folder: Path, name: str, ids: tuple[str, ...]) -> None:
    """Put a tag on records.

    TAG is its id, name or alias.
    """
    _change_tags(folder, name, ids, lambda tags, tag: tags if tag in tags else [*tags, tag])


@click.command("remove")
@catalog_option
@click.argument("name", metavar="TAG")
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete_papers)
def remove_tag(folder: Path, name: str, ids: tuple[str, ...]) -> None:
    """Take a tag off records.

    TAG is its id, name or alias.
    """
    _change_tags(folder, name, ids, lambda tags, tag: [other for other in tags if other != tag])


def _change_tags(folder: Path, name: str, ids: tuple[str, ...], changed: Change) -> None:
    shelf = read_shelf(folder)
    tag = _find_tag(shelf, name).id
    entries = [find_paper(shelf, id) for id in ids]
    refuse_errors(shelf, entries)
    texts: dict[str, str | None] = {}
    for entry in entries:
        tags = changed(list(entry.record.tags), tag)
        document = assign(entry.document, "tags", tags or None, list(Paper.model_fields))
        texts[f"papers/{entry.record.id}.yml"] = document.text
    click.echo(f"{counted(len(change(folder, texts, shelf)), 'record')} changed", err=True)


def _find_tag(shelf: Shelf, name: str) -> Tag:
    tags = [entry.record for entry in shelf.tags]
    for tag in tags:
        if name.lower() in (tag.id, tag.name.lower(), *map(str.lower, tag.aliases)):
            return tag
    advice = nearest(name, [tag.id for tag in tags]) or "see tags.yml"
    raise click.UsageError(f"{quote(name)} is no tag; {advice}")
