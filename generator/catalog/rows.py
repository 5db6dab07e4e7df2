"""What every list shows of a paper, on pages and in search results."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.paging import author_urls
from generator.catalog.records import Paper, ReadingList

MOST_AUTHORS, MOST_OF_GROUP = 4, 30
"""Authors named in a row, and in one of a group's publications; the paper's page has all."""


class Standing(NamedTuple):
    """A paper's place on reading lists."""

    list: ReadingList
    """The list on which the paper has its best place."""
    place: int
    """That place, counted from 1."""
    lists: int
    """How many lists hold the paper."""

    @property
    def text(self) -> str:
        """The standing in words."""
        if self.lists == 1:
            return f"No. {self.place} in {self.list.title}"
        return f"On {self.lists} lists, best place {self.place}"


@dataclass(frozen=True)
class Row:
    """One paper in a list; addresses of pages are below the site's root."""

    paper: Paper
    authors: tuple[tuple[str, str], ...]
    """The first authors with the addresses of their papers."""
    members: tuple[int, ...]
    """The positions of members among them, counted from 0."""
    standing: Standing | None
    """None where no reading list holds the paper."""

    @property
    def more(self) -> int:
        """How many authors are not named."""
        return len(self.paper.authors) - len(self.authors)

    @property
    def url(self) -> str:
        """The address of the paper's page."""
        return permalinks.url(permalinks.paper(self.paper.id))

    @property
    def doi(self) -> str:
        """The DOI's address where nothing else leads to the text, "" elsewhere."""
        paper = self.paper
        return permalinks.doi(paper.doi) if paper.doi and not (paper.pdf or paper.page) else ""


@dataclass(frozen=True)
class Rows:
    """Makes the rows of one catalogue."""

    catalog: Catalog

    def row(self, paper: Paper) -> Row:
        """Return a paper's row."""
        named = paper.people[: MOST_OF_GROUP if self.catalog.members else MOST_AUTHORS]
        authors = tuple((author.printed, self.author_urls[author.id]) for author in named)
        members = tuple(position for position, author in enumerate(named) if author.member)
        return Row(paper, authors, members, standing(self.catalog, paper))

    @cached_property
    def author_urls(self) -> Mapping[str, str]:
        """The address of each author's papers, by id."""
        return author_urls(self.catalog)


def standing(catalog: Catalog, paper: Paper) -> Standing | None:
    """Return a paper's standing on reading lists, None where no list holds it."""
    places = catalog.places.get(paper.id, ())
    if not places:
        return None
    best, place = min(places, key=lambda found: found[1])
    return Standing(best, place, len(places))
