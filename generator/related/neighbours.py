"""Nearest neighbours of each paper by similarity; fewer where none is close."""

from collections.abc import Set
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from generator.catalog.index import Catalog
from generator.related import remembered
from generator.related.matrix import DIGITS, Matrix, Numbers
from generator.related.vectors import Term, vectors

MOST = 6
LEAST, LEAST_OF_ALL = 0.28, 0.2
"""Scores that a neighbour, and the nearest where it is the only one, must reach."""
SHARE_OF_NEAREST = 0.5
"""A neighbour must have this share of the nearest one's score."""
KEPT = 16
"""Nearest papers that are worked out for all papers at once."""


class Neighbour(NamedTuple):
    """A similar paper and its score."""

    id: str
    score: float
    """From 0 to the sum of the blocks' weights, about 1.9."""


class Neighbourhood:
    """Compares the papers of a catalogue; a file named as `store` remembers the result."""

    def __init__(self, catalog: Catalog, store: Path | None = None) -> None:
        self._store = store
        self.ids = sorted(paper.id for paper in catalog.papers)
        self._rows = {id: row for row, id in enumerate(self.ids)}
        self._matrix = Matrix(vectors(catalog))

    def shared(self, id: str, other: str) -> list[tuple[float, Term]]:
        """Return the terms that two papers have, with how much each explains, the most telling first."""
        found = self._matrix.shared(self._rows[id], self._rows[other])
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

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
        row = self._rows[id]
        rows, scores = self.all if most <= KEPT else self._matrix.nearest([row], most)
        place = row if most <= KEPT else 0
        found = zip(rows[place, :most].tolist(), scores[place, :most].tolist(), strict=True)
        return [Neighbour(self.ids[other], score / 10**DIGITS) for other, score in found if score >= 0]

    @cached_property
    def all(self) -> tuple[Numbers, Numbers]:
        """The rows of the papers nearest to each paper, and their scores; -1 where there are no more."""
        found = remembered.nearest(self._matrix, self.ids, KEPT, self._store)
        return found.others, found.scores
