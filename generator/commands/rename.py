"""`catalog rename`: change a paper's id everywhere at once."""

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
    apply(folder, renaming.rename_paper(shelf, old, new), shelf)


def apply(folder: Path, changes: renaming.Changes, shelf: Shelf) -> None:
    """Write changed files and the schemas, and report them."""
    changed = change(folder, changes, shelf)
    changed += write(folder, dict(editor_schema.files(legible_shelf(folder).catalog)))
    for path in changed:
        click.echo(f"{path} {'written' if (folder / path).exists() else 'removed'}")
    click.echo(f"{counted(len(changed), 'file')} changed", err=True)
