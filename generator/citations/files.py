"""Citations as files: of each paper, and of all papers of a theme, tag, author or reading list."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.citations.formats import FORMATS, Format

Made = Callable[[], str]
"""Makes a file's text when it is written; all of them at once would fill the memory."""


def files(catalog: Catalog) -> Iterator[tuple[str, str | Made]]:
    """Yield the path and text of every file in every format."""
    listed = dict(_listed(catalog))
    for kind in FORMATS.values():
        entries = {paper.id: kind.entry(paper) for paper in catalog.papers}
        for id, entry in entries.items():
            yield permalinks.citation(id, kind.suffix), kind.joined([entry])
        for page, papers in listed.items():
            yield permalinks.citations(page, kind.suffix), partial(_text, kind, entries, papers)
        for slug, papers in catalog.by_author.items():
            # An author of one paper has that paper's file.
            if len(papers) > 1:
                path = permalinks.author_citations(slug, kind.suffix)
                yield path, partial(_text, kind, entries, papers)


def _text(kind: Format, entries: dict[str, str], papers: Iterable[Paper]) -> str:
    return kind.joined(entries[paper.id] for paper in papers)


def _listed(catalog: Catalog) -> Iterator[tuple[str, Iterable[Paper]]]:
    yield permalinks.PAPERS, catalog.papers
    for theme in catalog.themes:
        yield permalinks.theme(theme.id), catalog.by_theme.get(theme.id, ())
    for tag in catalog.tags:
        yield permalinks.tag(tag.id), catalog.by_tag.get(tag.id, ())
    for reading_list in catalog.lists:
        papers = [catalog.paper[id] for id in reading_list.papers]
        yield permalinks.reading_list(reading_list.id), papers
