"""What citation formats need to know of a paper: how, where and when it was published."""

import re
from dataclasses import dataclass

from generator.importers import values
from generator.records import Paper

CONFERENCE = re.compile(rf"\b(?:{values.CONFERENCES}|Workshop|Conference|Proceedings|Symposium)\b")
THESIS = re.compile(r"(?P<genre>.*?\b(?:thesis|dissertation)\b)(?:, *(?P<school>.*))?", re.I)
LAST_YEAR = re.compile(r"\s*\(?\b((?:19|20)\d{2})\)?$")
ANY_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")


@dataclass(frozen=True)
class Citation:
    """A paper's publication; what does not apply is empty."""

    kind: values.Kind
    year: str
    """The year by which it is cited: its venue's, else that of its first publication."""
    container: str = ""
    """The journal, or the proceedings with their year."""
    genre: str = ""
    """Of a thesis: "PhD thesis"."""
    school: str = ""
    first: str = ""
    """The date of the first publication, where a venue's year does not say it."""
    unsaid: str = ""
    """The venue, where container and year do not lead back to it."""


def cite(paper: Paper) -> Citation:
    """Return how a paper is cited, by the venue of its record."""
    venue, published = paper.venue or "", paper.published or ""
    if not venue:
        return Citation("preprint", published[:4])
    kind = _kind(venue)
    found = LAST_YEAR.search(venue) or (kind == "conference" and ANY_YEAR.search(venue))
    year = found[1] if found else published[:4]
    place = venue if kind == "conference" else LAST_YEAR.sub("", venue)
    parts = THESIS.fullmatch(place) if kind == "thesis" else None
    genre, school = (parts["genre"], parts["school"] or "") if parts else (place, "")
    said = ", ".join(filter(None, (genre, school))) if kind == "thesis" else place
    first = "" if published == year else published
    unsaid = "" if values.venue(said, year, kind) == venue else venue
    if kind == "thesis":
        return Citation(kind, year, genre=genre, school=school, first=first, unsaid=unsaid)
    return Citation(kind, year, container=place, first=first, unsaid=unsaid)


def _kind(venue: str) -> values.Kind:
    if THESIS.match(venue):
        return "thesis"
    return "conference" if CONFERENCE.search(venue) else "article"
