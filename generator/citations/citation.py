"""What citation formats need to know of a paper: how, where and when it was published."""

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator import permalinks
from generator.bibliography import venues
from generator.bibliography.venues import LAST_YEAR, PART, THESIS
from generator.catalog.records import Paper

CONFERENCE = re.compile(
    rf"(?<![A-Za-z])(?:{venues.CONFERENCES})(?![A-Za-z])|^(?i:{venues.CONFERENCES})['’ -]*(?:[\d(]|$)"
    rf"|\b(?i:{venues.LONG_NAMES}|Conferences?|Proceedings|Proc\.|Symposi(?:um|a)|Workshops?)"
)
OF = r"(?:Mathematical )?Proceedings of the|Proc\."
SOCIETIES = r"ACM on|(?:American|London) Math|Cambridge|Edinburgh|National Acad|Natl\.|Roy|R\.|VLDB End"
JOURNAL = re.compile(
    rf"(?:{OF}) (?:{SOCIETIES})|(?:{OF}) IEEE *(?:[\d(,;]|$)|Journal of Physics: Conference Series"
    r"|.*\b(?:Journal|Letters|Magazine|Transactions)\b(?!.*(?:Conference|Proceedings|Symposium|Workshop))",
    re.I,
)
"""A journal whose name holds words of conferences."""
ANY_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")

Kind = venues.Kind | Literal["document"]
"""How a paper was published; "document" where the record does not say it."""


@dataclass(frozen=True)
class Citation:
    """A paper's publication; what does not apply is empty."""

    kind: Kind
    date: str
    """By which it is cited: the year of its venue, else the date of its first publication."""
    container: str = ""
    """The journal, or the proceedings with their year."""
    volume: str = ""
    issue: str = ""
    pages: tuple[str, ...] = ()
    """The first and, where it is told, the last; or the number of the article."""
    genre: str = ""
    """Of a thesis: "PhD thesis"."""
    school: str = ""
    first: str = ""
    """The date of the first publication, where a venue's year does not say it."""
    unsaid: str = ""
    """The venue, where container and year do not lead back to it."""

    @property
    def year(self) -> str:
        """The year by which it is cited, YYYY or empty."""
        return self.date[:4]


def cite(paper: Paper) -> Citation:
    """Return how a paper is cited, by the venue of its record."""
    venue, published = paper.venue or "", paper.published or ""
    if not venue:
        return Citation("preprint" if paper.arxiv else "document", published)
    kind = _kind(venue)
    found = LAST_YEAR.search(venue) or (kind == "conference" and ANY_YEAR.search(venue))
    year = found[1] if found else published[:4]
    place = venue if kind == "conference" else LAST_YEAR.sub("", venue)
    first = "" if published == year else published
    citation = Citation(kind, year, first=first, **_where(kind, place))
    said = citation.container or ", ".join(filter(None, (citation.genre, citation.school)))
    return citation if venues.venue(said, year, kind) == venue else replace(citation, unsaid=venue)


def _where(kind: venues.Kind, place: str) -> dict[str, Any]:
    if kind == "thesis":
        parts = THESIS.fullmatch(place)
        return parts.groupdict(default="") if parts else {"genre": place}
    if kind == "article" and (part := PART.fullmatch(place)):
        found = part.groupdict(default="")
        pages = tuple(filter(None, re.split("[-–]", found["pages"])))
        return {**found, "pages": pages}
    return {"container": place}


def _kind(venue: str) -> venues.Kind:
    if THESIS.match(venue):
        return "thesis"
    return "conference" if CONFERENCE.search(venue) and not JOURNAL.match(venue) else "article"


def identity(paper: Paper) -> str:
    """Return the address that stands for a paper wherever it is kept, "" if it has none."""
    if paper.doi:
        return permalinks.doi(paper.doi)
    return permalinks.arxiv(paper.arxiv) if paper.arxiv else ""
