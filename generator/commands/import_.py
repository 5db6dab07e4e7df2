"""`catalog import`: turn listings and bibliographies into records."""

import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from generator.bibliography.identifiers import SLUG
from generator.commands.options import catalog_option, dry_run_option, report_option, today_option
from generator.errors import CatalogError, Message, Problem, quote
from generator.importers import detect
from generator.importers.draft import STDIN, Source
from generator.importers.services import daily_papers
from generator.importers.services.client import Client
from generator.intake.report import Intake
from generator.permalinks import RESERVED


def _list_ids(ctx: click.Context, _: click.Parameter, ids: tuple[str, ...]) -> tuple[str, ...]:
    for id in ids:
        if not SLUG.fullmatch(id) or id in RESERVED:
            raise click.BadParameter(
                f"{quote(id)} is no id for a list; write one like daily-papers", ctx
            )
    return ids


@click.command("import")
@catalog_option
@click.argument("sources", nargs=-1, type=click.File("rb"), metavar="[FILE]...")
@click.option(
    "--daily",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Ask the Daily Papers service for the papers of a day.",
)
@click.option(
    "--list",
    "lists",
    metavar="ID",
    multiple=True,
    callback=_list_ids,
    help="Also write a reading list in the source's order; give it once for each source.",
)
@today_option
@dry_run_option
@report_option
def import_(
    folder: Path,
    sources: tuple[BinaryIO, ...],
    daily: datetime | None,
    lists: tuple[str, ...],
    added: datetime,
    dry_run: bool,
    report: Path | None,
) -> None:
    """Make records of a listing or a bibliography.

    FILE is a Daily Papers page saved as text, BibTeX, RIS or CSL-JSON; - reads standard input. Papers
    that the catalog holds gain what they lack and lose nothing; where the source differs, the report
    says so. A file that cannot be read is said and costs no other. Exits 1 if something was skipped or
    has to be looked at.
    """
    if not sources and not daily:
        raise click.UsageError("nothing to import; name a file, - or --daily YYYY-MM-DD")
    if lists and len(lists) != len(sources) + bool(daily):
        raise click.UsageError("give --list once for each source, in their order")
    reads = [partial(_read, file) for file in sources] + ([partial(_fetch, daily)] if daily else [])
    with Intake(folder, f"{added:%Y-%m-%d}", dry_run, report) as intake:
        for read, list_id in zip(reads, lists or [""] * len(reads), strict=True):
            try:
                _take(intake, read(), list_id)
            except CatalogError as error:
                intake.refuse(error)
    sys.exit(intake.exit_code)


def _read(file: BinaryIO) -> Source:
    return detect.read(file.read(), getattr(file, "name", STDIN))


def _fetch(day: datetime) -> Source:
    with Client(say=lambda line: click.echo(line, err=True)) as client:
        try:
            return daily_papers.fetch(str(day.date()), client)
        except Problem as no_day:
            message = Message("--daily", 0, "day", no_day.wrong, no_day.expected, no_day.remedy)
            raise CatalogError([message]) from None


def _take(intake: Intake, source: Source, list_id: str) -> None:
    hidden = not sys.stderr.isatty()
    with click.progressbar(source.drafts, label=source.file, file=sys.stderr, hidden=hidden) as drafts:
        taken = [intake.take(draft, source.file) for draft in drafts]
    if list_id:
        intake.place(source, list_id, [one.id for one in taken if one.id])
    intake.skip(source.skipped)
