"""Fetch metadata of DOIs from Crossref's API, one paper a request."""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import quote as percent_encode

from generator.bibliography import pasted_ids, venues
from generator.bibliography.identifiers import check_date, check_doi
from generator.errors import CatalogError, Message, Problem, quote
from generator.importers import objects
from generator.importers.bibliographies import csl
from generator.importers.draft import Draft
from generator.importers.services import registrars
from generator.importers.services.client import Client, Service
from generator.importers.services.remarks import Remarks
from generator.text import jats, texmath

CROSSREF = Service("Crossref", "PAPERSHELF_CROSSREF_API", "https://api.crossref.org/works", pause=0.5)
REFUSALS = frozenset(range(400, 500)) - {401, 403, 404, 407, 408, 429}
"""Answers that are about one DOI, not about us."""
RETRACTIONS = frozenset({"retraction", "withdrawal", "removal"})
DATES = ("issued", "published", "published-online", "published-print", "posted")
CONFERENCE_KINDS = frozenset({"proceedings-article", "book-chapter"})
ACRONYM = re.compile(r"([A-Za-z][A-Za-z-]{1,14})[ -]*['’]?((?:20|19)?\d\d)")
"""An event's short name as organizers write it: KDD '24, ICML-2023."""
NAMED_BY_ACRONYM = re.compile(
    r"\b((?:19|20)\d\d)\b.{0,300}\(([A-Z][A-Za-z-]{1,14})\)$"
    r"|[–—:-] ([A-Z][A-Za-z-]{1,14}) ((?:19|20)\d\d)$"
)
"""2023 ... Conference on ... (ICCV); Computer Vision – ECCV 2022."""
FOUND = 5
"""How many of the works that fit a search best are read."""

Work = dict[str, Any]
"""A work in Crossref's JSON, which is CSL-JSON with more keys; nothing is sure about their values."""


def fetch(wanted: Sequence[str], client: Client) -> Iterator[Draft | Message]:
    """Yield one result for each of the DOIs, in their order: a draft, or why there is none.

    A DOI that Crossref does not know is asked of its own registrar. Results come one by one, so that
    earlier ones are safe when CatalogError is raised for a later one.
    """
    return (_result(doi, client) for doi in wanted)


def search(title: str, author: str, client: Client) -> list[Draft]:
    """Return published works that fit a title and an author best, whether or not they are the same."""
    query = {"query.bibliographic": f"{texmath.to_text(title)} {author}", "rows": str(FOUND)}
    answer = client.get(CROSSREF, query=query, accept=REFUSALS)
    items = _message(answer.body).get("items")
    if not isinstance(items, list):
        raise CatalogError([CROSSREF.message("search", _unreadable(answer.body))])
    drafts = (_draft(objects.text(item, "DOI"), item) for item in items if isinstance(item, dict))
    return [draft for draft in drafts if isinstance(draft, Draft) and draft.venue]


def _result(doi: str, client: Client) -> Draft | Message:
    answer = client.get(CROSSREF, f"/{percent_encode(doi, safe='')}", accept=REFUSALS | {404})
    if answer.status == 404:
        return registrars.ask(doi, client)
    if answer.status in REFUSALS:
        wrong = f"answered with status {answer.status}"
        remedy = "compare the DOI with the paper's page, or write the record by hand"
        return CROSSREF.message(doi, Problem(wrong, "expected a paper", remedy))
    work = _message(answer.body)
    return _draft(doi, work) if work else CROSSREF.message(doi, _unreadable(answer.body))


