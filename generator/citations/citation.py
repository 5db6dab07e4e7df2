"""The facts of a citation: type, venue, dates, identifiers."""

from dataclasses import dataclass, replace
from typing import Literal

from generator import permalinks
from generator.bibliography import venue_names, venues
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
    recorded, published = paper.published_in, paper.published or ""
    if not recorded:
        return Citation("preprint" if paper.arxiv else "document", published)
    found = _in_full(recorded)
    earlier = not found.year or published[:4] <= found.year
    first = published if earlier and published != found.year else ""
    exact = paper.venue or "" if _reread(found) != paper.venue else ""
    return Citation(found.type, found.year, found, first, exact)


def _in_full(found: Publication) -> Publication:
    """Return the publication with the venue's full name, without the year, which has its own place."""
    name = found.venue
    if found.type == "conference":
        name = name.removesuffix(f" {found.year}")
    return replace(found, venue=venue_names.full_name(name))


def _reread(found: Publication) -> str | None:
    """Return the venue as importers would read it back, None if they would misread it."""
    said = found.venue or ", ".join(filter(None, (found.genre, found.publisher)))
    if found.type == "article":
        said = venues.numbered(said, found.volume, found.number, found.pages)
    mistakable = plain.plain(said) != plain.one_line(said)
    return None if mistakable else venues.venue(said, found.year, found.type)


def identity(paper: Paper) -> str:
    """Return the address that stands for a paper wherever it is kept, "" if it has none."""
    if paper.doi:
        return permalinks.doi(paper.doi)
    return permalinks.arxiv(paper.arxiv) if paper.arxiv else paper.url or ""
