"""`catalog abstracts`: fetch abstracts for the site without adding them to the repository."""

import sys
from pathlib import Path

import click

from generator.catalog import abstracts as store
from generator.commands import options
from generator.errors import CatalogError, counted
from generator.folder import read_shelf
from generator.importers.draft import Draft
from generator.importers.services import arxiv
from generator.intake.facts import problems


@click.command()
@options.catalog_option
def abstracts(folder: Path) -> None:
    """Fetch abstracts from arXiv for the site.

    Papers with an arXiv id whose record holds no abstract are asked for, a hundred a request, and each
    paper once: what was fetched stays in the catalogue's folder `abstracts`, which git ignores. A run
    that was interrupted goes on where it stopped. Builds work without; see the setting `abstracts`.
    Exits 1 if some could not be had.
    """
    papers = read_shelf(folder).catalog.papers
    without = [paper.arxiv for paper in papers if paper.arxiv and not paper.abstract]
    wanted = [id for id in without if not store.path(folder, id).exists()]
    missing = _fetch(folder, wanted)
    click.echo(
        f"{counted(len(wanted) - missing, 'abstract')} fetched, {missing} missing, "
        f"{len(without) - len(wanted)} there before"
    )
    sys.exit(int(missing > 0))


def _fetch(folder: Path, wanted: list[str]) -> int:
    """Fetch abstracts; return the number of failures."""
    kept = 0
    with options.client() as client, options.progress(len(wanted), "Abstracts") as step:
        try:
            for id, result in zip(wanted, arxiv.fetch(wanted, client), strict=True):
                if isinstance(result, Draft):
                    store.keep(folder, id, _usable(result.abstract or ""))
                    kept += 1
                else:
                    click.echo(str(result), err=True)
                step()
        except CatalogError as error:
            click.echo(f"{error}\nWhat is there stays; run the command again to go on.", err=True)
    return len(wanted) - kept


def _usable(abstract: str) -> str:
    """Return an abstract that can be shown, "" otherwise."""
    facts = {"title": "An abstract", "added": "2000-01-01", "abstract": abstract}
    return "" if abstract and ("abstract",) in problems(facts) else abstract
