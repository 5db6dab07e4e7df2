"""`catalog check`: list errors in the records."""

import sys
from pathlib import Path

import click

from generator.checks.check import check as check_shelf
from generator.commands.options import catalog_option
from generator.errors import counted
from generator.folder import read_shelf


@click.command()
@catalog_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="text: file:line: field: message. github: annotations of a pull request.",
)
def check(folder: Path, form: str) -> None:
    """List everything wrong with the records, themes, tags and lists.

    Exits 1 if there is an error; warnings alone leave 0.
    """
    messages = check_shelf(read_shelf(folder))
    for message in messages:
        click.echo(message.as_github() if form == "github" else str(message))
    errors = sum(message.level == "error" for message in messages)
    if messages:
        click.echo(f"{counted(errors, 'error')}, {counted(len(messages) - errors, 'warning')}", err=True)
    sys.exit(1 if errors else 0)
