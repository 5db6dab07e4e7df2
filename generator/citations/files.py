"""Citation files: of each paper and of each listing.

A packed site has none for a single paper and only BibTeX for a listing. There the API holds every format
of every paper in `citations/N.json`, of which scripts make the other files.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.listings import AUTHORS, KINDS
from generator.catalog.records import Paper
from generator.citations.formats import FORMATS, Format

Made = Callable[[], str]
"""Makes a file's text when it is written; all of them at once would fill the memory."""


def files(catalog: Catalog, packed: bool = False) -> Iterator[tuple[str, Made]]:
    """Yield the path and text of every file in every format."""
    entries = Entries()
    for paper in (*(() if packed else catalog.papers), *catalog.withdrawn):
        for name, form in FORMATS.items():
            yield permalinks.citation(paper.id, form.suffix), partial(entries.text, name, (paper,))
    for page, papers in _listed(catalog):
        for name, form in offered(page, packed).items():
            yield permalinks.citations(page, form.suffix), partial(entries.text, name, papers)


def offered(page: str, packed: bool) -> Mapping[str, Format]:
    """Return the formats in which the listing of a page has a file, by name.

    On a packed site the few papers of an author are not worth one.
    """
    if not packed or page == permalinks.PAPERS:
        return FORMATS
    return {} if page.startswith(f"{AUTHORS.name}/") else {"bib": FORMATS["bib"]}


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
