"""`catalog watch`: new papers that are like those of the catalogue."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import click

from generator.bibliography.identifiers import check_category
from generator.commands import options
from generator.errors import CatalogError, Message, counted
from generator.folder import write
from generator.importers.draft import Draft
from generator.importers.services import arxiv, daily_papers
from generator.importers.services.client import Client
from generator.intake.report import Intake
from generator.intake.watch import PROPOSED, Watch, proposed_text, read_proposed

Results = Iterable[Draft | Message]
LEAST = 0.5
"""Likeness; tests/bench/watch.py measures what it keeps and what it lets through."""


@click.command()
@options.catalog_option
@options.day_option(
    "--daily",
    "days",
    multiple=True,
    help="Read the Daily Papers of a day; may be given several times.",
)
@click.option(
    "--category",
    "categories",
    metavar="CATEGORY",
    multiple=True,
    type=options.checked(check_category),
    help="Read an arXiv category such as cs.LG; may be given several times.",
)
@options.day_option(
    "--since",
    default=lambda: str(date.today() - timedelta(days=7)),
    show_default="a week ago",
    help="The first day of submission that is read of categories; the last is that of --added.",
)
@click.option(
    "--most", type=click.IntRange(min=0), default=5, show_default=True, help="Draft no more papers."
)
@click.option(
    "--least",
    type=click.FloatRange(min=0),
    default=LEAST,
    show_default=True,
    help="The likeness that a paper must have; of a suggested theme it is 0.3 or more.",
)
@options.added_option
@options.dry_run_option
def watch(
    folder: Path,
    days: tuple[str, ...],
    categories: tuple[str, ...],
    since: str,
    most: int,
    least: float,
    added: str,
    dry_run: bool,
) -> None:
    """Draft the new papers that are most like the catalogue's.

    Papers are compared with the words of each theme's papers, tags and description. The best become
    records under review, each reported with its likeness, the nearest papers, and suggested themes and
    tags with their reasons. The catalogue's file proposed.txt keeps their arXiv ids: a record that you
    delete is not drafted again. Exits 1 if a service failed.
    """
    if not days and not categories:
        raise click.UsageError("nothing to read; give --daily YYYY-MM-DD or --category CATEGORY")
    with options.client() as client, Intake(folder, added, dry_run) as intake:
        reads: list[Callable[[], Results]] = [partial(_daily, day, client) for day in days]
        reads += [partial(arxiv.search, category, since, added, client) for category in categories]
        failures: list[Message] = []
        drafts = list(_drafts(reads, failures))
        chosen = Watch(intake.register, read_proposed(folder))
        candidates = chosen.choose(drafts, most, least)
        for candidate in candidates:
            intake.take(candidate.draft, "watch")
            intake.lines.append(f"  {chosen.reason(candidate)}")
        ids = {candidate.draft.arxiv or "" for candidate in candidates}
        if ids and not dry_run:
            write(folder, {PROPOSED: proposed_text(chosen.proposed | ids)})
    counts = chosen.counts
    click.echo(
        f"{counted(counts['read'], 'paper')} read: {counts['known']} known, "
        f"{counts['proposed']} proposed before, {counts['below']} below {least:g}, "
        f"{counts['left']} left over, {len(candidates)} drafted",
        err=True,
    )
    sys.exit(int(bool(failures)))


def _daily(day: str, client: Client) -> Results:
    source = daily_papers.fetch(day, client)
    return (*source.drafts, *source.skipped)


def _drafts(reads: Iterable[Callable[[], Results]], failures: list[Message]) -> Iterator[Draft]:
    """Yield what services say of papers; what cannot be read is told, and a service's failure noted."""
    for read in reads:
        try:
            for result in read():
                if isinstance(result, Draft):
                    yield result
                else:
                    click.echo(str(result), err=True)
        except CatalogError as error:
            click.echo(str(error), err=True)
            failures += error.messages
