"""Fetch papers from arXiv's API, a hundred a request."""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from generator.bibliography import pasted_ids, venues
from generator.bibliography.identifiers import check_category, check_day
from generator.errors import CatalogError, Message, Problem, quote
from generator.importers.draft import Draft
from generator.importers.services.arxiv_comments import code_repository, conference
from generator.importers.services.client import Answer, Client, Service
from generator.importers.services.remarks import Remarks

ARXIV = Service("arXiv", "PAPERSHELF_ARXIV_API", "https://export.arxiv.org/api/query", pause=3)
BATCH = 100
PAGE, MOST = 500, 20_000
"""Papers of one answer to a search, and the most of a search that are read."""
TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
ATOM, OWN = "{http://www.w3.org/2005/Atom}", "{http://arxiv.org/schemas/atom}"
WITHDRAWN = re.compile(
    r"\b(?:paper|article|submission|manuscript|work) (?:has been|was|is) withdrawn|\Awithdrawn\b", re.I
)


def fetch(wanted: Sequence[str], client: Client) -> Iterator[Draft | Message]:
    """Yield one result for each of the arXiv ids, in their order: a draft, or why there is none.

    Results come after each batch, so that those of earlier batches are safe when CatalogError is raised
    for a later one.
    """
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        found = _batch(batch, client)
        yield from (found[id] for id in batch)


def search(category: str, first: str, last: str, client: Client) -> Iterator[Draft | Message]:
    """Yield the papers of a category that were submitted from one day to another, each YYYY-MM-DD."""
    days = f"{first.replace('-', '')}0000 TO {last.replace('-', '')}2359"
    query = {
        "search_query": f"cat:{category} AND submittedDate:[{days}]",
        "sortBy": "submittedDate",
        "sortOrder": "ascending",
        "max_results": str(PAGE),
    }
    start = 0
    while True:
        total, entries = _page(client.get(ARXIV, query={**query, "start": str(start)}))
        yield from (_result(id, entry) for entry in entries if (id := _id(entry)))
        start += len(entries)
        if start >= min(total, MOST):
            return
        if not entries:
            wrong = Problem(f"has {start} of {total} papers", "expected all", "try again later")
            raise CatalogError([ARXIV.message(category, wrong)])


def _page(answer: Answer) -> tuple[int, list[Element]]:
    """Return how many papers a search finds, and those of one page."""
    feed = _feed(answer)
    total = _text(feed, TOTAL).strip()
    return int(total) if total.isdecimal() else 0, feed.findall(f"{ATOM}entry")


def _batch(batch: Sequence[str], client: Client) -> dict[str, Draft | Message]:
    query = {"id_list": ",".join(batch), "max_results": str(len(batch))}
    entries = _entries(client.get(ARXIV, query=query, accept=frozenset({400})))
    complaint = next((_text(entry, f"{ATOM}summary") for entry in entries if _is_error(entry)), None)
    if complaint is None:
        by_id = {id: entry for entry in reversed(entries) if (id := _id(entry))}
        return {id: _result(id, by_id.get(_canonical(id))) for id in batch}
    refused = next((id for id in batch if complaint.split()[-1:] == [id]), None)
    if refused is None:
        wrong = f"answered with an error, {quote(complaint)}"
        raise CatalogError(
            [ARXIV.message("answer", Problem(wrong, "expected papers", "try again later"))]
        )
    rest = [id for id in batch if id != refused]
    return {refused: _unknown(refused)} | (_batch(rest, client) if rest else {})


def _entries(answer: Answer) -> list[Element]:
    entries = _feed(answer).findall(f"{ATOM}entry")
    if answer.status != 200 and not any(map(_is_error, entries)):
        raise _not_atom(f"with status {answer.status}", answer)
    return entries


def _feed(answer: Answer) -> Element:
    try:
        feed: Element = fromstring(answer.body, forbid_dtd=True)
    except ParseError as error:
        raise _not_atom(f"with no readable XML ({error})", answer) from None
    except DefusedXmlException:
        raise _not_atom("with a document type, which no Atom has", answer) from None
    except (LookupError, ValueError):
        raise _not_atom("in an encoding that is not known", answer) from None
    if feed.tag != f"{ATOM}feed":
        raise _not_atom(f"with {quote(feed.tag)} in place of a feed", answer)
    return feed


