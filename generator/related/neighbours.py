"""Nearest neighbours of each paper by similarity; fewer where none is close."""

from array import array
from collections.abc import Iterable, Set
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.catalog.index import Catalog
from generator.related.vectors import Term, Vector, vectors

MOST = 6
LEAST, LEAST_OF_ALL = 0.28, 0.2
"""Scores that a neighbour, and the nearest where it is the only one, must reach."""
SHARE_OF_NEAREST = 0.5
"""A neighbour must have this share of the nearest one's score."""
KEPT = 16
"""Nearest papers that are worked out for all papers at once."""
UNIT, DIGITS = 10**6, 4
"""What weights are counted in, and digits of a score. Sums of whole numbers do not depend on their
order, so all machines agree."""
STEP = UNIT**2 // 10**DIGITS

Numbers = NDArray[np.int64]


class Neighbour(NamedTuple):
    """A similar paper and its score."""

    id: str
    score: float
    """From 0 to the sum of the blocks' weights, about 1.9."""


class Neighbourhood:
    """Compares the papers of a catalogue."""

    def __init__(self, catalog: Catalog) -> None:
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
        return self._matrix.nearest(range(len(self.ids)), KEPT)


class Matrix:
    """Vectors as the rows of a sparse matrix, which can be multiplied with all others."""

    def __init__(self, rows: Iterable[Vector]) -> None:
        numbers: dict[str, int] = {}
        terms, weights, starts = array("q"), array("d"), [0]
        for row in rows:
            terms.extend(numbers.setdefault(term, len(numbers)) for term in row)
            weights.extend(round(weight * UNIT) for weight in row.values())
            starts.append(len(terms))
        self._names = list(numbers)
        self.size = len(starts) - 1
        self._starts = np.array(starts)
        self._terms, self._weights = np.array(terms, dtype=np.int64), np.array(weights, dtype=float)
        order = np.argsort(self._terms, kind="stable")
        of_entry = np.repeat(np.arange(self.size), np.diff(self._starts))
        self._holders, self._held = of_entry[order], self._weights[order]
        self._columns = np.searchsorted(self._terms[order], np.arange(len(numbers) + 1))

    def shared(self, row: int, other: int) -> list[tuple[float, Term]]:
        """Return the terms that two rows have, with the product of their weights."""
        one, two = (slice(self._starts[place], self._starts[place + 1]) for place in (row, other))
        terms, ours, theirs = np.intersect1d(
            self._terms[one], self._terms[two], assume_unique=True, return_indices=True
        )
        products = (self._weights[one][ours] * self._weights[two][theirs] / UNIT**2).tolist()
        return [(score, self._names[term]) for score, term in zip(products, terms.tolist(), strict=True)]

    def nearest(self, rows: Iterable[int], most: int) -> tuple[Numbers, Numbers]:
        """Return the rows most like each of some rows, and how like they are."""
        found = [self._nearest(row, most) for row in rows]
        shape = (len(found), most)
        others = np.array([other for other, _ in found], dtype=np.int64).reshape(shape)
        return others, np.array([score for _, score in found], dtype=np.int64).reshape(shape)

    def _nearest(self, row: int, most: int) -> tuple[Numbers, Numbers]:
        scores = self._scores(row)
        scores[row] = -1
        last = self.size - 1
        keys = scores * self.size + (last - np.arange(self.size))  # of equal ones the first by id
        keys = np.concatenate([keys, np.full(most, -1)])
        best = -np.sort(-np.partition(keys, len(keys) - most)[-most:])
        none = best < 0
        return np.where(none, -1, last - best % self.size), np.where(none, -1, best // self.size)

    def _scores(self, row: int) -> Numbers:
        """Return the score of every row with one row, -1 for those that share nothing with it."""
        own = slice(self._starts[row], self._starts[row + 1])
        starts, ends = self._columns[self._terms[own]], self._columns[self._terms[own] + 1]
        pieces = [slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        if not pieces:
            return np.full(self.size, -1)
        holders = np.concatenate([self._holders[piece] for piece in pieces])
        products = np.concatenate([self._held[piece] for piece in pieces])
        products *= np.repeat(self._weights[own], ends - starts)
        totals = np.bincount(holders, products, self.size).astype(np.int64)
        return np.where(totals > 0, (totals + STEP // 2) // STEP, -1)
