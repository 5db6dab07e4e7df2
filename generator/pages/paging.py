"""Listings cut into pages, so that no page grows with the whole catalog."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from generator import names, permalinks
from generator.catalog import Catalog

T = TypeVar("T")
PAPERS_A_PAGE = 50
AUTHORS_A_PAGE = 40


@dataclass(frozen=True)
class Part(Generic[T]):
    """One page of a listing."""

    first: str
    """Path of the listing's first page."""
    number: int
    """Counted from 1."""
    of: int
    items: Sequence[T]
    total: int
    """Items on all pages."""

    @property
    def path(self) -> str:
        """Path of this page."""
        return permalinks.part(self.first, self.number)

    @property
    def previous(self) -> str | None:
        """Path of the page before, None on the first."""
        return permalinks.part(self.first, self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """Path of the page after, None on the last."""
        return permalinks.part(self.first, self.number + 1) if self.number < self.of else None

    @property
    def suffix(self) -> str:
        """What sets this page's title apart from the first one's."""
        return f", page {self.number} of {self.of}" if self.number > 1 else ""

    @property
    def start(self) -> int:
        """Place of the first item in the whole listing, counted from 1."""
        return (self.number - 1) * PAPERS_A_PAGE + 1


def parts(first: str, items: Sequence[T], size: int = PAPERS_A_PAGE) -> Iterator[Part[T]]:
    """Yield the pages of a listing; an empty one has one empty page."""
    cut = [items[i : i + size] for i in range(0, len(items), size)] or [items]
    for number, batch in enumerate(cut, start=1):
        yield Part(first, number, len(cut), batch, len(items))


def author_pages(catalog: Catalog) -> Mapping[str, tuple[Part[str], ...]]:
    """Return the pages of each letter's authors, as slugs in the order of family names."""
    filed = sorted(catalog.by_author, key=lambda slug: names.letter(catalog.author[slug]))
    letters = groupby(filed, key=lambda slug: names.letter(catalog.author[slug]))
    return {
        letter: tuple(parts(permalinks.letter(letter), list(slugs), AUTHORS_A_PAGE))
        for letter, slugs in letters
    }
