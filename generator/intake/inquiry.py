"""Ask services about papers that the catalogue holds: arXiv, the DOI's registrar, a search by title."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.catalog.index import title_key
from generator.catalog.records import Paper
from generator.errors import CatalogError, Message
from generator.importers.draft import Draft
from generator.importers.services import arxiv, crossref
from generator.importers.services.client import Client
from generator.intake.disagreements import contradiction


@dataclass(frozen=True)
class Finding:
    """What one service says of a paper."""

    source: str
    """The service by its name."""
    draft: Draft
    by_title: bool = False
    """Whether it was found by its title, so that it may be of another paper."""


@dataclass
class Inquiry:
    """Asks about papers one after the other; a service that fails for good is asked no more."""

    client: Client
    failures: list[Message] = field(default_factory=list)
    """Why services said nothing."""
    _crossref_answers: bool = True

    def findings(self, papers: Sequence[Paper]) -> Iterator[tuple[Paper, list[Finding]]]:
        """Yield each paper with what services say of it; published versions are looked for."""
        on_arxiv = self._on_arxiv([paper.arxiv for paper in papers if paper.arxiv])
        for paper in papers:
            preprint = on_arxiv.get(paper.arxiv or "")
            found = [Finding("arXiv", preprint)] if preprint else []
            doi = paper.doi or (preprint and preprint.doi) or ""
            venue = paper.venue or (preprint and preprint.venue) or ""
            yield paper, found + self._published(paper, doi, venue)

    def _on_arxiv(self, ids: Sequence[str]) -> Mapping[str, Draft]:
        found: dict[str, Draft] = {}
        try:
            for id, result in zip(ids, arxiv.fetch(ids, self.client), strict=True):
                if isinstance(result, Draft):
                    found[id] = result
                else:
                    self.failures.append(result)
        except CatalogError as error:
            self.failures += error.messages
        return found

    def _published(self, paper: Paper, doi: str, venue: str) -> list[Finding]:
        if not self._crossref_answers or (venue and not doi):
            return []
        try:
            return self._of_doi(doi) if doi else self._of_title(paper)
        except CatalogError as error:
            self.failures += error.messages
            self._crossref_answers = False
            return []

    def _of_doi(self, doi: str) -> list[Finding]:
        (result,) = crossref.fetch([doi], self.client)
        if isinstance(result, Draft):
            return [Finding("the DOI's registrar", result)]
        self.failures.append(result)
        return []

    def _of_title(self, paper: Paper) -> list[Finding]:
        """Return the published version that has the same title and the same first author."""
        works = crossref.search(paper.title, next(iter(paper.authors), ""), self.client)
        titles = set(map(title_key, paper.titles))
        same = [
            work for work in works if title_key(work.title) in titles and not contradiction(paper, work)
        ]
        return [Finding("Crossref", work, by_title=True) for work in same[:1]]
