"""The facts of a citation: type, venue, dates, identifiers."""

from dataclasses import dataclass
from typing import Literal

from generator import permalinks
from generator.bibliography import venues
from generator.bibliography.venues import Publication
from generator.catalog.records import Paper
from generator.text import plain

Kind = venues.Kind | Literal["preprint", "document"]
"""How a paper was published; "document" where the record does not say it."""
NOWHERE = Publication("article")
"""The publication of a paper that has none."""


@dataclass(frozen=True)
class Citation:
    """How a paper is cited; fields that do not apply are empty."""

    kind: Kind
    date: str
    """By which it is cited: the year of its publication; the full date of a preprint."""
    publication: Publication = NOWHERE
    first: str = ""
    """The date of the first version, where the paper was published later."""
    exact_venue: str = ""
    """The venue as the record writes it, where publication and year do not lead back to it."""

    @property
    def year(self) -> str:
        """The year by which it is cited, YYYY or empty."""
        return self.date[:4]

    @property
    def pages(self) -> tuple[str, ...]:
        """The page range, or the article number."""
        return tuple(filter(None, self.publication.pages.split("-")))


def cite(paper: Paper) -> Citation:
    """Return the citation of a paper."""
    found, published = paper.published_in, paper.published or ""
    if not found:
        return Citation("preprint" if paper.arxiv else "document", published)
    earlier = not found.year or published[:4] <= found.year
    first = published if earlier and published != found.year else ""
    exact = paper.venue or "" if _reread(found) != paper.venue else ""
    return Citation(found.type, found.year, found, first, exact)


def _reread(found: Publication) -> str | None:
    """Return the venue as importers would read it back, None if they would misread it."""
    said = found.venue or ", ".join(filter(None, (found.genre, found.publisher)))
    mistakable = plain.plain(said) != plain.one_line(said)
    return None if mistakable else venues.venue(said, found.year, found.type)


def identity(paper: Paper) -> str:
    """Return the address that stands for a paper wherever it is kept, "" if it has none."""
    if paper.doi:
        return permalinks.doi(paper.doi)
    return permalinks.arxiv(paper.arxiv) if paper.arxiv else ""
