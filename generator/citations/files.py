"""Citations as files: of each paper, and of all papers of a listing."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.listings import KINDS
from generator.catalog.records import Paper
from generator.citations.formats import FORMATS, Format

Made = Callable[[], str]
"""Makes a file's text when it is written; all of them at once would fill the memory."""


def files(catalog: Catalog) -> Iterator[tuple[str, str | Made]]:
    """Yield the path and text of every file in every format."""
    listed = [*_listed(catalog)]
    for form in FORMATS.values():
        entries = {paper.id: form.entry(paper) for paper in catalog.papers}
        for id, entry in entries.items():
            yield permalinks.citation(id, form.suffix), form.joined([entry])
        for page, papers in listed:
            yield permalinks.citations(page, form.suffix), partial(_text, form, entries, papers)


def _text(form: Format, entries: dict[str, str], papers: Iterable[Paper]) -> str:
    return form.joined(entries[paper.id] for paper in papers)


def _listed(catalog: Catalog) -> Iterator[tuple[str, Iterable[Paper]]]:
    yield permalinks.PAPERS, catalog.papers
    for kind in KINDS:
        if kind.citations:
            yield from ((kind.page(one.id), one.papers) for one in kind.of(catalog))
