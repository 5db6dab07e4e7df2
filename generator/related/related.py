"""The related papers of a paper, each with its score and the reason."""

from collections.abc import Set
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.related.neighbours import Neighbourhood
from generator.related.reasons import Reasons


class RelatedPaper(NamedTuple):
    """A paper shown beside another one."""

    paper: Paper
    score: float
    reason: str
    """For people: "also by Albert Gu, both on HiPPO"."""


class Related:
    """Knows the related papers of a catalogue; a file named as `store` remembers the nearest."""

    def __init__(self, catalog: Catalog, store: Path | None = None) -> None:
        self._catalog, self._store = catalog, store

    def prepare(self) -> None:
        """Work out now what all papers need, before processes that share it are started."""
        self._reasons, self.neighbourhood.all  # noqa: B018

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """The papers ready to be compared."""
        return Neighbourhood(self._catalog, self._store)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self._catalog, self.neighbourhood.shared)

    def to(self, paper: Paper, without: Set[str] = frozenset()) -> list[RelatedPaper]:
        """Return the papers related to `paper`, at most six, the nearest first, `without` some ids."""
        neighbours = self.neighbourhood.of(paper.id, without)
        found = ((self._catalog.paper[id], score) for id, score in neighbours)
        return [RelatedPaper(other, score, self._reasons.reason(paper, other)) for other, score in found]
