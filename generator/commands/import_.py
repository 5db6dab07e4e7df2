"""`catalog import`: turn listings and bibliographies into records."""

import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from generator.bibliography.identifiers import check_slug
from generator.commands import options
from generator.errors import CatalogError, Problem, quote
from generator.importers import detect
from generator.importers.draft import STDIN, Source
from generator.importers.services import daily_papers
from generator.intake.report import Intake
from generator.permalinks import RESERVED


def _list_id(id: str) -> str:
    if id in RESERVED:
        raise Problem(f"{quote(id)} is a page of the site", "expected another id", "choose another")
    return check_slug(id)


@click.command("import")
@options.catalog_option
@click.argument("sources", nargs=-1, type=click.File("rb"), metavar="[FILE]...")
@options.day_option("--daily", help="Ask the Daily Papers service for the papers of a day.")
@click.option(
    "--list",
    "lists",
    metavar="ID",
    multiple=True,
    type=options.checked(_list_id),
    help="Also write a reading list in the source's order; give it once for each source.",
)
@options.added_option
@options.dry_run_option
@options.report_option
def import_(
    folder: Path,
    sources: tuple[BinaryIO, ...],
    daily: str | None,
    lists: tuple[str, ...],
    added: str,
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
    with Intake(folder, added, dry_run, report) as intake:
        for read, list_id in zip(reads, lists or [""] * len(reads), strict=True):
            try:
                _take(intake, read(), list_id)
            except CatalogError as error:
                intake.refuse(error)
    sys.exit(intake.exit_code)


def _read(file: BinaryIO) -> Source:
    return detect.read(file.read(), getattr(file, "name", STDIN))


def _fetch(day: str) -> Source:
    with options.client() as client:
        return daily_papers.fetch(day, client)


def _take(intake: Intake, source: Source, list_id: str) -> None:
    ids = []
    with options.progress(len(source.drafts), source.file) as step:
        for draft in source.drafts:
            ids.append(intake.take(draft, source.file).id)
            step()
    if list_id:
        intake.place(source, list_id, filter(None, ids))
    intake.skip(source.skipped)
