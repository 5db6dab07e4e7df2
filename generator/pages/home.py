"""The home page."""

from collections.abc import Iterator

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.records import Paper, Theme
from generator.metadata import jsonld
from generator.news import feeds
from generator.news.additions import newest_first
from generator.pages.rendering import Output, Renderer, years_by_theme

STARTS = 4
"""Themes whose first paper is named: the first in display order."""
LATEST = 5


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the home page."""
    catalog = renderer.catalog
    latest = catalog.papers if catalog.members else newest_first(catalog.papers)
    about = {"title": renderer.site.name, "description": renderer.site.description}
    meta = about | {"updated": catalog.modified} | feeds.named(renderer.site, permalinks.HOME)
    meta["json_ld"] = jsonld.home(catalog, renderer.site)
    meta["styles"] = [permalinks.FIELD_STYLES]
    context = {"latest": latest[:LATEST], "starts": starts(catalog), "years": years_by_theme(catalog)}
    yield renderer.page(permalinks.HOME, "home.md", meta, **context)


def starts(catalog: Catalog) -> list[tuple[Theme, Paper, str]]:
    """Return some themes, each with the paper to begin with and the reason."""
    themes = [theme for theme in catalog.themes if theme.start_here][:STARTS]
    first = [theme.start_here[0] for theme in themes]
    return [
        (theme, catalog.paper[step.paper], step.why or "")
        for theme, step in zip(themes, first, strict=True)
    ]
