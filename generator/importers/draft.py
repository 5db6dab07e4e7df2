"""Drafts: papers as a source describes them, not yet matched with the catalogue."""

from dataclasses import dataclass

from generator.errors import Message, Remark

STDIN = "<stdin>"
"""The name of standard input in messages."""


@dataclass(frozen=True)
class Draft:
    """A paper as a source describes it; missing fields are empty."""

    title: str
    """As a record has it: one line, TeX between dollars, a lone dollar as \\$."""
    authors: tuple[str, ...] = ()
    """Each as printed: Given van Family Jr."""
    published: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD: the first publication."""
    venue: str | None = None
    arxiv: str | None = None
    """Without version."""
    doi: str | None = None
    categories: tuple[str, ...] = ()
    code: str | None = None
    project: str | None = None
    url: str | None = None
    """Of the paper's page, where no identifier leads to it."""
    abstract: str | None = None
    """Paragraphs, TeX as in the title."""
    key: str = ""
    """The source's own name of the entry: a citation key, a number."""
    citation_key: str | None = None
    """The key, where it can be one here."""
    dropped: tuple[str, ...] = ()
    """The source's names of fields for which a record has no place."""
    line: int = 0
    """Where in the source it stands, counted from 1; 0 where the source has no lines."""
    remarks: tuple[Remark, ...] = ()
    """What a curator should know, each a short clause: "arXiv says that it is withdrawn"."""
    asides: tuple[Remark, ...] = ()
    """What is odd about the source alone; told once, and never written down."""
    doubtful: bool = False
    """Whether a curator has to compare it with the source; the remarks say why."""


@dataclass(frozen=True)
class Source:
    """The papers of one source, in its order."""

    file: str
    """The file or address as messages name it."""
    drafts: tuple[Draft, ...]
    skipped: tuple[Message, ...] = ()
    """What could not be used, each with its line; never left out in silence."""
    title: str | None = None
    """The name that the source gives itself: "Daily Papers, 12 March"."""
    origin: str | None = None
    """Who made it: "Hugging Face Daily Papers"."""
    url: str | None = None
    date: str | None = None
    """As in a reading list: XXXX-MM-DD where the year is unknown."""
