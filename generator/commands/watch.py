"""`catalog watch`: new papers that are like those of the catalogue."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import click

from generator.bibliography.identifiers import check_category
from generator.commands.options import catalog_option, dry_run_option, today_option
from generator.errors import CatalogError, Message, Problem, counted
from generator.folder import write
from generator.importers.draft import Draft
from generator.importers.services import arxiv, daily_papers
from generator.importers.services.client import Client
from generator.intake.report import Intake
from generator.intake.watch import PROPOSED, Watch, proposed_text, read_proposed

Results = Iterable[Draft | Message]
LEAST = 0.5
"""Likeness; tests/bench_watch.py measures what it keeps and what it lets through."""


def _categories(ctx: click.Context, _: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    try:
        return tuple(map(check_category, names))
    except Problem as problem:
        raise click.BadParameter(str(problem), ctx) from None


@click.command()
@catalog_option
@click.option(
    "--daily",
    "days",
    metavar="YYYY-MM-DD",
    multiple=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Read the Daily Papers of a day; may be given several times.",
)
@click.option(
    "--category",
    "categories",
    metavar="CATEGORY",
    multiple=True,
    callback=_categories,
    help="Read an arXiv category such as cs.LG; may be given several times.",
)
@click.option(
    "--since",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
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
@today_option
@dry_run_option
def watch(
    folder: Path,
    days: tuple[datetime, ...],
    categories: tuple[str, ...],
    since: datetime,
    most: int,
    least: float,
    added: datetime,
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
    span = f"{since:%Y-%m-%d}", f"{added:%Y-%m-%d}"
    client = Client(say=lambda line: click.echo(line, err=True))
    with client, Intake(folder, span[1], dry_run) as intake:
        reads: list[Callable[[], Results]] = [partial(_daily, f"{day:%Y-%m-%d}", client) for day in days]
        reads += [partial(arxiv.search, category, *span, client) for category in categories]
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
