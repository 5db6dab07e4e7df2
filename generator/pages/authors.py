"""Authors by letter, each with every paper."""

from collections.abc import Iterator

from generator import permalinks
from generator.pages.paging import author_pages
from generator.pages.rendering import Renderer, dated

Output = tuple[str, str]


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all letters, with the authors of most papers."""
    catalog = renderer.catalog
    frequent = sorted(catalog.by_author.items(), key=lambda item: -len(item[1]))[:MOST_FREQUENT]
    meta = {
        "title": "Authors",
        "description": f"The {len(catalog.by_author)} authors of the catalogue by letter.",
        "search": {"exclude": True},
        **dated(catalog.papers),
    }
    letters = author_pages(catalog)
    yield renderer.page(permalinks.AUTHORS, "authors.md", meta, letters=letters, frequent=frequent)


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each letter."""
    letters = author_pages(renderer.catalog)
    for letter, parts in letters.items():
        for part in parts:
            shown = "Authors, other" if letter == "other" else f"Authors, {letter.upper()}"
            meta = {
                "title": shown + part.suffix,
                "description": "Authors of the catalogue, each with every paper.",
                "search": {"exclude": True},
                **dated(paper for author in part.items for paper in author.papers),
            }
            above = [(permalinks.AUTHORS, "Authors")]
            context = {"above": above, "letter": letter, "letters": letters, "part": part}
            yield renderer.page(part.path, "letter.md", meta, **context)


MOST_FREQUENT = 24
