"""The statistics page: counts by year, theme, tag, author and venue, and coverage."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.pages.rendering import Output, Renderer, dated

MOST = 15
"""Rows of a ranking."""
DAY = len("YYYY-MM-DD")


class Bar(NamedTuple):
    """A line of a chart."""

    name: str
    url: str
    """Below the site's root, "" if no page shows these papers."""
    number: int


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the page; it is empty without papers."""
    catalog = renderer.catalog
    if catalog.papers:
        meta = {
            "title": "Statistics",
            "description": "The catalogue in numbers.",
            "search": {"exclude": True},
            "styles": [permalinks.FIELD_STYLES],
            **dated(catalog.papers),
        }
        charts = {
            "When papers were published": _years(catalog),
            "When records were added": _growth(catalog),
            "Themes": _themes(catalog),
            "Most frequent tags": _tags(catalog),
            "Authors with the most papers": _authors(renderer),
            "Venues with the most papers": _venues(catalog),
        }
        context = {"charts": charts, "coverage": coverage(catalog)}
        yield renderer.page(permalinks.STATISTICS, "statistics.md", meta, **context)
    else:
        yield renderer.empty(permalinks.STATISTICS, "Statistics")


def coverage(catalog: Catalog) -> list[Bar]:
    """Return the number of papers that have each fact."""
    papers = catalog.papers
    explorer = permalinks.url(permalinks.PAPERS)

    def having(name: str, held: list[bool], url: str = "") -> Bar:
        return Bar(name, url, sum(held))

    return [
        having("a date to the day", [len(paper.published or "") == DAY for paper in papers]),
        having("a venue", [bool(paper.venue) for paper in papers]),
        having("code", [bool(paper.code) for paper in papers], f"{explorer}?code=1"),
        having("an arXiv id", [bool(paper.arxiv) for paper in papers]),
        having("a DOI", [bool(paper.doi) for paper in papers]),
        having("an abstract shown here", [bool(paper.abstract) for paper in papers]),
        having("a one-sentence summary", [bool(paper.tldr) for paper in papers]),
        having("relations to older papers", [bool(paper.relations) for paper in papers]),
    ]


def _years(catalog: Catalog) -> list[Bar]:
    years = catalog.by_year.items()
    return [Bar(year, permalinks.url(permalinks.year(year)), len(papers)) for year, papers in years]


def _growth(catalog: Catalog) -> list[Bar]:
    """Return the number of records at the end of each month with additions."""
    months = sorted({paper.added[:7] for paper in catalog.papers}, reverse=True)
    return [
        Bar(month, "", sum(paper.added[:7] <= month for paper in catalog.papers)) for month in months
    ]


def _themes(catalog: Catalog) -> list[Bar]:
    return _ranked(
        {theme.id: (theme.name, permalinks.theme(theme.id)) for theme in catalog.themes},
        catalog.by_theme,
        len(catalog.themes),
    )


def _tags(catalog: Catalog) -> list[Bar]:
    return _ranked({tag.id: (tag.name, permalinks.tag(tag.id)) for tag in catalog.tags}, catalog.by_tag)


def _authors(renderer: Renderer) -> list[Bar]:
    groups = {id: papers for id, papers in renderer.catalog.by_author.items() if len(papers) > 1}
    ranked = sorted(groups, key=lambda author: (-len(groups[author]), author))[:MOST]
    known = renderer.catalog.author
    return [Bar(known[id].name, renderer.author_page(known[id]), len(groups[id])) for id in ranked]


def _venues(catalog: Catalog) -> list[Bar]:
    return _ranked(
        {id: (name, permalinks.venue(id)) for id, name in catalog.venue.items()}, catalog.by_venue
    )


def _ranked(
    topics: Mapping[str, tuple[str, str]], papers: Mapping[str, tuple[Paper, ...]], most: int = MOST
) -> list[Bar]:
    bars = [
        Bar(name, permalinks.url(path), len(papers.get(id, ()))) for id, (name, path) in topics.items()
    ]
    return sorted(bars, key=lambda bar: (-bar.number, bar.name))[:most]
