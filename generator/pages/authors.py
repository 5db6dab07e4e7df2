"""Authors: an index by letter, and a page for each author of several papers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from generator import permalinks
from generator.bibliography import names
from generator.catalog.index import Catalog
from generator.catalog.listings import AUTHORS
from generator.catalog.paging import author_pages, parts
from generator.catalog.records import Paper, Theme
from generator.pages.rendering import Output, Renderer, dated

MOST_FREQUENT, MOST_COAUTHORS = 24, 24
UNSEARCHED = {"search": {"exclude": True}}


def index(renderer: Renderer) -> Iterator[Output]:
    """Yield the page of all letters, with the authors of most papers."""
    catalog = renderer.catalog
    others = [item for item in catalog.by_author.items() if item[0] not in catalog.members]
    frequent = sorted(others, key=lambda item: -len(item[1]))[:MOST_FREQUENT]
    about = f"The {len(catalog.by_author)} authors of the catalogue by letter."
    meta = {"title": "Authors", "description": about, **UNSEARCHED, **dated(catalog.papers)}
    letters = list(author_pages(catalog))
    yield renderer.page(permalinks.AUTHORS, "authors.md", meta, letters=letters, frequent=frequent)


def letters(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each letter."""
    by_letter = author_pages(renderer.catalog)
    letters = list(by_letter)
    for letter, pages in by_letter.items():
        for part in pages:
            shown = "Authors, other" if letter == "other" else f"Authors, {letter.upper()}"
            about = "Authors of the catalogue, each with every paper."
            meta = {"title": shown + part.suffix, "description": about, **UNSEARCHED}
            meta |= dated(paper for author in part.items for paper in author.papers)
            above = [(permalinks.AUTHORS, "Authors")]
            context = {"above": above, "letter": letter, "letters": letters, "part": part}
            yield renderer.page(part.path, "letter.md", meta, **context)


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of each author of several papers."""
    for author in AUTHORS.of(renderer.catalog):
        context = _about(renderer.catalog, author.id, author.papers)
        for part in parts(permalinks.author(author.id), author.papers):
            meta = {"title": author.name + part.suffix, "description": author.description, **UNSEARCHED}
            yield renderer.page(part.path, "author.md", meta | dated(part.items), part=part, **context)


def _about(catalog: Catalog, slug: str, papers: Sequence[Paper]) -> dict[str, Any]:
    years = sorted(paper.year for paper in papers if paper.year)
    letter = permalinks.letter(names.letter(catalog.author[slug].parts))
    return {
        "above": [(permalinks.AUTHORS, "Authors"), (letter, _letter_name(letter))],
        "slug": slug,
        "author": catalog.author[slug],
        "first": years[0] if years else "",
        "last": years[-1] if years else "",
        "themes": _themes(catalog, papers),
        "coauthors": _coauthors(slug, papers),
    }


def _letter_name(path: str) -> str:
    return permalinks.url(path).split("/")[1].capitalize()


def _themes(catalog: Catalog, papers: Sequence[Paper]) -> list[tuple[Theme, int]]:
    counts = Counter(theme for paper in papers for theme in paper.themes)
    return [(catalog.theme[id], count) for id, count in counts.most_common()]


def _coauthors(slug: str, papers: Sequence[Paper]) -> list[tuple[str, int]]:
    """Return the ids of an author's most frequent co-authors with counts."""
    counts = Counter(id for paper in papers for id in {author.id for author in paper.people})
    del counts[slug]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_COAUTHORS]
