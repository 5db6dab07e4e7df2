"""Citation files: one for each paper and one for each listing."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.listings import KINDS
from generator.catalog.records import Paper
from generator.citations.formats import FORMATS

Made = Callable[[], str]
"""Makes a file's text when it is written; all of them at once would fill the memory."""


def files(catalog: Catalog) -> Iterator[tuple[str, Made]]:
    """Yield the path and text of every file in every format."""
    entries = Entries()
    listed = [*_listed(catalog)]
    for name, form in FORMATS.items():
        for paper in (*catalog.papers, *catalog.withdrawn):
            yield permalinks.citation(paper.id, form.suffix), partial(entries.text, name, (paper,))
        for page, papers in listed:
            yield permalinks.citations(page, form.suffix), partial(entries.text, name, papers)


class Entries:
    """The entries of papers in each format, made once because a paper is in many files."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], str] = {}

    def text(self, format: str, papers: Iterable[Paper]) -> str:
        """Return the file of some papers."""
        return FORMATS[format].joined(self._entry(format, paper) for paper in papers)

    def _entry(self, format: str, paper: Paper) -> str:
        known = self._made.get((format, paper.id))
        if known is None:
            known = self._made[format, paper.id] = FORMATS[format].entry(paper)
        return known


def _listed(catalog: Catalog) -> Iterator[tuple[str, Iterable[Paper]]]:
    yield permalinks.PAPERS, catalog.papers
    for kind in KINDS:
        if kind.citations:
            yield from ((kind.page(one.id), one.papers) for one in kind.of(catalog))
