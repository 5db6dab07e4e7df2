"""The explorer's facets as columns over the papers."""

from collections.abc import Sequence
from typing import Any

from generator.catalog.index import Catalog, venue_id
from generator.catalog.records import Paper
from generator.catalog.rows import standing


def facets(catalog: Catalog, papers: Sequence[Paper]) -> dict[str, Any]:
    """Return themes, tags and venue of each paper as their positions among the index's entities."""
    themes = {theme.id: i for i, theme in enumerate(catalog.themes)}
    tags = {tag.id: i for i, tag in enumerate(catalog.tags)}
    venues = {id: i for i, id in enumerate(catalog.venue)}
    days = sorted({paper.added for paper in papers})
    newest = {paper.id: i for i, paper in enumerate(catalog.papers)}
    return {
        "years": [int(paper.year or 0) for paper in papers],
        "themes": [[themes[id] for id in paper.themes] for paper in papers],
        "tags": [[tags[id] for id in paper.tags] for paper in papers],
        "venues": [[venues[venue_id(paper)]] if paper.venue else [] for paper in papers],
        "code": [int(bool(paper.code)) for paper in papers],
        "pdf": [int(bool(paper.pdf)) for paper in papers],
        "days": days,
        "added": [days.index(paper.added) for paper in papers],
        "places": [found.place if (found := standing(catalog, paper)) else 0 for paper in papers],
        "newest": [newest[paper.id] for paper in papers],
    }
