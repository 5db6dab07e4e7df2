"""Papers as sparse vectors whose dot product measures similarity.

A vector joins several blocks, each of length 1 before it is weighted: words, tags, themes, lists,
authors, relations.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.text import texmath
from generator.text.words import FUNCTION_WORDS, stem, words

Term = str
"""A block's name, a colon, and a word's stem or the id of a tag, theme, author or reading list."""
Vector = Mapping[Term, float]

BLOCKS = {"word": 1.0, "tag": 0.5, "theme": 0.15, "author": 0.2, "list": 0.02}
"""How much two papers with the same words, tags, themes, authors or lists are alike."""
TITLE = 2
"""A word of the title counts as often as this in the text."""
MOST_WORDS = 60
"""The heaviest words of a paper that count; more cost time and say little."""
RELATION = 0.5
"""How much more two papers are alike of which one builds on or answers the other."""
STEPS = 8
"""Rarity is rounded to 1/STEPS, so that one more paper leaves most vectors as they were."""


def vectors(catalog: Catalog) -> Iterator[Vector]:
    """Yield the vector of each paper, in the order of ids."""
    counts = {paper.id: dict(_blocks(catalog, paper)) for paper in catalog.papers}
    holding = Counter(
        f"{name}:{key}" for blocks in counts.values() for name, block in blocks.items() for key in block
    )
    rarity = {term: _rarity(len(catalog.papers), number) for term, number in holding.items()}
    relations = _relations(catalog)
    for id in sorted(counts):
        yield _vector(counts.pop(id), rarity) | relations.get(id, {})


def _blocks(catalog: Catalog, paper: Paper) -> Iterator[tuple[str, Mapping[str, int]]]:
    yield "word", _words(paper)
    yield "tag", dict.fromkeys(paper.tags, 1)
    yield "theme", dict.fromkeys(paper.themes, 1)
    yield "author", dict.fromkeys((author.id for author in paper.people), 1)
    yield "list", {listed.id: 1 for listed, _ in catalog.places.get(paper.id, ())}


def _relations(catalog: Catalog) -> dict[str, dict[Term, float]]:
    found: dict[str, dict[Term, float]] = defaultdict(dict)
    for paper in catalog.papers:
        for relation in paper.relations:
            for id in (paper.id, relation.paper):
                found[id][f"relation:{paper.id} {relation.paper}"] = math.sqrt(RELATION)
    return found


def _words(paper: Paper) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for word in telling(paper.title):
        counts[word] += TITLE
    for word in telling(" ".join(filter(None, (paper.tldr, paper.summary, paper.abstract)))):
        counts[word] += 1
    return dict(counts)


def telling(text: str) -> Iterable[str]:
    """Yield the stems of a text's words, without very common ones."""
    stems = map(stem, words(texmath.to_text(text)))
    return (word for word in stems if len(word) > 1 and word not in FUNCTION_WORDS)


def _rarity(papers: int, holding: int) -> float:
    return round(math.log((1 + papers) / holding) * STEPS) / STEPS


def _vector(blocks: Mapping[str, Mapping[str, int]], rarity: Mapping[Term, float]) -> dict[Term, float]:
    vector: dict[Term, float] = {}
    for name, counts in blocks.items():
        weighed = [(f"{name}:{key}", 1 + math.log(count)) for key, count in counts.items()]
        weights = [(term, count * rarity[term]) for term, count in weighed if rarity[term] > 0]
        heaviest = sorted(weights, key=lambda item: (-item[1], item[0]))[:MOST_WORDS]
        length = math.hypot(*(weight for _, weight in heaviest)) or 1
        share = math.sqrt(BLOCKS[name]) / length
        vector |= {term: round(weight * share, 6) for term, weight in heaviest}
    return vector