def _not_atom(what: str, answer: Answer) -> CatalogError:
    beginning = quote(answer.body[:200].decode("utf-8", "replace").strip())
    wrong = f"answered {what}; the answer begins {beginning}"
    return CatalogError(
        [ARXIV.message("answer", Problem(wrong, "expected an Atom feed", "try again later"))]
    )


def _result(id: str, entry: Element | None) -> Draft | Message:
    if entry is None:
        return _unknown(id)
    remarks = Remarks()
    title = remarks.line("title", _text(entry, f"{ATOM}title"))
    if not title:
        wrong = Problem("has no title", "expected one line of text", "write the record by hand")
        return ARXIV.message(id, wrong)
    return _draft(id, title, entry, remarks)


def _draft(id: str, title: str, entry: Element, remarks: Remarks) -> Draft:
    comment = remarks.line("comment", _text(entry, f"{OWN}comment"))
    abstract = remarks.paragraphs("abstract", _text(entry, f"{ATOM}summary"))
    if WITHDRAWN.search(comment) or WITHDRAWN.search(abstract or ""):
        remarks.add("arXiv says that it is withdrawn", alarm=True)
    authors = (_text(author, f"{ATOM}name") for author in entry.iterfind(f"{ATOM}author"))
    published = _text(entry, f"{ATOM}published").strip()[: len("YYYY-MM-DD")]
    return Draft(
        title=title,
        authors=remarks.authors(authors),
        published=remarks.checked("published", check_day, published),
        venue=_venue(comment, entry, remarks),
        arxiv=id,
        doi=remarks.checked("doi", _publisher_doi, _first_doi(entry, remarks)),
        categories=_categories(entry, remarks),
        code=code_repository(comment, abstract or ""),
        abstract=abstract,
        remarks=tuple(remarks.said),
    )


def _venue(comment: str, entry: Element, remarks: Remarks) -> str | None:
    reference = remarks.line("journal reference", _text(entry, f"{OWN}journal_ref"))
    venue = conference(comment) or conference(reference) or _journal(reference)
    if reference and venue != reference:
        remarks.add(f"arXiv gives the journal reference {quote(reference, len(reference))}")
    if not venue and conference(comment, certain=False):
        remarks.add(f"arXiv has the comment {quote(comment)}")
    return venue


def _journal(reference: str) -> str | None:
    """Return a journal reference that has the form of a record's venue: PNAS 79(8), 2554-2558 (1982)."""
    year = venues.LAST_YEAR.search(reference)
    place = reference[: year.start()] if year else ""
    return reference if venues.PART.fullmatch(place) else None


def _first_doi(entry: Element, remarks: Remarks) -> str:
    """Return the DOI, of several the first one."""
    written = _text(entry, f"{OWN}doi").strip()
    several = [doi.strip(",;") for doi in written.split()]
    if len(several) < 2 or not all(doi.startswith("10.") for doi in several):
        return written
    remarks.add(f"arXiv gives {quote(' and '.join(several), 200)}, the first is taken", "doi")
    return several[0]


def _publisher_doi(text: str) -> str:
    wanted = pasted_ids.parse(text)
    if wanted.kind != "doi":
        raise Problem(f"{quote(text)} is not a publisher's", "expected 10.PREFIX/SUFFIX", "leave it out")
    return wanted.id


def _categories(entry: Element, remarks: Remarks) -> tuple[str, ...]:
    primary = entry.iterfind(f"{OWN}primary_category")
    terms = [element.get("term", "") for element in (*primary, *entry.iterfind(f"{ATOM}category"))]
    # Classes of the MSC and the ACM stand among them; both begin with a digit or a capital.
    ours = [term for term in dict.fromkeys(terms) if term[:1].islower()]
    checked = (remarks.checked("categories", check_category, term) for term in ours)
    return tuple(category for category in checked if category)


def _unknown(id: str) -> Message:
    expected = "expected a paper that is on arXiv"
    remedy = "compare the id with the paper's page, or try again later"
    return ARXIV.message(id, Problem("arXiv knows no such paper", expected, remedy))


def _is_error(entry: Element) -> bool:
    return _text(entry, f"{ATOM}title").strip() == "Error" and not _id(entry)


def _id(entry: Element) -> str | None:
    try:
        return pasted_ids.parse(_text(entry, f"{ATOM}id")).id
    except Problem:
        return None


def _canonical(id: str) -> str:
    return pasted_ids.parse(id).id


def _text(element: Element, path: str) -> str:
    return element.findtext(path) or ""
