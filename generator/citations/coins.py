"""COinS: papers as OpenURL ContextObjects, by which reference managers know what a page lists."""

from collections.abc import Iterator
from urllib.parse import urlencode

from generator import permalinks
from generator.bibliography.names import family_first
from generator.catalog.records import Paper
from generator.citations.citation import Citation, cite
from generator.text.texmath import to_text

BOOK, JOURNAL = "info:ofi/fmt:kev:mtx:book", "info:ofi/fmt:kev:mtx:journal"
DUBLIN_CORE = "info:ofi/fmt:kev:mtx:dc"
MOST_AUTHORS = 30
"""Authors that a listing names to machines, lest a collaboration fill it; the paper's page has all."""


def context_object(paper: Paper) -> str:
    """Return a paper as key-encoded values, for the title of an empty span of class Z3988."""
    paper, cited = paper.as_published, cite(paper)
    facts = [("ctx_ver", "Z39.88-2004"), *_what(paper, cited), *_whose(paper)]
    if cited.date:
        facts.append(("rft.date", cited.date))
    if paper.doi:
        facts.append(("rft_id", f"info:doi/{paper.doi}"))
    if paper.arxiv:
        facts.append(("rft_id", permalinks.arxiv(paper.arxiv)))
    return urlencode(facts, safe="/:")


def _what(paper: Paper, cited: Citation) -> Iterator[tuple[str, str]]:
    title, found = to_text(paper.title), cited.publication
    numbers = (found.volume, found.number, *cited.pages)
    numbered = zip(("rft.volume", "rft.issue", "rft.spage", "rft.epage"), numbers, strict=False)
    match cited.kind:
        case "thesis":
            facts = {"rft_val_fmt": "info:ofi/fmt:kev:mtx:dissertation", "rft.title": title}
            facts |= {"rft.inst": found.publisher, "rft.degree": found.genre}
        case "book":
            facts = {"rft_val_fmt": BOOK, "rft.genre": "book", "rft.btitle": title}
            facts |= {"rft.pub": found.publisher}
        case "conference" | "chapter":
            genre = "proceeding" if cited.kind == "conference" else "bookitem"
            facts = {"rft_val_fmt": BOOK, "rft.genre": genre, "rft.atitle": title}
            facts |= {"rft.btitle": found.venue, **dict(numbered), "rft.pub": found.publisher}
        case "article":
            facts = {"rft_val_fmt": JOURNAL, "rft.genre": "article", "rft.atitle": title}
            facts |= {"rft.jtitle": found.venue, **dict(numbered)}
        case "preprint":
            # Zotero takes a preprint of a journal's form for an article of a journal without a name.
            facts = {"rft_val_fmt": DUBLIN_CORE, "rft.type": "preprint", "rft.title": title}
        case _:
            facts = {"rft_val_fmt": JOURNAL, "rft.genre": "unknown", "rft.atitle": title}
    yield from ((key, value) for key, value in facts.items() if value)


def _whose(paper: Paper) -> Iterator[tuple[str, str]]:
    for person in paper.people[:MOST_AUTHORS]:
        key = "rft.aucorp" if person.parts.collective else "rft.au"
        yield key, family_first(person.parts)
