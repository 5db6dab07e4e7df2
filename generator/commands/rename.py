"""`catalog rename`, `catalog tag rename` and `catalog tag merge`: change ids everywhere at once."""

from pathlib import Path

import click

from generator.catalog import editor_schema, renaming
from generator.catalog.shelf import Shelf
from generator.commands.options import catalog_option
from generator.errors import counted
from generator.folder import change, legible_shelf, write


@click.command()
@catalog_option
@click.argument("old")
@click.argument("new")
def rename(folder: Path, old: str, new: str) -> None:
    """Change a paper's id everywhere.

    Reading lists and themes' texts follow, and the old page leads to the new one.
    """
    shelf = legible_shelf(folder)
    _apply(folder, renaming.rename_paper(shelf, old, new), shelf)


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
    _apply(folder, renaming.rename_tag(shelf, old, new), shelf)


@tag.command("merge")
@catalog_option
@click.argument("old")
@click.argument("into")
def merge(folder: Path, old: str, into: str) -> None:
    """Merge the tag OLD into the tag INTO.

    The names of OLD become aliases of INTO, and its page leads there.
    """
    shelf = legible_shelf(folder)
    _apply(folder, renaming.merge_tags(shelf, old, into), shelf)


def _apply(folder: Path, changes: renaming.Changes, shelf: Shelf) -> None:
    changed = change(folder, changes, shelf)
    changed += write(folder, dict(editor_schema.files(legible_shelf(folder).catalog)))
    for path in changed:
        click.echo(f"{path} {'written' if (folder / path).exists() else 'removed'}")
    click.echo(f"{counted(len(changed), 'file')} changed", err=True)
