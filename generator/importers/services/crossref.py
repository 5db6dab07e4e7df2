"""Fetch metadata of DOIs from Crossref's API, one paper a request."""

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Annotated, Any
from urllib.parse import quote as percent_encode

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from generator.bibliography import names, pasted_ids
from generator.bibliography.identifiers import check_date, check_doi
from generator.errors import CatalogError, Message, Problem, quote
from generator.importers.draft import Draft
from generator.importers.services import registrars
from generator.importers.services.client import Client, Service, misfit
from generator.importers.services.crossref_venues import Publication, venue
from generator.importers.services.remarks import Remarks
from generator.text import jats, texmath

CROSSREF = Service("Crossref", "PAPERSHELF_CROSSREF_API", "https://api.crossref.org/works", pause=0.5)
REFUSALS = frozenset(range(400, 500)) - {401, 403, 404, 407, 408, 429}
"""Answers that are about one DOI, not about us."""
RETRACTIONS = frozenset({"retraction", "withdrawal", "removal"})

Texts = Annotated[tuple[str, ...], BeforeValidator(lambda value: value or ())]


class _Author(BaseModel):
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    name: str | None = None
    """Of a collaboration."""

    @property
    def printed(self) -> str:
        parts = (names.printed(self.given or "", self.family or ""), self.suffix)
        return unescape(self.name or " ".join(filter(None, parts)))


class _Date(BaseModel):
    parts: list[list[int | None]] = Field([], alias="date-parts")

    @property
    def iso(self) -> str:
        numbers = [number for number in (self.parts or [[]])[0] if number is not None]
        return "-".join(f"{number:0{width}d}" for number, width in zip(numbers, (4, 2, 2), strict=False))


class _Event(BaseModel):
    acronym: str | None = None


class _Named(BaseModel):
    name: str | None = None


class _Related(BaseModel):
    id: str = ""


class _Update(BaseModel):
    type: str = ""


class _Work(BaseModel):
    doi: str = Field(alias="DOI")
    type: str | None = None
    title: Texts = ()
    subtitle: Texts = ()
    author: list[_Author] = []
    issued: _Date = _Date()
    published: _Date = _Date()
    online: _Date = Field(_Date(), alias="published-online")
    in_print: _Date = Field(_Date(), alias="published-print")
    posted: _Date = _Date()
    container: Texts = Field((), alias="container-title")
    event: _Event | None = None
    institution: list[_Named] = []
    degree: Texts = ()
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    article_number: str | None = Field(None, alias="article-number")
    abstract: str | None = None
    relation: dict[str, Any] = {}
    updates: list[_Update] = Field([], alias="updated-by")


class _Envelope(BaseModel):
    message: _Work


class _Items(BaseModel):
    items: list[Any]


class _Found(BaseModel):
    message: _Items


WORK = TypeAdapter(_Work)
FOUND = 5
"""How many of the works that fit a search best are read."""


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
    try:
        items = _Found.model_validate_json(answer.body).message.items
    except ValidationError as error:
        raise CatalogError([CROSSREF.message("search", _unreadable(error, answer.body))]) from None
    drafts = (_listed(item) for item in items)
    return [draft for draft in drafts if isinstance(draft, Draft) and draft.venue]


def _listed(item: object) -> Draft | Message | None:
    try:
        work = WORK.validate_python(item)
    except ValidationError:
        return None
    return _draft(work.doi, work)


def _result(doi: str, client: Client) -> Draft | Message:
    answer = client.get(CROSSREF, f"/{percent_encode(doi, safe='')}", accept=REFUSALS | {404})
    if answer.status == 404:
        return registrars.ask(doi, client)
    if answer.status in REFUSALS:
        wrong = f"answered with status {answer.status}"
        remedy = "compare the DOI with the paper's page, or write the record by hand"
        return CROSSREF.message(doi, Problem(wrong, "expected a paper", remedy))
    try:
        work = _Envelope.model_validate_json(answer.body).message
    except ValidationError as error:
        return CROSSREF.message(doi, _unreadable(error, answer.body))
    return _draft(doi, work)