def _message(body: bytes) -> Work:
    """Return what an answer holds, nothing if it is no answer of Crossref's."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return objects.mapping(answer, "message") if isinstance(answer, dict) else {}


def _unreadable(body: bytes) -> Problem:
    wrong = f"answered with {quote(body[:200].decode('utf-8', 'replace').strip())}"
    return Problem(wrong, "expected JSON that describes a paper", "try again later")


def _draft(doi: str, work: Work) -> Draft | Message:
    remarks = Remarks()
    title = _title(work, remarks)
    if not title:
        wrong = Problem("has no title", "expected one line of text", "write the record by hand")
        return CROSSREF.message(doi, wrong)
    if RETRACTIONS & {objects.text(update, "type") for update in objects.mappings(work, "updated-by")}:
        remarks.add("Crossref says that it is retracted", alarm=True)
    known = objects.text(work, "DOI")
    if known.lower() != doi.lower():
        remarks.add(f"Crossref answers with the DOI {quote(known)}")
    abstract = jats.to_text(remarks.bounded("abstract", objects.text(work, "abstract")))
    return Draft(
        title=title,
        authors=remarks.authors(map(unescape, csl.authors(work))),
        published=remarks.checked("published", check_date, _first_date(work)),
        venue=_venue(work, remarks),
        arxiv=_preprint(work, remarks),
        doi=remarks.checked("doi", check_doi, doi),
        abstract=remarks.paragraphs("abstract", abstract),
        remarks=tuple(remarks.said),
    )


def _title(work: Work, remarks: Remarks) -> str:
    title, subtitle = (
        remarks.line(name, jats.to_text(remarks.bounded(name, objects.text(work, name))))
        for name in ("title", "subtitle")
    )
    joined = f"{title.rstrip(':')}: {subtitle}"
    return joined if title and subtitle and subtitle.lower() not in title.lower() else title


def _first_date(work: Work) -> str:
    """Return the earliest date, in its most exact form."""
    dates = (csl.date(work, key) for key in DATES)
    return min(filter(None, dates), key=lambda date: date.ljust(len("YYYY-MM-DD"), "~"), default="")


def _venue(work: Work, remarks: Remarks) -> str | None:
    kind = objects.text(work, "type")
    year = (csl.date(work, "published-print") or _first_date(work))[:4]
    containers = [_clean(remarks, text) for text in objects.texts(work, "container-title")]
    found = None
    if kind == "dissertation":
        found = _thesis(work, year, remarks)
    elif kind in CONFERENCE_KINDS and containers:
        event = objects.text(objects.mapping(work, "event"), "acronym")
        found = _conference(_clean(remarks, event), containers, year)
    elif kind == "journal-article" and containers:
        pages = objects.text(work, "article-number") or objects.text(work, "page")
        numbers = (objects.text(work, "volume"), objects.text(work, "issue"), pages)
        found = venues.venue(venues.numbered(containers[0], *numbers), year, "article")
    if not found and kind != "posted-content":
        remarks.add(f"Crossref calls it {quote(kind)} and names no venue that we can use")
    return found


def _thesis(work: Work, year: str, remarks: Remarks) -> str | None:
    schools = (objects.text(school, "name") for school in objects.mappings(work, "institution"))
    school = _clean(remarks, next(filter(None, schools), ""))
    doctoral = re.match(r"ph\.?\s?d|doctor", objects.text(work, "degree"), re.I)
    name = "PhD thesis" if doctoral else "Thesis"
    return venues.venue(f"{name}, {school}", year, "thesis") if school else None


def _conference(event: str, containers: Sequence[str], year: str) -> str | None:
    if match := ACRONYM.fullmatch(event):
        held = match[2] if len(match[2]) == len("YYYY") else (year or "20")[:2] + match[2]
        return f"{match[1]} {held}"
    for container in containers:
        if match := NAMED_BY_ACRONYM.search(container):
            return f"{match[2] or match[3]} {match[1] or match[4]}"
    return venues.venue(containers[-1], year, "conference")


def _clean(remarks: Remarks, text: str) -> str:
    return remarks.line("venue", jats.to_text(remarks.bounded("venue", text)))


def _preprint(work: Work, remarks: Remarks) -> str | None:
    """Return the arXiv id of the only preprint that Crossref relates to the paper."""
    related = objects.mappings(objects.mapping(work, "relation"), "has-preprint")
    found = {id for one in related if (id := _arxiv(objects.text(one, "id")))}
    if len(found) > 1:
        remarks.add(f"Crossref relates it to several papers: {', '.join(sorted(found))}", "arxiv")
    return found.pop() if len(found) == 1 else None


def _arxiv(text: str) -> str | None:
    try:
        wanted = pasted_ids.parse(text)
    except Problem:
        return None
    return wanted.id if wanted.kind == "arxiv" else None
