"""Rules on identity: one record a paper, unique ids, consistent dates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from generator.bibliography import works
from generator.bibliography.identifiers import arxiv_month
from generator.catalog.index import title_key
from generator.catalog.records import Paper
from generator.catalog.shelf import Entry, Shelf
from generator.errors import Message, Problem, quote
from generator.permalinks import RESERVED


def unique_identifiers(shelf: Shelf) -> Iterator[Message]:
    """No two papers share an arXiv id, a DOI or a title, ignoring case and accents.

    Papers with the same title are two works if their arXiv ids, DOIs, years or authors differ.
    """
    seen: dict[tuple[str, str], list[Entry[Paper]]] = defaultdict(list)
    for entry in shelf.papers:
        for field, kind, key in _identifiers(entry.record):
            if field in entry.blanked or not key:
                continue
            others = [other for other in seen[kind, key] if other is not entry]
            seen[kind, key].append(entry)
            if kind == "title":
                others = [other for other in others if not _differ(entry, other)]
            for first in others[:1]:
                wrong = f"is the same as in {first.document.file}"
                remedy = "keep one record and name the other's id in its former_ids"
                if kind == "title":
                    remedy += "; two works have another DOI, arXiv id, year or author"
                yield entry.message(field, Problem(wrong, "expected one record a paper", remedy))


def unique_ids(shelf: Shelf) -> Iterator[Message]:
    """No id, current or former, is used twice or equals the name of a page."""
    yield from _repeated(shelf.themes, "theme")
    yield from _repeated(shelf.tags, "tag")
    for entry in shelf.entries:
        if "id" not in entry.blanked and entry.record.id in RESERVED:
            wrong = f"{quote(entry.record.id)} is a page of the site"
            yield entry.message("id", Problem(wrong, "expected another id", "choose a longer one"))
    for entries in (shelf.papers, shelf.themes, shelf.tags, shelf.lists):
        yield from _former_ids(entries)


def unique_citation_keys(shelf: Shelf) -> Iterator[Message]:
    """No two papers share a citation key; the id serves as key where none is given."""
    owners = {entry.record.id: entry for entry in shelf.papers}
    for entry in shelf.papers:
        key = (entry.record.citation_key or "").lower()
        if key and (owner := owners.setdefault(key, entry)) is not entry:
            wrong = f"is taken by {owner.document.file}"
            problem = Problem(wrong, "expected a key that no other paper has", "add a letter")
            yield entry.message("citation_key", problem)


def titles_of_publications(shelf: Shelf) -> Iterator[Message]:
    """No published paper has a title or authors that a source contradicts."""
    for entry in shelf.shown_papers:
        paper = entry.record
        for key in ("title", "authors") if paper.venue or paper.doi else ():
            if key in paper.review and getattr(paper, key):
                wrong, expected = (
                    "may be that of the preprint alone",
                    f"expected the publication's {key}",
                )
                remedy = f"see `catalog todo`; correct it, or write the other {key} below publication"
                yield entry.message(key, Problem(wrong, expected, remedy), level="warning")


def plausible_dates(shelf: Shelf) -> Iterator[Message]:
    """A paper's arXiv month and date of publication are not after the day it was added."""
    for entry in shelf.papers:
        paper = entry.record
        month = arxiv_month(paper.arxiv) if paper.arxiv else None
        if "added" in entry.blanked:
            continue
        remedy = "compare both with the paper's page"
        expected = f"expected a date before the record was added ({paper.added})"
        if month and month > paper.added[:7]:
            wrong = f"{quote(paper.arxiv)} would be of {month}"
            yield entry.message("arxiv", Problem(wrong, expected, remedy))
        if "published" not in entry.blanked and (paper.published or "") > paper.added:
            wrong = f"{quote(paper.published)} is in the future"
            yield entry.message("published", Problem(wrong, expected, remedy))


def _differ(entry: Entry[Paper], other: Entry[Paper]) -> bool:
    return bool(works.difference(entry.record, other.record, years=1))


def _identifiers(paper: Paper) -> Iterator[tuple[str, str, str]]:
    yield "arxiv", "arxiv", paper.arxiv or ""
    yield "doi", "doi", (paper.doi or "").lower()
    yield "title", "title", title_key(paper.title)
    for title in paper.other_titles:
        yield "other_titles", "title", title_key(title)
    if paper.publication and paper.publication.title:
        yield "publication", "title", title_key(paper.publication.title)


def _repeated(entries: Iterable[Entry[Any]], kind: str) -> Iterator[Message]:
    seen: set[str] = set()
    for entry in entries:
        id = entry.record.id
        if id in seen and "id" not in entry.blanked:
            wrong = f"{quote(id)} names a second {kind}"
            yield entry.message("id", Problem(wrong, "expected each id once", "merge the two"))
        seen.add(id)


def _former_ids(entries: Iterable[Entry[Any]]) -> Iterator[Message]:
    entries = tuple(entries)
    taken = {entry.record.id: entry.document.file for entry in entries}
    for entry in entries:
        for index, id in enumerate(entry.record.former_ids):
            if id in taken or id in RESERVED:
                owner = taken.get(id, "a page of the site")
                wrong = f"{quote(id)} belongs to {owner}"
                problem = Problem(wrong, "expected an id that nothing has now", "remove it here")
                yield entry.message("former_ids", problem, index)
            taken.setdefault(id, entry.document.file)
