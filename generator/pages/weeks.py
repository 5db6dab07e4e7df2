"""The index of weeks and each week's pages of additions."""

from collections.abc import Iterator
from typing import Any

from generator import permalinks
from generator.catalog.listings import WEEKS, Listing
from generator.catalog.paging import parts
from generator.news import feeds
from generator.news.additions import monday
from generator.pages.rendering import Output, Renderer, dated

UNSEARCHED = {"search": {"exclude": True}}


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all weeks with additions."""
    papers = renderer.catalog.papers
    about = {"title": WEEKS.title, "description": "What came into the catalogue, week by week."}
    meta = about | UNSEARCHED | dated(papers) | feeds.named(renderer.site, permalinks.HOME)
    weeks = list(WEEKS.of(renderer.catalog))
    yield renderer.page(permalinks.NEW, "weeks.md", meta, weeks=weeks, monday=monday)


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each week."""
    weeks = list(WEEKS.of(renderer.catalog))
    for index, week in enumerate(weeks):
        ways = _ways_on(weeks, index)
        for part in parts(permalinks.week(week.id), week.papers):
            meta = {"title": week.name + part.suffix, "description": week.description}
            meta |= UNSEARCHED | ways | dated(part.items) | feeds.named(renderer.site, permalinks.HOME)
            context = {"above": [(WEEKS.index, WEEKS.title)], "monday": monday(week.id), "part": part}
            yield renderer.page(part.path, "week.md", meta, **context)


def _ways_on(weeks: list[Listing], place: int) -> dict[str, Any]:
    """Return the front matter that leads to the weeks before and after; `weeks` has the newest first."""
    neighbours = {
        "previous": weeks[place + 1 : place + 2],
        "next": weeks[place - 1 : place] if place else [],
    }
    ways = {
        way: {"title": week.name, "url": permalinks.url(permalinks.week(week.id))}
        for way, found in neighbours.items()
        for week in found
    }
    return {"within": WEEKS.title, **ways} if ways else {}
