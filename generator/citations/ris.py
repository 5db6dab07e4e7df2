"""RIS records for reference managers.

The user field U1 carries what RIS cannot express: TeX in a title, a comma in a name.
"""

from collections.abc import Iterable, Iterator

from generator import permalinks
from generator.bibliography import author_lists, names
from generator.bibliography.names import Name
from generator.catalog.records import Paper
from generator.citations.citation import Citation, Kind, cite, identity
from generator.text import plain
from generator.text.texmath import to_text

TYPES: dict[Kind, str] = {
    "article": "JOUR",
    "conference": "CONF",
    "preprint": "RPRT",
    "document": "GEN",
    "thesis": "THES",
    "book": "BOOK",
    "chapter": "CHAP",
}


def entry(paper: Paper) -> str:
    """Return one paper's RIS record."""
    paper, citation = paper.as_published, cite(paper)
    facts = (*_facts(paper, citation), *_where(citation), *_unsaid(paper, citation))
    lines = [("TY", TYPES[citation.kind]), *facts, ("ER", "")]
    return "".join(f"{tag}  - {' '.join(text.split())}\n" for tag, text in lines)


def joined(entries: Iterable[str]) -> str:
    """Return entries as one file."""
    return "\n".join(entries)


def _facts(paper: Paper, citation: Citation) -> Iterator[tuple[str, str]]:
    yield "ID", paper.id
    yield "TI", to_text(paper.title)
    yield from (("AU", _author(person.parts)) for person in paper.people)
    if citation.year:
        yield "PY", citation.year
    if not paper.venue and paper.published:
        # Slashes hold the places of month and day.
        yield "DA", f"{paper.published.replace('-', '/')}{'/' * (3 - paper.published.count('-'))}"
    if paper.doi:
        yield "DO", paper.doi
    if paper.arxiv:
        yield "AN", f"arXiv:{paper.arxiv}"
    address = permalinks.arxiv(paper.arxiv) if paper.arxiv else identity(paper)
    yield from (("UR", url) for url in dict.fromkeys((address, paper.url or "")) if url)
    yield from (("KW", category) for category in paper.categories)
    yield from (("KW", tag.replace("-", " ")) for tag in paper.tags)


def _where(citation: Citation) -> Iterator[tuple[str, str]]:
    found = citation.publication
    # Zotero reads a report of this sort as a preprint, and does not know RIS's own type for one.
    sort, publisher = found.genre, found.publisher
    if citation.kind == "preprint":
        sort, publisher = "preprint", "arXiv"
    numbers = zip(("VL", "IS", "SP", "EP"), (found.volume, found.number, *citation.pages), strict=False)
    facts = (("T2", found.venue), *numbers, ("PB", publisher), ("M3", sort))
    yield from (fact for fact in facts if fact[1])


def _unsaid(paper: Paper, citation: Citation) -> Iterator[tuple[str, str]]:
    if plain.title(to_text(paper.title)) != plain.one_line(paper.title):
        yield "U1", f"papershelf-title: {paper.title}"
    if any(map(_is_mistakable, paper.authors)):
        yield from (("U1", f"papershelf-author: {name}") for name in paper.authors)
    if citation.exact_venue:
        yield "U1", f"papershelf-venue: {citation.exact_venue}"


def _is_mistakable(name: str) -> bool:
    """Tell whether a reader would take a name for several, or a given name for a suffix."""
    suffix = names.parse(name).given in names.SUFFIXES
    return suffix or "," in name or bool(author_lists.OTHERS.fullmatch(name))


def _author(name: Name) -> str:
    return ", ".join(part for part in (name.surname, name.given, name.suffix) if part)
