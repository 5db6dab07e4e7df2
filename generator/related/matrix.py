"""Vectors as a sparse matrix, whose rows are compared by their dot products."""

from array import array
from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from generator.related.vectors import Term, Vector

UNIT, DIGITS = 10**6, 4
"""What weights are counted in, and digits of a score. Sums of whole numbers do not depend on their
order, so all machines agree."""
STEP = UNIT**2 // 10**DIGITS

Numbers = NDArray[np.int64]


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

    @cached_property
    def digests(self) -> Numbers:
        """A number for each row that depends on its terms and their weights alone."""
        whole = b"".join(blake2b(term.encode(), digest_size=8).digest() for term in self._names)
        letters = np.frombuffer(whole, dtype="<u8")[self._terms]
        products = np.append(letters * self._weights.astype(np.uint64), np.uint64(0))
        sums = np.concatenate([[np.uint64(0)], np.cumsum(products, dtype=np.uint64)])
        digests: Numbers = (sums[self._starts[1:]] - sums[self._starts[:-1]]).view(np.int64)
        return digests

    def nearest(self, rows: Iterable[int], most: int) -> tuple[Numbers, Numbers]:
        """Return the rows most like each of some rows, and their scores; -1 where there are no more."""
        found = [self._best(self.keys(self._all, self.scores(row)), most) for row in rows]
        return self.rows_and_scores(np.array(found, dtype=np.int64).reshape(len(found), most))

    def keys(self, rows: Numbers, scores: Numbers) -> Numbers:
        """Return numbers that order rows by score, equal ones by row; -1 for a score of -1."""
        return np.where(scores < 0, -1, scores * self.size + (self.size - 1 - rows))

    def rows_and_scores(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """Return the rows and scores of keys."""
        none = keys < 0
        rows = self.size - 1 - keys % max(self.size, 1)
        return np.where(none, -1, rows), np.where(none, -1, keys // max(self.size, 1))

    @cached_property
    def _all(self) -> Numbers:
        return np.arange(self.size)

    @staticmethod
    def _best(keys: Numbers, most: int) -> Numbers:
        keys = np.concatenate([keys, np.full(most, -1)])
        best: Numbers = -np.sort(-np.partition(keys, len(keys) - most)[-most:])
        return best

    def scores(self, row: int) -> Numbers:
        """Return how like every row is to one row, -1 for those that share nothing and for itself."""
        own = slice(self._starts[row], self._starts[row + 1])
        starts, ends = self._columns[self._terms[own]], self._columns[self._terms[own] + 1]
        pieces = [slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        if not pieces:
            return np.full(self.size, -1)
        holders = np.concatenate([self._holders[piece] for piece in pieces])
        products = np.concatenate([self._held[piece] for piece in pieces])
        products *= np.repeat(self._weights[own], ends - starts)
        totals = np.bincount(holders, products, self.size).astype(np.int64)
        totals[row] = 0
        return np.where(totals > 0, (totals + STEP // 2) // STEP, -1)
