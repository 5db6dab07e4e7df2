"""Entries shared by all bibliography formats, and the drafts made of them.

A value that a record would refuse is left out of the draft, with a remark that quotes it.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from generator.bibliography import dates, found_ids, identifiers, venues
from generator.errors import CatalogError, Message, Problem, Remark, quote
from generator.importers.draft import Draft, Source
from generator.text import latex, plain

LONGEST_TITLE = 5_000
MOST = 20_000
"""Entries of one file; more take longer than anybody waits."""
FORGES = frozenset({"bitbucket.org", "codeberg.org", "github.com", "gitlab.com"})


@dataclass
class Entry:
    """An entry of a bibliography; missing fields are empty."""

    line: int
    title: str = ""
    """As a record has it."""
    authors: list[str] = field(default_factory=list)
    kind: venues.Kind = "article"
    container: str = ""
    """The journal or the proceedings; of a thesis its kind and school."""
    date: str = ""
    """When it appeared there, as the source writes it."""
    original: str = ""
    """When it appeared first, as the source writes it."""
    arxiv: str = ""
    """What claims to be an arXiv id."""
    hints: list[str] = field(default_factory=list)
    """What may name an arXiv id."""
    doi: str = ""
    urls: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    abstract: str = ""
    volume: str = ""
    number: str = ""
    """Of the journal's issue."""
    pages: str = ""
    """Or the number of the article."""
    key: str = ""
    """The source's own name of the entry."""
    dropped: list[str] = field(default_factory=list)
    """Fields that are not read, in the source's words."""
    exact_venue: str = ""
    """The venue as our own exports write it where a format says it otherwise."""
    remarks: list[Remark] = field(default_factory=list)
    asides: list[Remark] = field(default_factory=list)


def refuse_too_many(file: str, number: int) -> None:
    """Raise CatalogError if a file has more than MOST entries."""
    if number > MOST:
        wrong, expected = f"has more than {MOST:,} entries", f"expected at most {MOST:,}"
        raise CatalogError([Message(file, 0, "file", wrong, expected, "split it into several files")])


def source(file: str, entries: list[Entry], skipped: list[Message], kind: str) -> Source:
    """Return the drafts of `entries`; raise CatalogError with all messages if there are none."""
    drafts = tuple(_draft(entry) for entry in entries if _titled(entry))
    skipped = skipped + [_untitled(file, entry) for entry in entries if not _titled(entry)]
    if not drafts:
        expected, remedy = f"expected {kind}", "export it anew from the program that it comes from"
        raise CatalogError(skipped or [Message(file, 0, "file", "holds no entry", expected, remedy)])
    return Source(file, drafts, tuple(sorted(skipped)))


def _titled(entry: Entry) -> bool:
    return 0 < len(entry.title) <= LONGEST_TITLE


def _untitled(file: str, entry: Entry) -> Message:
    wrong = f"has {len(entry.title):,} characters" if entry.title else "is missing"
    remedy = "add the title to the entry, or write the record by hand"
    return Message(file, entry.line, "title", wrong, "expected a title", remedy, "warning")


def _draft(entry: Entry) -> Draft:
    arxiv, doi, remarks = _arxiv(entry), _doi(entry), list(entry.remarks)
    for key, found, value, expected in (
        ("arxiv", entry.arxiv, arxiv, "an arXiv id"),
        ("doi", entry.doi, doi or found_ids.arxiv_id(entry.doi), "a DOI"),
    ):
        if found and not value:
            remarks.append(Remark(f"{quote(found)} is not {expected}", key))
    published = _published(entry, remarks)
    authors = tuple(filter(None, map(plain.one_line, entry.authors)))
    abstract = plain.paragraphs(entry.abstract)
    texts = {"title": entry.title, "authors": " ".join(authors), "abstract": abstract or ""}
    remarks += [Remark(what, key) for key, text in texts.items() for what in latex.unknown(text)]
    addresses = _addresses(entry.urls, remarks, bool(arxiv or doi))
    year = _date(entry.date)[:4]
    return Draft(
        title=entry.title,
        authors=authors,
        published=published,
        venue=entry.exact_venue or venues.venue(_container(entry), year, entry.kind),
        key=entry.key,
        citation_key=entry.key if _is_citation_key(entry.key) else None,
        dropped=tuple(entry.dropped),
        arxiv=arxiv,
        doi=doi,
        categories=found_ids.categories(entry.categories),
        abstract=abstract,
        line=entry.line,
        remarks=tuple(remarks),
        asides=tuple(entry.asides),
        code=addresses.get("code"),
        url=addresses.get("url"),
    )


def _is_citation_key(key: str) -> bool:
    """Tell whether a key can be cited; Zotero's CSL-JSON has addresses in their place."""
    return bool(identifiers.CITATION_KEY.fullmatch(key)) and "://" not in key


def _container(entry: Entry) -> str:
    """Return the container, a journal's with its numbers."""
    if entry.kind != "article":
        return entry.container
    return venues.numbered(entry.container, entry.volume, entry.number, entry.pages)


def _arxiv(entry: Entry) -> str | None:
    said = found_ids.SAYS_ARXIV.search(" ".join([entry.container, *entry.hints]))
    hints = [hint for hint in entry.hints if said or not found_ids.BARE_NUMBER.fullmatch(hint.strip())]
    found = map(found_ids.arxiv_id, (entry.arxiv, entry.doi, *entry.urls, *hints))
    return next(filter(None, found), None)


def _doi(entry: Entry) -> str | None:
    addresses = [url for url in entry.urls if found_ids.DOI_ADDRESS.match(url)]
    return next(filter(None, map(found_ids.doi, (entry.doi, *addresses))), None)


def _published(entry: Entry, remarks: list[Remark]) -> str | None:
    for text in filter(None, (entry.original, entry.date)):
        date = _date(text)
        if date and (date != dates.date(text) or dates.DOUBT.search(text)):
            remarks.append(Remark(f"{quote(text)} is no sure date; {date} is taken", "published"))
        if date:
            return date
        remarks.append(Remark(f"{quote(text)} is not a date", "published"))
    return None


def _date(text: str) -> str:
    """Return a date, or its year where the calendar has no such day."""
    year = dates.YEAR.search(text)
    return dates.date(text) or (year[1] if year else "")


def _addresses(urls: list[str], remarks: list[Remark], identified: bool) -> dict[str, str]:
    """Return the addresses of the code and, of a paper without identifier, of its page."""
    found: dict[str, str] = {}
    for url in filter(None, urls):
        try:
            host = urlsplit(identifiers.check_url(url)).hostname or ""
        except Problem as problem:
            remarks.append(Remark(problem.wrong, "address"))
            continue
        if host.removeprefix("www.") in FORGES:
            found.setdefault("code", url)
        elif not identified:
            found.setdefault("url", url)
    return found
