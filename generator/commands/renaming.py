"""`catalog rename`, `catalog tag rename` and `catalog tag merge`: ids changed everywhere at once."""

from pathlib import Path

import click

from generator import refactoring
from generator.commands.options import catalog_option, read_shelf, write


@click.command()
@catalog_option
@click.argument("old")
@click.argument("new")
def rename(folder: Path, old: str, new: str) -> None:
    """Give a paper another id, on lists and in themes' texts too; its old page leads to the new one."""
    _apply(folder, refactoring.rename_paper(read_shelf(folder), old, new))


@click.group()
def tag() -> None:
    """Rename and merge tags."""


@tag.command("rename")
@catalog_option
@click.argument("old")
@click.argument("new")
def rename_tag(folder: Path, old: str, new: str) -> None:
    """Give a tag another id, in every record too; its old page leads to the new one."""
    _apply(folder, refactoring.rename_tag(read_shelf(folder), old, new))


@tag.command("merge")
@catalog_option
@click.argument("old")
@click.argument("into")
def merge(folder: Path, old: str, into: str) -> None:
    """Let the tag INTO take the place of OLD, whose names become aliases and whose page leads on."""
    _apply(folder, refactoring.merge_tags(read_shelf(folder), old, into))


def _apply(folder: Path, changes: refactoring.Changes) -> None:
    for path in (changed := write(folder, changes)):
        click.echo(f"{path} {'removed' if changes[path] is None else 'written'}")
    click.echo(f"{len(changed)} files changed", err=True)
