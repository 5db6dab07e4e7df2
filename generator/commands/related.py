"""`catalog related`: list a paper's related papers with reasons."""

from pathlib import Path

import click

from generator.catalog.renaming import find_paper
from generator.commands.options import catalog_option, complete_papers
from generator.folder import readable_shelf, refuse_errors
from generator.related.related import Related


@click.command()
@catalog_option
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=complete_papers)
def related(folder: Path, ids: tuple[str, ...]) -> None:
    """List related papers with scores and reasons."""
    shelf = readable_shelf(folder)
    refuse_errors(shelf, shelf.entries)
    papers = [find_paper(shelf, id).record for id in ids]
    by_likeness = Related(shelf.catalog)
    for paper in papers:
        click.echo(f"{paper.id}:")
        for other in by_likeness.to(paper):
            click.echo(f"  {other.score:.2f} {other.paper.id}: {other.reason}")
