"""`catalog find`: records by words."""

import sys
from pathlib import Path

import click

from generator.catalog.finding import find as find_papers
from generator.commands.options import catalog_option
from generator.errors import counted, printable
from generator.folder import read_shelf, shown_path
from generator.text import texmath


@click.command()
@catalog_option
@click.argument("words", nargs=-1, required=True)
@click.option("--ids", is_flag=True, help="Print the ids alone, for other commands.")
def find(folder: Path, words: tuple[str, ...], ids: bool) -> None:
    """List the records that hold all words.

    Those with most of them in the title come first. Titles, authors, tags with their aliases, themes,
    venues, years, identifiers and summaries are searched; words may be unfinished. Exits 1 if there is
    none.
    """
    found = find_papers(read_shelf(folder).catalog, " ".join(words))
    for paper in found:
        by = f"{paper.authors[0]}{' et al.' * (len(paper.authors) > 1)}, " if paper.authors else ""
        said = f": {texmath.to_text(paper.title)} ({by}{paper.year or 'undated'})"
        click.echo(paper.id if ids else printable(f"{shown_path(folder)}/papers/{paper.id}.yml{said}"))
    click.echo(counted(len(found), "record"), err=True)
    sys.exit(int(not found))
