"""Long listings split into pages of limited size."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator import permalinks
from generator.bibliography import names
from generator.catalog.index import Catalog
from generator.catalog.records import Paper

T = TypeVar("T")
PAPERS_A_PAGE = 50
MOST_PACKED = 5
"""Pages of a topic and of all papers on a packed site; the explorer and the years have the rest."""
MOST_SORTED = 10
"""Pages of a listing that the browser still gathers to sort it; the explorer sorts longer ones."""


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
    def paths(self) -> Sequence[str]:
        """Paths of all pages of the listing."""
        return [permalinks.part(self.first, number) for number in range(1, self.of + 1)]

    @property
    def previous(self) -> str | None:
        """Path of the page before, None on the first."""
        return permalinks.part(self.first, self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """Path of the page after, None on the last."""
        return permalinks.part(self.first, self.number + 1) if self.number < self.of else None

    @property
    def left_out(self) -> int:
        """Items that no page of the listing shows."""
        return max(self.total - self.of * PAPERS_A_PAGE, 0)

    @property
    def suffix(self) -> str:
        """What sets this page's title apart from the first one's."""
        return f", page {self.number} of {self.of}" if self.number > 1 else ""

    @property
    def start(self) -> int:
        """Place of the first item in the whole listing, counted from 1."""
        return (self.number - 1) * PAPERS_A_PAGE + 1


def parts(
    first: str,
    items: Sequence[T],
    weigh: Callable[[T], int] = lambda _: 1,
    most: int | None = None,
) -> Iterator[Part[T]]:
    """Yield the pages of a listing, each of at most PAPERS_A_PAGE by weight, and no more than `most`.

    An empty listing has one empty page.
    """
    cut = list(_cut(items, weigh))[:most] or [items]
    for number, batch in enumerate(cut, start=1):
        yield Part(first, number, len(cut), batch, len(items))


@dataclass(frozen=True)
class Shelved:
    """An author with the papers that fit on one page."""

    slug: str
    papers: Sequence[Paper]
    continued: bool
    """Whether papers of the same author stand before."""


def author_pages(catalog: Catalog) -> Mapping[str, tuple[Part[Shelved], ...]]:
    """Return the pages of authors under each letter, in the order of family names."""
    by_letter: dict[str, list[Shelved]] = {}
    for slug, papers in catalog.by_author.items():
        shelved = by_letter.setdefault(names.letter(catalog.author[slug].parts), [])
        batches = (papers[i : i + PAPERS_A_PAGE] for i in range(0, len(papers), PAPERS_A_PAGE))
        shelved += [Shelved(slug, batch, index > 0) for index, batch in enumerate(batches)]
    return {
        letter: tuple(parts(permalinks.letter(letter), shelved, lambda author: len(author.papers)))
        for letter, shelved in sorted(by_letter.items())
    }


def author_urls(catalog: Catalog) -> Mapping[str, str]:
    """Return the URL of each author's papers below the site's root, by slug.

    A member and an author of several papers have a page; a single paper is listed on that of the letter.
    """
    found = {
        shelved.slug: f"{permalinks.url(part.path)}#{permalinks.anchor(shelved.slug)}"
        for pages in author_pages(catalog).values()
        for part in pages
        for shelved in part.items
        if shelved.slug not in catalog.with_page
    }
    return found | {slug: permalinks.url(permalinks.author(slug)) for slug in catalog.with_page}


def _cut(items: Sequence[T], weigh: Callable[[T], int]) -> Iterator[Sequence[T]]:
    start = weight = 0
    for index, item in enumerate(items):
        weight += weigh(item)
        if weight > PAPERS_A_PAGE:
            yield items[start:index]
            start, weight = index, weigh(item)
    if items:
        yield items[start:]
