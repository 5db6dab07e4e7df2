"""Fetch a day's listing from Hugging Face's Daily Papers."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from generator.bibliography import pasted_ids
from generator.bibliography.dates import day_in_words
from generator.bibliography.identifiers import check_day, check_url
from generator.errors import CatalogError, Message, Problem, quote
from generator.importers import objects
from generator.importers.draft import Draft, Source
from generator.importers.services.client import Client, Service
from generator.importers.services.remarks import Remarks

DAILY_PAPERS = Service(
    "Daily Papers", "PAPERSHELF_DAILY_PAPERS_API", "https://huggingface.co/api/daily_papers", pause=1
)
LARGEST_PAGE, MOST_PAGES = 100, 10


def fetch(day: str, client: Client) -> Source:
    """Return the papers of a day, YYYY-MM-DD, in the list's order.

    Raises Problem if it is not a day, and CatalogError if the service does not answer with a list.
    """
    found: dict[str, Draft] = {}
    skipped = []
    for position, item in enumerate(_items(check_day(day), client), start=1):
        result = _draft(item, position)
        if isinstance(result, Message):
            skipped.append(result)
        else:
            found.setdefault(result.arxiv or "", result)
    if not found and not skipped:
        remedy = "choose a working day; papers of a day appear in its course"
        skipped = [DAILY_PAPERS.message(day, Problem("has no papers", "expected some", remedy))]
    return Source(
        file=DAILY_PAPERS.address,
        drafts=tuple(found.values()),
        skipped=tuple(skipped),
        title=f"Daily Papers, {day_in_words(day)}",
        origin="Hugging Face Daily Papers",
        url=f"https://huggingface.co/papers/date/{day}",
        date=day,
    )


def _items(day: str, client: Client) -> Iterator[Any]:
    previous: list[Any] = []
    for number in range(MOST_PAGES):
        page = _page(day, number, client)
        # A service that knows no pages gives the same list again.
        if page == previous:
            return
        yield from page
        if len(page) < LARGEST_PAGE:
            return
        previous = page


def _page(day: str, number: int, client: Client) -> list[Any]:
    query = {"date": day, "limit": str(LARGEST_PAGE), "p": str(number)}
    answer = client.get(DAILY_PAPERS, query=query, accept=frozenset({400}))
    beginning = quote(answer.body[:200].decode("utf-8", "replace").strip())
    if answer.status == 400:
        wrong = Problem(
            f"is refused: {beginning}", "expected a day with a list", "choose an earlier day"
        )
        raise CatalogError([DAILY_PAPERS.message(day, wrong)])
    with suppress(ValueError, RecursionError):
        if isinstance(found := json.loads(answer.body), list):
            return found
    wrong = Problem(f"answered with {beginning}", "expected a list in JSON", "try again later")
    raise CatalogError([DAILY_PAPERS.message("answer", wrong)])


def _draft(item: Any, place: int) -> Draft | Message:
    paper, remarks = objects.mapping(item, "paper") if isinstance(item, dict) else {}, Remarks()
    try:
        id = _arxiv(objects.text(paper, "id"))
    except Problem as problem:
        return DAILY_PAPERS.message(f"entry {place}", problem)
    title = remarks.line("title", objects.text(paper, "title"))
    if not title:
        wrong = Problem("has no title", "expected one line of text", "write the record by hand")
        return DAILY_PAPERS.message(id, wrong)
    return Draft(
        title=title,
        authors=_authors(paper, remarks),
        published=remarks.checked(
            "published", check_day, objects.text(paper, "publishedAt")[: len("YYYY-MM-DD")]
        ),
        arxiv=id,
        code=remarks.checked("code", check_url, objects.text(paper, "githubRepo")),
        project=remarks.checked("project", check_url, objects.text(paper, "projectPage")),
        abstract=remarks.paragraphs("abstract", objects.text(paper, "summary")),
        remarks=tuple(remarks.said),
    )


def _arxiv(text: str) -> str:
    wanted = pasted_ids.parse(text)
    if wanted.kind != "arxiv":
        raise Problem(
            f"{quote(text)} is not an arXiv id", "expected a paper on arXiv", "add it by its DOI"
        )
    return wanted.id


def _authors(paper: dict[str, Any], remarks: Remarks) -> tuple[str, ...]:
    authors = objects.mappings(paper, "authors")
    for author in authors:
        if author.get("hidden"):
            name = quote(objects.text(author, "name"))
            remarks.add(f"{name} left out, Daily Papers hides this name", "authors")
    return remarks.authors(
        objects.text(author, "name") for author in authors if not author.get("hidden")
    )
