"""The home page."""

from collections.abc import Iterator

from generator import permalinks
from generator.pages.rendering import Renderer, years_by_theme

FLAGSHIPS = 4
"""Themes shown large: the first in display order."""
LATEST = 6

Output = tuple[str, str]


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the home page."""
    catalog = renderer.catalog
    latest = sorted(catalog.papers, key=lambda paper: paper.added, reverse=True)[:LATEST]
    meta = {"title": renderer.site.name, "description": renderer.site.description}
    context = {"flagships": FLAGSHIPS, "latest": latest, "years": years_by_theme(catalog)}
    yield renderer.page(permalinks.HOME, "home.md", meta, **context)