def _unreadable(error: ValidationError, body: bytes) -> Problem:
    beginning = quote(body[:200].decode("utf-8", "replace").strip())
    wrong = f"answered with {beginning}: {misfit(error)}"
    return Problem(wrong, "expected JSON that describes a paper", "try again later")


def _draft(doi: str, work: _Work) -> Draft | Message:
    remarks = Remarks()
    title = _title(work, remarks)
    if not title:
        wrong = Problem("has no title", "expected one line of text", "write the record by hand")
        return CROSSREF.message(doi, wrong)
    if RETRACTIONS & {update.type for update in work.updates}:
        remarks.add("Crossref says that it is retracted", alarm=True)
    if work.doi.lower() != doi.lower():
        remarks.add(f"Crossref answers with the DOI {quote(work.doi)}")
    published = _first(work)
    abstract = jats.to_text(remarks.bounded("abstract", work.abstract or ""))
    return Draft(
        title=title,
        authors=remarks.authors(author.printed for author in work.author),
        published=remarks.checked("published", check_date, published),
        venue=_venue(work, remarks),
        arxiv=_preprint(work, remarks),
        doi=remarks.checked("doi", check_doi, doi),
        abstract=remarks.paragraphs("abstract", abstract),
        remarks=tuple(remarks.said),
    )


def _title(work: _Work, remarks: Remarks) -> str:
    title, subtitle = (
        remarks.line(name, jats.to_text(remarks.bounded(name, texts[0] if texts else "")))
        for name, texts in (("title", work.title), ("subtitle", work.subtitle))
    )
    joined = f"{title.rstrip(':')}: {subtitle}"
    return joined if title and subtitle and subtitle.lower() not in title.lower() else title


def _first(work: _Work) -> str:
    """Return the earliest date, in its most exact form."""
    dates = [date.iso for date in (work.issued, work.published, work.online, work.in_print, work.posted)]
    return min(filter(None, dates), key=lambda date: date.ljust(len("YYYY-MM-DD"), "~"), default="")


def _venue(work: _Work, remarks: Remarks) -> str | None:
    school = next((found.name for found in work.institution if found.name), "")
    event = work.event.acronym if work.event else None
    publication = Publication(
        kind=work.type or "",
        year=(work.in_print.iso or _first(work))[:4],
        containers=tuple(filter(None, (_clean(remarks, text) for text in work.container))),
        event=_clean(remarks, event or ""),
        school=_clean(remarks, school or ""),
        degree=" ".join(work.degree),
        volume=work.volume or "",
        number=work.issue or "",
        pages=work.article_number or work.page or "",
    )
    found = venue(publication)
    if not found and publication.kind != "posted-content":
        remarks.add(f"Crossref calls it {quote(publication.kind)} and names no venue that we can use")
    return found


def _clean(remarks: Remarks, text: str) -> str:
    return remarks.line("venue", jats.to_text(remarks.bounded("venue", text)))


def _preprint(work: _Work, remarks: Remarks) -> str | None:
    """Return the arXiv id of the only preprint that Crossref relates to the paper."""
    found = {id for related in _related(work, "has-preprint") if (id := _arxiv(related))}
    if len(found) > 1:
        remarks.add(f"Crossref relates it to several papers: {', '.join(sorted(found))}", "arxiv")
    return found.pop() if len(found) == 1 else None


def _related(work: _Work, relation: str) -> list[str]:
    try:
        return [_Related.model_validate(item).id for item in work.relation.get(relation) or ()]
    except (TypeError, ValidationError):
        return []


def _arxiv(text: str) -> str | None:
    try:
        wanted = pasted_ids.parse(text)
    except Problem:
        return None
    return wanted.id if wanted.kind == "arxiv" else None
