"""The home page."""

from collections.abc import Iterator

from generator import permalinks
from generator.metadata import jsonld
from generator.news import feeds
from generator.news.additions import newest_first
from generator.pages.rendering import Output, Renderer, years_by_theme

FLAGSHIPS = 4
"""Themes shown large: the first in display order."""
LATEST = 6


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the home page."""
    catalog = renderer.catalog
    latest = newest_first(catalog.papers)[:LATEST]
    about = {"title": renderer.site.name, "description": renderer.site.description}
    meta = about | {"updated": catalog.updated} | feeds.named(renderer.site, permalinks.HOME)
    meta["json_ld"] = jsonld.home(catalog, renderer.site)
    meta["styles"] = [permalinks.FIELD_STYLES]
    context = {"flagships": FLAGSHIPS, "latest": latest, "years": years_by_theme(catalog)}
    yield renderer.page(permalinks.HOME, "home.md", meta, **context)
