"""`catalog tag`: rename and merge tags, add them to records and remove them."""

from collections.abc import Callable
from pathlib import Path

import click

from generator.catalog import renaming
from generator.catalog.records import Paper, Tag
from generator.catalog.shelf import Shelf
from generator.commands.options import catalog_option, complete_papers
from generator.commands.rename import apply
from generator.errors import counted, nearest, quote
from generator.folder import change, legible_shelf, read_shelf, refuse_errors
from generator.yamlfiles.edit import assign

Change = Callable[[list[str], str], list[str]]
tag_argument = click.argument("name", metavar="TAG")
papers_argument = click.argument(
    "ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete_papers
)


@click.group()
def tag() -> None:
    """Rename and merge tags, add and remove them in records."""


@tag.command("rename")
@catalog_option
@click.argument("old")
@click.argument("new")
def rename_tag(folder: Path, old: str, new: str) -> None:
    """Change a tag's id everywhere.

    The old page leads to the new one.
    """
    shelf = legible_shelf(folder)
    apply(folder, renaming.rename_tag(shelf, old, new), shelf)


@tag.command("merge")
@catalog_option
@click.argument("old")
@click.argument("into")
def merge(folder: Path, old: str, into: str) -> None:
    """Merge the tag OLD into the tag INTO.

    The names of OLD become aliases of INTO, and its page leads there.
    """
    shelf = legible_shelf(folder)
    apply(folder, renaming.merge_tags(shelf, old, into), shelf)


@tag.command("add")
@catalog_option
@tag_argument
@papers_argument
def add_tag(folder: Path, name: str, ids: tuple[str, ...]) -> None:
    """Put a tag on records.

    TAG is its id, name or alias.
    """
    _change_tags(folder, name, ids, lambda tags, tag: tags if tag in tags else [*tags, tag])


@tag.command("remove")
@catalog_option
@tag_argument
@papers_argument
def remove_tag(folder: Path, name: str, ids: tuple[str, ...]) -> None:
    """Take a tag off records.

    TAG is its id, name or alias.
    """
    _change_tags(folder, name, ids, lambda tags, tag: [other for other in tags if other != tag])


def _change_tags(folder: Path, name: str, ids: tuple[str, ...], changed: Change) -> None:
    shelf = read_shelf(folder)
    tag = _find_tag(shelf, name).id
    entries = [renaming.find_paper(shelf, id) for id in ids]
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
