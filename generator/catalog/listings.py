"""Listings: sets of papers with a page of their own.

Pages, feeds, citations, the API, llms.txt and `catalog export` draw from KINDS. The tour in
docs/about/develop.md lists what a new kind needs beside its entry here: pages, a way to them, an option.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.records import Paper


@dataclass(frozen=True)
class Listing:
    """The papers of a page, in its order."""

    id: str
    name: str
    description: str
    papers: tuple[Paper, ...]
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of listing, and which files each listing of it gets."""

    name: str
    """In the plural; also the folder of its pages, its part of the API and its option of `export`."""
    title: str
    """Of the page of all of them."""
    description: str
    """What that page holds, for llms.txt."""
    page: Callable[[str], str]
    """The path of a listing's first page by its id."""
    of: Callable[[Catalog], Iterator[Listing]]
    citations: bool = True
    feeds: bool = False
    api: bool = False

    @property
    def index(self) -> str:
        """The path of the page of all of them."""
        return f"{self.name}/index.md"


def _themes(catalog: Catalog) -> Iterator[Listing]:
    for theme in catalog.themes:
        papers = catalog.by_theme.get(theme.id, ())
        yield Listing(theme.id, theme.name, theme.summary, papers, theme.former_ids)


def _tags(catalog: Catalog) -> Iterator[Listing]:
    for tag in catalog.tags:
        papers = catalog.by_tag.get(tag.id, ())
        yield Listing(tag.id, tag.name, tag.description, papers, tag.former_ids)


def _lists(catalog: Catalog) -> Iterator[Listing]:
    for one in catalog.lists:
        papers = tuple(catalog.paper[id] for id in one.papers)
        about = one.description or f"From {one.source}."
        yield Listing(one.id, one.title, about, papers, one.former_ids)


def _venues(catalog: Catalog) -> Iterator[Listing]:
    for id, papers in catalog.by_venue.items():
        name = catalog.venue[id]
        yield Listing(id, name, f"Papers published at {name}.", papers)


def _authors(catalog: Catalog) -> Iterator[Listing]:
    """Yield a listing for each author of several papers, and for members; others need none."""
    for id, papers in catalog.with_page.items():
        name = catalog.author[id].name
        yield Listing(id, name, f"Papers by {name}.", papers)


def _years(catalog: Catalog) -> Iterator[Listing]:
    for year, papers in catalog.by_year.items():
        yield Listing(year, year, f"Papers of {year}.", papers)


def week(day: str) -> str:
    """Return the ISO week of a day: 2026-W47."""
    year, number, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{number:02}"


def _weeks(catalog: Catalog) -> Iterator[Listing]:
    added = sorted(catalog.papers, key=lambda paper: paper.added, reverse=True)
    for id, papers in groupby(added, lambda paper: week(paper.added)):
        about = f"Papers that came into the catalogue in week {id}."
        yield Listing(id, f"Week {int(id[-2:])} of {id[:4]}", about, tuple(papers))


THEMES = Kind("themes", "Themes", "", permalinks.theme, _themes, feeds=True, api=True)
TAGS = Kind("tags", "Tags", "by letter", permalinks.tag, _tags, feeds=True, api=True)
LISTS = Kind("lists", "Reading lists", "", permalinks.reading_list, _lists, feeds=True, api=True)
VENUES = Kind("venues", "Venues", "journals and conferences", permalinks.venue, _venues, api=True)
AUTHORS = Kind("authors", "Authors", "by letter", permalinks.author, _authors)
YEARS = Kind("years", "Years", "of publication", permalinks.year, _years, citations=False)
KINDS = (THEMES, TAGS, LISTS, VENUES, AUTHORS, YEARS)
WEEKS = Kind("new", "New papers", "", permalinks.week, _weeks, citations=False)
"""Pages of additions, the newest first; they are news, so nothing is exported of them."""
