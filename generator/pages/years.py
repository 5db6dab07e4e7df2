"""The index of years and each year's pages."""

from collections.abc import Iterator

from generator import permalinks
from generator.catalog.paging import parts
from generator.pages.rendering import Output, Renderer, dated


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all years."""
    about = {"title": "Years", "description": "The papers of the catalogue by year."}
    meta = about | UNSEARCHED | dated(renderer.catalog.papers)
    yield renderer.page(permalinks.YEARS, "years.md", meta)


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each year."""
    years = list(renderer.catalog.by_year)
    for year, papers in renderer.catalog.by_year.items():
        for part in parts(permalinks.year(year), papers):
            about = {"title": year + part.suffix, "description": f"Papers of {year}."}
            meta = about | UNSEARCHED | dated(part.items)
            context = {
                "above": [(permalinks.YEARS, "Years")],
                "year": year,
                "years": years,
                "part": part,
            }
            yield renderer.page(part.path, "year.md", meta, **context)


UNSEARCHED = {"search": {"exclude": True}}
