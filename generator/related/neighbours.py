"""Each paper's neighbours: the papers that have most in common with it, fewer where none is close."""

from collections import defaultdict
from collections.abc import Set
from heapq import nsmallest
from itertools import takewhile
from typing import NamedTuple

from generator.catalog.index import Catalog
from generator.related.vectors import Term, Vector, vectors

MOST = 6
LEAST, LEAST_OF_ALL = 0.28, 0.2
"""Scores that a neighbour, and the nearest where it is the only one, must reach."""
SHARE_OF_NEAREST = 0.5
"""A neighbour must have this share of the nearest one's score."""
WIDESPREAD = 200
"""A term of more papers finds no candidates, so that the cost of a paper is bounded."""
CANDIDATES = 50
"""Papers sharing most of the other terms, which are then compared by all."""


class Neighbour(NamedTuple):
    """A paper near another one."""

    id: str
    score: float
    """From 0 to the sum of the blocks' weights, about 1.9."""


class Neighbourhood:
    """The papers of a catalogue, ready to be compared."""

    def __init__(self, catalog: Catalog) -> None:
        self.vectors = vectors(catalog)
        postings: dict[Term, list[tuple[str, float]]] = defaultdict(list)
        for id, vector in sorted(self.vectors.items()):
            for term, weight in vector.items():
                postings[term].append((id, weight))
        self._postings = {term: found for term, found in postings.items() if len(found) <= WIDESPREAD}

    def of(self, id: str, without: Set[str] = frozenset()) -> list[Neighbour]:
        """Return the neighbours of a paper, the nearest first, `without` some papers."""
        nearest = self.nearest(id, MOST + len(without))
        ranked = [other for other in nearest if other.id not in without][:MOST]
        if not ranked or ranked[0].score < LEAST_OF_ALL:
            return []
        least = max(LEAST, ranked[0].score * SHARE_OF_NEAREST)
        return ranked[:1] + list(takewhile(lambda other: other.score >= least, ranked[1:]))

    def nearest(self, id: str, most: int) -> list[Neighbour]:
        """Return the papers that have most in common with a paper, however little that is."""
        vector = self.vectors[id]
        found = [Neighbour(other, self._score(vector, other)) for other in self._candidates(id, vector)]
        return nsmallest(most, found, key=_rank)

    def _candidates(self, id: str, vector: Vector) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for term, weight in vector.items():
            for other, theirs in self._postings.get(term, ()):
                scores[other] += weight * theirs
        scores.pop(id, None)
        ranked = nsmallest(CANDIDATES, [(-score, other) for other, score in scores.items()])
        return [other for _, other in ranked]

    def _score(self, vector: Vector, other: str) -> float:
        theirs = self.vectors[other]
        return round(sum(weight * theirs[term] for term, weight in vector.items() if term in theirs), 4)


def _rank(neighbour: Neighbour) -> tuple[float, str]:
    return -neighbour.score, neighbour.id
