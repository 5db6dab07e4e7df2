"""COinS: papers as OpenURL ContextObjects, by which reference managers know what a page lists."""

from collections.abc import Iterator
from urllib.parse import urlencode

from generator import permalinks
from generator.bibliography.names import family_first
from generator.catalog.records import Paper
from generator.citations.citation import Citation, cite
from generator.text.texmath import to_text

MOST_AUTHORS = 30
"""Authors that a listing names to machines, lest a collaboration fill it; the paper's page has all."""


def context_object(paper: Paper) -> str:
    """Return a paper as key-encoded values, for the title of an empty span of class Z3988."""
    cited = cite(paper)
    facts = [("ctx_ver", "Z39.88-2004"), *_what(paper, cited), *_whose(paper)]
    if cited.date:
        facts.append(("rft.date", cited.date))
    if paper.doi:
        facts.append(("rft_id", f"info:doi/{paper.doi}"))
    if paper.arxiv:
        facts.append(("rft_id", permalinks.arxiv(paper.arxiv)))
    return urlencode(facts, safe="/:")


def _what(paper: Paper, cited: Citation) -> Iterator[tuple[str, str]]:
    title = to_text(paper.title)
    match cited.kind:
        case "thesis":
            yield from (("rft_val_fmt", "info:ofi/fmt:kev:mtx:dissertation"), ("rft.title", title))
            yield from (("rft.inst", cited.school), ("rft.degree", cited.genre))
        case "conference":
            yield from (("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"), ("rft.genre", "proceeding"))
            yield from (("rft.atitle", title), ("rft.btitle", cited.container))
        case "article":
            yield from (("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"), ("rft.genre", "article"))
            yield from (("rft.atitle", title), ("rft.jtitle", cited.container))
            numbers = (cited.volume, cited.issue, *cited.pages)
            keys = ("rft.volume", "rft.issue", "rft.spage", "rft.epage")
            yield from (pair for pair in zip(keys, numbers, strict=False) if pair[1])
        case _:
            genre = "preprint" if cited.kind == "preprint" else "unknown"
            yield from (("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"), ("rft.genre", genre))
            yield "rft.atitle", title


def _whose(paper: Paper) -> Iterator[tuple[str, str]]:
    for person in paper.people[:MOST_AUTHORS]:
        key = "rft.aucorp" if person.parts.collective else "rft.au"
        yield key, family_first(person.parts)
