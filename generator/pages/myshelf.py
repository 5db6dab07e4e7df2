"""The page of what a reader keeps, which the browser fills from its own storage."""

from collections.abc import Iterator

from generator import permalinks
from generator.pages.rendering import Output, Renderer


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the page."""
    meta = {
        "title": "My shelf",
        "description": "The papers that you keep, in this browser alone.",
        "search": {"exclude": True},
        "worker": True,  # the policy lets this page alone register one
        "styles": [permalinks.SHELF_STYLES],
    }
    yield renderer.page(permalinks.MY_SHELF, "myshelf.md", meta)
