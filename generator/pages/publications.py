"""A group's publications by year and type, and those of each type by year."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator import permalinks
from generator.catalog.paging import parts
from generator.catalog.records import Paper
from generator.citations.citation import Kind, cite
from generator.news import feeds
from generator.pages.rendering import Output, Renderer, dated

TYPES: dict[Kind, str] = {
    "article": "Journal articles",
    "conference": "Conference papers",
    "book": "Books",
    "chapter": "Book chapters",
    "thesis": "Theses",
    "preprint": "Preprints",
    "document": "Other publications",
}
"""The types in the order in which a year lists them."""
RANKS = {kind: rank for rank, kind in enumerate(TYPES)}
Years = list[tuple[str, list[tuple[str, list[Paper]]]]]
"""Papers by year, and within it by the name of their type."""


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the pages of all publications and of each type, where members of a group are marked."""
    if "summary" in renderer.catalog.needed:
        return
    papers = sorted(renderer.catalog.papers, key=lambda paper: RANKS[cite(paper).kind])
    papers.sort(key=year, reverse=True)
    by_type = {kind: [paper for paper in papers if cite(paper).kind == kind] for kind in TYPES}
    shown = {permalinks.PUBLICATIONS: ("Publications", papers)}
    shown |= {permalinks.publications(kind): (TYPES[kind], own) for kind, own in by_type.items() if own}
    sizes = [(path, name, len(own)) for path, (name, own) in shown.items()]
    for path, (name, own) in shown.items():
        above = [] if path == permalinks.PUBLICATIONS else [(permalinks.PUBLICATIONS, "Publications")]
        for part in parts(path, own):
            meta = {
                "title": name + part.suffix,
                "description": f"{name} of {renderer.site.name} by year.",
                "search": {"exclude": True},
                **dated(part.items),
                **feeds.named(renderer.site, permalinks.HOME),
            }
            context = {"above": above, "part": part, "years": years(part.items), "sizes": sizes}
            yield renderer.page(part.path, "publications.md", meta, **context)


def year(paper: Paper) -> str:
    """Return the year by which a paper is cited, of a preprint that of its first version."""
    return cite(paper).year or paper.year


def years(papers: Sequence[Paper]) -> Years:
    """Group papers that are in order by year, and within a year by type."""
    return [
        (found, [(name, list(same)) for name, same in groupby(own, lambda p: TYPES[cite(p).kind])])
        for found, own in groupby(papers, year)
    ]
