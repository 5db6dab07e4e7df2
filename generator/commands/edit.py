"""`catalog edit`: a record in the editor, checked when it is saved."""

import sys
from pathlib import Path

import click

from generator.catalog.renaming import find_paper
from generator.commands.options import catalog_option, complete_papers
from generator.folder import errors_by_file, read_shelf


@click.command()
@catalog_option
@click.argument("id", shell_complete=complete_papers)
def edit(folder: Path, id: str) -> None:
    """Open a record in your editor and check it afterwards.

    The editor is that of the environment variables VISUAL or EDITOR. Exits 1 if the record has errors.
    """
    path = folder / "papers" / f"{find_paper(read_shelf(folder), id).record.id}.yml"
    click.edit(filename=str(path))
    messages = [
        message
        for file, found in errors_by_file(read_shelf(folder)).items()
        if file.endswith(f"papers/{path.name}")
        for message in found
    ]
    for message in messages:
        click.echo(str(message), err=True)
    sys.exit(int(bool(messages)))
