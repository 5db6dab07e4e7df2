"""The index of weeks and each week's pages of additions."""

from collections.abc import Iterator
from typing import Any

from generator import permalinks
from generator.catalog.paging import parts
from generator.news import feeds
from generator.news.additions import by_week, monday
from generator.pages.rendering import Output, Renderer, dated

TITLE = "New papers"
UNSEARCHED = {"search": {"exclude": True}}


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all weeks with additions."""
    papers = renderer.catalog.papers
    about = {"title": TITLE, "description": "What came into the catalogue, week by week."}
    meta = about | UNSEARCHED | dated(papers) | feeds.named(renderer.site, permalinks.HOME)
    weeks = [(week, name(week), len(papers)) for week, papers in by_week(papers).items()]
    yield renderer.page(permalinks.NEW, "weeks.md", meta, weeks=weeks)


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each week."""
    weeks = by_week(renderer.catalog.papers)
    for index, (week, papers) in enumerate(weeks.items()):
        ways = _ways_on(list(weeks), index)
        for part in parts(permalinks.week(week), papers):
            about = f"Papers that came into the catalogue in week {week}."
            meta = {"title": name(week) + part.suffix, "description": about, **UNSEARCHED, **ways}
            meta |= dated(part.items) | feeds.named(renderer.site, permalinks.HOME)
            context = {"above": [(permalinks.NEW, TITLE)], "monday": monday(week), "part": part}
            yield renderer.page(part.path, "week.md", meta, **context)


def name(week: str) -> str:
    """Return an ISO week as people write it."""
    return f"Week {int(week[-2:])} of {week[:4]}"


def _ways_on(weeks: list[str], place: int) -> dict[str, Any]:
    """Return the front matter that leads to the weeks before and after; `weeks` has the newest first."""
    neighbours = {
        "previous": weeks[place + 1 : place + 2],
        "next": weeks[place - 1 : place] if place else [],
    }
    ways = {
        way: {"title": name(week), "url": permalinks.url(permalinks.week(week))}
        for way, found in neighbours.items()
        for week in found
    }
    return {"within": TITLE, **ways} if ways else {}
