"""Papers found by words, for people at a terminal."""

from collections.abc import Iterable, Iterator

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.text import texmath
from generator.text.words import stem, words


def find(catalog: Catalog, query: str) -> list[Paper]:
    """Return the papers that hold all words of a query, those with most of them in the title first.

    Words may be unfinished.
    """
    wanted = list(map(stem, words(query)))
    found = []
    for paper in catalog.papers:
        title, all_words = set(_stems([paper.title])), set(_stems(_texts(catalog, paper)))
        if wanted and all(_held(word, all_words) for word in wanted):
            found.append((-sum(_held(word, title) for word in wanted), paper))
    return [paper for _, paper in sorted(found, key=lambda pair: (pair[0], pair[1].id))]


def _held(word: str, held: Iterable[str]) -> bool:
    return word in held or any(other.startswith(word) for other in held)


def _texts(catalog: Catalog, paper: Paper) -> Iterator[str]:
    yield from (paper.id, *paper.titles, *paper.authors, *paper.themes)
    yield from filter(None, (paper.year, paper.venue, paper.arxiv, paper.doi, paper.citation_key))
    yield from filter(None, (paper.tldr, paper.summary))
    for tag in (catalog.tag[id] for id in paper.tags if id in catalog.tag):
        yield from (tag.name, *tag.aliases)


def _stems(texts: Iterable[str]) -> Iterator[str]:
    for word in words(texmath.to_text(" ".join(texts))):
        yield from (word, stem(word))
