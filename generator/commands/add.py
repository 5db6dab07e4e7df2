"""`catalog add`: records from arXiv ids and DOIs."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from generator.bibliography.pasted_ids import Wanted, parse
from generator.commands import options
from generator.errors import CatalogError, Message, Problem
from generator.importers.draft import STDIN, Draft
from generator.importers.services import arxiv, crossref
from generator.intake.report import Intake

COMMENT = re.compile(r"(?:^|\s)#.*")


@click.command()
@options.catalog_option
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.added_option
@options.dry_run_option
@options.report_option
def add(folder: Path, ids: tuple[str, ...], added: str, dry_run: bool, report: Path | None) -> None:
    """Make records of papers named by arXiv id, DOI or address.

    ID is an arXiv id or the address of its page, a DOI or its address, or the address of a Daily Papers
    page; - reads ids from standard input, one or more a line, and # begins a comment. Each record is
    written as soon as it is there: a run that was interrupted goes on where it stopped when it is
    started again. Exits 1 if something was skipped or has to be looked at.
    """
    with options.client() as client, Intake(folder, added, dry_run, report) as intake:
        wanted = list(_wanted(intake, ids))
        arxiv_ids = [paper.id for paper in wanted if paper.kind == "arxiv"]
        dois = [paper.id for paper in wanted if paper.kind == "doi"]
        _take(intake, arxiv.fetch(arxiv_ids, client), arxiv_ids)
        _take(intake, crossref.fetch(dois, client), dois)
    sys.exit(intake.exit_code)


def _wanted(intake: Intake, texts: Iterable[str]) -> Iterator[Wanted]:
    """Yield the requested papers that the catalogue lacks or holds incompletely."""
    seen = set()
    for file, line, text in _lines(texts):
        try:
            paper = parse(text)
        except Problem as problem:
            message = Message(file, line, "id", problem.wrong, problem.expected, problem.remedy)
            intake.skip([message])
            continue
        if paper not in seen and not intake.known(paper.kind, paper.id):
            yield paper
        seen.add(paper)


def _lines(texts: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """Yield each id with the file and the line that messages name."""
    for text in texts:
        if text != "-":
            yield "ID", 0, text
            continue
        for number, line in enumerate(sys.stdin, start=1):
            yield from ((STDIN, number, id) for id in _ids(COMMENT.sub("", line).strip()))


def _ids(line: str) -> list[str]:
    """Return the ids on a line: one that may hold blanks, or several with blanks between them."""
    words = line.split()
    return words if len(words) > 1 and all(map(_is_id, words)) else [line] * bool(line)


def _is_id(text: str) -> bool:
    try:
        parse(text)
    except Problem:
        return False
    return True


def _take(intake: Intake, results: Iterator[Draft | Message], ids: Sequence[str]) -> None:
    """Take in results as they arrive; if a service fails for good, go on with the others."""
    done = 0
    with options.progress(len(ids), "Papers") as step:
        try:
            for id, result in zip(ids, results, strict=True):
                if isinstance(result, Draft):
                    intake.take(result, id)
                else:
                    intake.skip([result])
                done += 1
                step()
        except CatalogError as error:
            intake.abandon(ids[done:], error)
