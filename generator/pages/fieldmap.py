"""The map page, and the dot positions that it loads if papers are many."""

import json
from collections.abc import Iterator
from functools import partial

from generator import permalinks
from generator.pages.rendering import Output, Renderer, dated


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the page, empty without papers, and the files that it loads."""
    papers = renderer.catalog.papers
    if papers:
        about = {
            "title": "Map",
            "description": f"The {len(papers)} papers of the catalogue, near each other where alike.",
            "search": {"exclude": True},
            "styles": [permalinks.FIELD_STYLES],
        }
        yield renderer.page(permalinks.MAP, "map.md", about | dated(papers))
    else:
        yield renderer.empty(permalinks.MAP, "Map")
    if renderer.field_map.is_dense:
        for batch in range(-(-len(papers) // renderer.field_map.batch_size)):
            yield permalinks.places(batch), partial(_places, renderer, batch)


def _places(renderer: Renderer, batch: int) -> str:
    """Return x, y and hue of a batch of papers in the order in which search knows them."""
    field_map = renderer.field_map
    part = slice(batch * field_map.batch_size, (batch + 1) * field_map.batch_size)
    xs, ys = ([place[axis] for place in field_map.places[part]] for axis in (0, 1))
    return json.dumps([xs, ys, field_map.hues[part]], separators=(",", ":"))
