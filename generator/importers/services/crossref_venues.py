"""Venues in the form of records: "ICLR 2024", "Soft Matter (2024)"."""

import re
from dataclasses import dataclass

from generator.bibliography import venues

ACRONYM = re.compile(r"([A-Za-z][A-Za-z-]{1,14})[ -]*['’]?((?:20|19)?\d\d)")
"""An event's short name as organizers write it: KDD '24, ICML-2023."""
NAMED_BY_ACRONYM = re.compile(
    r"\b((?:19|20)\d\d)\b.{0,300}\(([A-Z][A-Za-z-]{1,14})\)$"
    r"|[–—:-] ([A-Z][A-Za-z-]{1,14}) ((?:19|20)\d\d)$"
)
"""2023 ... Conference on ... (ICCV); Computer Vision – ECCV 2022."""
CONFERENCE_KINDS = frozenset({"proceedings-article", "book-chapter"})


@dataclass(frozen=True)
class Publication:
    """What a publisher says of where a paper appeared; what it leaves out is empty."""

    kind: str
    """In Crossref's words: "journal-article"."""
    year: str
    containers: tuple[str, ...]
    """Titles of the journal, book or series, the widest first."""
    event: str
    school: str
    degree: str
    volume: str = ""
    number: str = ""
    """Of the journal's issue."""
    pages: str = ""
    """Or the number of the article."""


def venue(publication: Publication) -> str | None:
    """Return the venue, None where there is none to name."""
    if publication.kind == "dissertation":
        return _thesis(publication)
    if not publication.containers:
        return None
    if publication.kind in CONFERENCE_KINDS:
        return _conference(publication)
    if publication.kind != "journal-article":
        return None
    numbers = (publication.volume, publication.number, publication.pages)
    journal = venues.numbered(publication.containers[0], *numbers)
    return venues.venue(journal, publication.year, "article")


def _thesis(publication: Publication) -> str | None:
    doctoral = re.match(r"ph\.?\s?d|doctor", publication.degree, re.I)
    name = "PhD thesis" if doctoral else "Thesis"
    school = f"{name}, {publication.school}"
    return venues.venue(school, publication.year, "thesis") if publication.school else None


def _conference(publication: Publication) -> str | None:
    if match := ACRONYM.fullmatch(publication.event):
        year = match[2] if len(match[2]) == len("YYYY") else (publication.year or "20")[:2] + match[2]
        return f"{match[1]} {year}"
    for container in publication.containers:
        if match := NAMED_BY_ACRONYM.search(container):
            return f"{match[2] or match[3]} {match[1] or match[4]}"
    return venues.venue(publication.containers[-1], publication.year, "conference")
