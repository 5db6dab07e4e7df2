"""What citation formats need to know of a paper: how, where and when it was published."""

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
    """How a paper is cited; what does not apply is empty."""

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
        """The first and, where it is told, the last; or the number of the article."""
        return tuple(filter(None, self.publication.pages.split("-")))


def cite(paper: Paper) -> Citation:
    """Return how a paper is cited, by the publication of its record."""
    found, published = paper.published_in, paper.published or ""
    if not found:
        return Citation("preprint" if paper.arxiv else "document", published)
    earlier = not found.year or published[:4] <= found.year
    first = published if earlier and published != found.year else ""
    exact = paper.venue or "" if _reread(found) != paper.venue else ""
    return Citation(found.type, found.year, found, first, exact)


def _reread(found: Publication) -> str | None:
    """Return the venue that importers make of what the formats say, None if they would misread it."""
    said = found.venue or ", ".join(filter(None, (found.genre, found.publisher)))
    mistakable = plain.plain(said) != plain.one_line(said)
    return None if mistakable else venues.venue(said, found.year, found.type)


def identity(paper: Paper) -> str:
    """Return the address that stands for a paper wherever it is kept, "" if it has none."""
    if paper.doi:
        return permalinks.doi(paper.doi)
    return permalinks.arxiv(paper.arxiv) if paper.arxiv else ""
