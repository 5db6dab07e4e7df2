"""`catalog add`: records from arXiv ids and DOIs."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from generator.commands.options import catalog_option
from generator.commands.taking import Intake, dry_run_option, today_option
from generator.errors import CatalogError, Message, Problem
from generator.importers import arxiv, crossref
from generator.importers.drafts import Draft
from generator.importers.ids import Wanted, parse
from generator.importers.web import Client


@click.command()
@catalog_option
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@today_option
@dry_run_option
def add(folder: Path, ids: tuple[str, ...], added: datetime, dry_run: bool) -> None:
    """Make records of papers named by arXiv id, DOI or address.

    ID is an arXiv id or the address of its page, a DOI or its address, or the address of a Daily Papers
    page; - reads ids from standard input, one a line. Each record is written as soon as it is there: a
    run that was interrupted goes on where it stopped when it is started again. Exits 1 if something had
    to be skipped.
    """
    client = Client(say=lambda line: click.echo(line, err=True))
    with client, Intake(folder, f"{added:%Y-%m-%d}", dry_run) as intake:
        wanted = list(_wanted(intake, ids))
        arxiv_ids = [paper.id for paper in wanted if paper.kind == "arxiv"]
        dois = [paper.id for paper in wanted if paper.kind == "doi"]
        _take(intake, arxiv.fetch(arxiv_ids, client), len(arxiv_ids))
        _take(intake, crossref.fetch(dois, client), len(dois))
    sys.exit(intake.exit_code)


def _wanted(intake: Intake, texts: Iterable[str]) -> Iterator[Wanted]:
    """Yield what is asked for and not yet complete in the catalog."""
    seen = set()
    for text in _lines(texts):
        try:
            paper = parse(text)
        except Problem as problem:
            message = Message("ID", 1, "id", problem.wrong, problem.expected, problem.remedy)
            intake.skip([message])
            continue
        if paper not in seen and not intake.known(paper.kind, paper.id):
            yield paper
        seen.add(paper)


def _lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if text == "-":
            yield from (line.strip() for line in sys.stdin if line.strip())
        else:
            yield text


def _take(intake: Intake, results: Iterator[Draft | Message], length: int) -> None:
    """Take results in as they come; a service that fails for good ends only its own part."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(range(length), label="Papers", file=sys.stderr, hidden=hidden) as places:
        try:
            for result, _ in zip(results, places, strict=True):
                if isinstance(result, Draft):
                    intake.take(result)
                else:
                    intake.skip([result])
        except CatalogError as error:
            intake.skip(error.messages)
