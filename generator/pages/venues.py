"""The index of venues and each venue's pages."""

from collections.abc import Iterator

from generator import permalinks
from generator.catalog.listings import VENUES
from generator.catalog.paging import parts
from generator.pages.rendering import Output, Renderer, dated


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all venues."""
    venues = sorted(VENUES.of(renderer.catalog), key=lambda venue: (-len(venue.papers), venue.id))
    about = {"title": "Venues", "description": "The journals and conferences of the papers."}
    meta = about | dated(paper for venue in venues for paper in venue.papers)
    yield renderer.page(permalinks.VENUES, "venues.md", meta, venues=venues)


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each venue."""
    for venue in VENUES.of(renderer.catalog):
        for part in parts(permalinks.venue(venue.id), venue.papers):
            meta = {"title": venue.name + part.suffix, "description": venue.description}
            context = {"above": [(permalinks.VENUES, "Venues")], "venue": venue, "part": part}
            yield renderer.page(part.path, "venue.md", meta | dated(part.items), **context)
