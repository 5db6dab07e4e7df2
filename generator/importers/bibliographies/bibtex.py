"""BibTeX and biblatex, as Zotero, Mendeley, JabRef and people write it."""

import re

from bibtexparser.middlewares.names import split_multiple_persons_names

from generator.bibliography import author_lists, found_ids, journal_macros, venues
from generator.errors import Remark, quote
from generator.importers.bibliographies import bibtex_blocks
from generator.importers.bibliographies import entry as entries
from generator.importers.bibliographies.bibtex_blocks import Item
from generator.importers.bibliographies.entry import Entry
from generator.importers.draft import Source
from generator.text import latex, plain

START = re.compile(r"@\w*[ \t]*[{(]")
ENTRY = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]\s*[^,{}=\"]*,\s*[\w-]+\s*=", re.M)
PARAGRAPH = re.compile(r"\n[ \t]*\n")
KINDS: dict[str, venues.Kind] = {
    "inproceedings": "conference",
    "conference": "conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
}
THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis", "mathesis": "Master's thesis"}
"""Types of entries, and biblatex's words for them."""
SERIES = re.compile(rf"{venues.EVENT.pattern}|[A-Z][A-Za-z-]{{1,14}} (?:19|20)\d\d", re.A)
"""A series that is one year's conference, not one of volumes."""
CONTAINERS = ("journal", "journaltitle", "booktitle")
ITSELF = ("timestamp", "biburl", "bibsource", "file", "owner", "urldate", "groups", "added-at")
"""What programs note of the entry, not of the paper."""
HINTS = ("journal", "journaltitle", "number", "howpublished", "volume", "pages", "publisher")
NOTES = ("note", "annote", "addendum")
NAMES = ("author", "title", "subtitle", "year", "month", "date", "origdate", "doi", "url", "abstract")
PREPRINT = ("eprint", "archiveprefix", "eprinttype", "primaryclass", "eprintclass")
PLACES = ("volume", "number", "issue", "pages", "eid", "series", "type", "school", "howpublished")
OWN = ("papershelf-title", "papershelf-venue", "crossref", "collaboration", *ITSELF)
READ = frozenset((*NAMES, *PREPRINT, *CONTAINERS, *PLACES, *OWN))
"""Fields of which a record keeps what they say."""


def is_bibtex(text: str) -> bool:
    """Tell whether `text` holds a BibTeX entry with a field."""
    return bool(ENTRY.search(text))


def read(text: str, file: str) -> Source:
    """Return the papers of a BibTeX file; raise CatalogError if no entry can be read."""
    entries.refuse_too_many(file, sum(1 for _ in START.finditer(text)))
    items, skipped = bibtex_blocks.items(text, file)
    expected = "BibTeX entries such as @article{key, title = {...}}"
    return entries.source(file, list(map(_entry, items)), skipped, expected)


def _entry(item: Item) -> Entry:
    fields = item.fields
    if collaboration := _plain(fields, "collaboration"):
        remark = f"the entry names the collaboration {quote(collaboration)}, too"
        item.remarks.append(Remark(remark, "authors"))
    kind = KINDS.get(item.kind, "article")
    notes = [fields[name] for name in NOTES if venues.ARXIV_ITSELF.match(fields.get(name, ""))]
    scheme = fields.get("archiveprefix") or fields.get("eprinttype", "")
    eprint = fields.get("eprint", "")
    return Entry(
        line=item.line,
        title=_plain(fields, "papershelf-title") or _title(fields),
        authors=_authors(fields.get("author", ""), item.remarks),
        kind=kind,
        container=_thesis(item) if kind == "thesis" else _container(fields, kind),
        date=fields.get("date") or _date(_plain(fields, "year"), _plain(fields, "month")),
        original=fields.get("origdate", ""),
        arxiv=eprint if scheme.lower() == "arxiv" or (not scheme and found_ids.arxiv_id(eprint)) else "",
        hints=[*(fields.get(name, "") for name in HINTS), *notes],
        doi=latex.to_address(fields.get("doi", "")),
        urls=_addresses(fields),
        categories=[
            *(fields.get(name, "") for name in ("primaryclass", "eprintclass", "journal")),
            *notes,
        ],
        abstract="\n\n".join(map(latex.to_title, PARAGRAPH.split(fields.get("abstract", "")))),
        exact_venue=_plain(fields, "papershelf-venue"),
        volume=_plain(fields, "volume"),
        number=_plain(fields, "number", "issue"),
        pages=_plain(fields, "pages", "eid"),
        key=item.key,
        dropped=sorted(name for name, value in fields.items() if value and name not in READ),
        remarks=item.remarks,
        asides=item.asides,
    )


def _plain(fields: dict[str, str], *names: str) -> str:
    return latex.to_text(next(filter(None, (fields.get(name) for name in names)), ""))


def _title(fields: dict[str, str]) -> str:
    main, sub = fields.get("title", ""), fields.get("subtitle", "")
    return plain.title(latex.to_title(f"{main}: {sub}" if main and sub else main))


def _container(fields: dict[str, str], kind: venues.Kind) -> str:
    series = _plain(fields, "series")
    if kind == "conference" and SERIES.fullmatch(series):
        return series
    named = next(filter(None, (fields.get(name) for name in CONTAINERS)), "")
    return plain.plain(latex.to_text(journal_macros.expand(named)))


def _thesis(item: Item) -> str:
    given = _plain(item.fields, "type")
    sort = THESES.get(given.lower(), given) or THESES.get(item.kind, "PhD thesis")
    return ", ".join(filter(None, (sort, _plain(item.fields, "school", "institution"))))


def _date(year: str, month: str) -> str:
    if re.fullmatch(r"\d{1,2}", month, re.A):
        return f"{year}-{month}"
    return f"{month} {year}".strip()


def _addresses(fields: dict[str, str]) -> list[str]:
    url, how = (latex.to_address(fields.get(name, "")) for name in ("url", "howpublished"))
    return [address for address in (url, how) if address and (address == url or "://" in address)]


def _authors(text: str, remarks: list[Remark]) -> list[str]:
    # The splitter overlooks words that begin with a backslash; an empty group shows it one.
    text = plain.one_line(text).replace(" \\", " {}\\")
    names = author_lists.cut_others(split_multiple_persons_names(text), remarks)
    return [latex.to_text(author) for name in names for author in author_lists.of_bibtex(name, remarks)]
