"""The records: papers, themes, tags and reading lists, frozen once read."""

from collections.abc import Mapping
from functools import cached_property
from re import compile as regex
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, PrivateAttr

from generator import permalinks
from generator.bibliography import venues
from generator.bibliography.venues import Publication
from generator.catalog.authors import Author, Authors
from generator.catalog.parts import Details, Relation, Step, Withdrawal
from generator.catalog.proper_names import ProperNames
from generator.catalog.values import (
    ArxivId,
    Category,
    CitationKey,
    Date,
    Day,
    Doi,
    FormerIds,
    Line,
    ListingDate,
    Slug,
    Strict,
    Text,
    Tldr,
    Url,
)
from generator.errors import Problem, nearest, quote
from generator.text import texmath

REFERENCE = regex(r"\[\[([^\[\]]*)\]\]")
"""A paper's id between double brackets, in a theme's introduction."""


def _check_reviewed(value: str) -> str:
    if value not in REVIEWABLE:
        advice = nearest(value, REVIEWABLE) or "remove it"
        raise Problem(f"{quote(value)} is not a key of a record", "expected one that is", advice)
    return value


Reviewed = Annotated[str, AfterValidator(_check_reviewed)]


class Record(Strict):
    """A record, or an entry of a file of several."""

    id: Slug
    """The file's name or the entry's `id`; permanent once published."""

    def __hash__(self) -> int:
        return hash(self.id)


class Paper(Record):
    """One paper, `catalog/papers/ID.yml`."""

    title: Line
    """As published; TeX between dollars."""
    authors: Annotated[tuple[Line, ...], Field(min_length=1)] = ()
    """In the paper's order, each as printed: Given van Family Jr."""
    published: Date | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD, as exact as it is known."""
    venue: Line | None = None
    """Where it was published, with the year: ICLR 2024."""
    publication: Details | None = None
    """What the venue leaves out: type of a book or chapter, publisher, full name, numbers."""
    arxiv: ArxivId | None = None
    """Without version."""
    doi: Doi | None = None
    """10.PREFIX/SUFFIX, without address."""
    categories: tuple[Category, ...] = ()
    """arXiv categories, the primary one first."""
    code: Url | None = None
    """The address of the authors' code."""
    project: Url | None = None
    """The address of the authors' page on the paper."""
    url: Url | None = None
    """The address of the paper's own page or PDF, beside arXiv and the DOI's."""
    links: dict[Line, Url] = Field(default_factory=dict)
    """Other addresses by the names to show: slides, poster, video, award."""
    licence: Url | None = None
    """The address of the paper's own licence."""
    citation_key: CitationKey | None = None
    """The key of its BibTeX entry, such as li2021fourier; permanent once published."""
    tldr: Tldr | None = None
    """One sentence of at most 25 words that says what the paper does or finds, to be read alone."""
    summary: Text | None = None
    """Two or three sentences in our own words."""
    abstract: Text | None = None
    """Only where its licence lets us show it."""
    themes: Annotated[tuple[Slug, ...], Field(min_length=1)] = ()
    """One to three; the first is the primary theme."""
    tags: tuple[Slug, ...] = ()
    """From tags.yml."""
    relations: tuple[Relation, ...] = ()
    """Older papers of the catalogue on which this one builds, or which it answers."""
    added: Day
    """When the record came into the catalog."""
    other_titles: tuple[Line, ...] = ()
    """Titles of other versions, under which sources may name the paper."""
    former_ids: FormerIds = ()
    """Ids under which the paper was published here before."""
    withdrawn: Withdrawal | None = None
    """Day and reason, where the catalogue no longer holds the paper but its addresses stay."""
    note: Text | None = None
    """A remark for readers: an erratum, another version."""
    review: tuple[Reviewed, ...] = ()
    """Keys to write or confirm; authors, published, summary and themes may be missing if named here."""

    _known_authors: Authors = PrivateAttr(default=Authors())
    _fetched: bool = PrivateAttr(default=False)
    _names: ProperNames | None = PrivateAttr(default=None)
    _modified: str = PrivateAttr(default="")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some fields changed, which works out anew what follows from them."""
        copied = super().model_copy(update=update, deep=deep)
        for worked_out in ("people", "published_in"):
            copied.__dict__.pop(worked_out, None)
        return copied

    def within(self, authors: Authors, names: ProperNames, modified: str) -> Self:
        """Return the paper with what its catalogue knows of it.

        `names` tells the names among the words of its title; `modified` is the day of its last change,
        "" if no account was kept.
        """
        paper = self.model_copy()
        paper._known_authors, paper._names, paper._modified = authors, names, modified
        return paper

    @property
    def proper_names(self) -> frozenset[str]:
        """Words of the title that are names, and keep their capital in any style."""
        names = self._names or ProperNames(lambda: (self.summary or "", self.tldr or ""))
        return names.among(self.title)

    def with_abstract(self, abstract: str | None) -> Self:
        """Return the paper with another abstract, or with none."""
        paper = self.model_copy(update={"abstract": abstract})
        paper._fetched = abstract is not None
        return paper

    @property
    def modified(self) -> str:
        """The day on which the record was added, changed or withdrawn, whichever was last."""
        return max(self.added, self._modified, self.withdrawn.date if self.withdrawn else "")

    @property
    def abstract_is_fetched(self) -> bool:
        """Whether the abstract comes from arXiv and not from the record."""
        return self._fetched

    @cached_property
    def people(self) -> tuple[Author, ...]:
        """The authors, each with the id of a page and the parts of the name."""
        return tuple(map(self._known_authors.resolve, self.authors))

    @property
    def year(self) -> str:
        """The year of publication, YYYY, empty while nobody knows it."""
        return (self.published or "")[:4]

    @cached_property
    def published_in(self) -> Publication | None:
        """Venue, year and details of the publication, None for a preprint."""
        if not self.venue:
            return None
        found = venues.parse(self.venue)
        return self.publication.added_to(found) if self.publication else found

    @property
    def series(self) -> str:
        """The journal, conference or publisher as the venue names it, without year: ICLR, PNAS."""
        return venues.parse(self.venue).series if self.venue else ""

    @property
    def as_published(self) -> Self:
        """The paper with title and authors of its publication, by which it is cited."""
        details = self.publication or Details()
        changed = {"title": details.title, "authors": details.authors}
        update = {key: value for key, value in changed.items() if value}
        return self.model_copy(update=update) if update else self

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of all versions, the record's own first."""
        return tuple(dict.fromkeys((self.title, self.as_published.title, *self.other_titles)))

    @property
    def pdf(self) -> str:
        """The address of the PDF, "" where none is known."""
        if self.arxiv:
            return permalinks.arxiv_pdf(self.arxiv)
        return self.url if self.url and self.url.lower().endswith(".pdf") else ""

    @property
    def page(self) -> str:
        """The address of the paper's own page, "" where that is the PDF."""
        return self.url if self.url and self.url != self.pdf else ""

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """The addresses of pages on the paper, each after the key that holds it."""
        named = [(key, getattr(self, key) or "") for key in ("code", "project", "url")]
        return [pair for pair in named if pair[1]] + [("links", url) for url in self.links.values()]

    @property
    def theme(self) -> str | None:
        """The primary theme's id."""
        return self.themes[0] if self.themes else None

    @property
    def text(self) -> str:
        """The summary or, until one is written, the abstract."""
        return self.summary or self.abstract or ""

    @property
    def gist(self) -> str:
        """The sentence that lists show: the tldr, else the first sentence of the text."""
        return self.tldr or texmath.first_sentence(self.text)

    @property
    def full(self) -> str:
        """The tldr followed by the rest of the text."""
        return " ".join(filter(None, (self.tldr, self.further)))

    @property
    def further(self) -> str:
        """The text without its first sentence where that equals the tldr."""
        return self.text.removeprefix(self.tldr or "").lstrip()


BIBLIOGRAPHIC = ("authors", "published")
"""Keys that every record of a group's publications has in the end, beside the title."""
NEEDED = (*BIBLIOGRAPHIC, "summary", "themes")
"""Those of any other catalogue."""
WANTED = ("tldr",)
"""Keys that every record should have; without them it works, but is listed as incomplete."""
REVIEWABLE = [key for key in Paper.model_fields if key not in ("id", "review")]
"""Keys that can wait for a curator."""


class Theme(Record):
    """A broad field with an introduction, one entry of `catalog/themes.yml`."""

    name: Line
    aliases: tuple[Line, ...] = ()
    family: Line | None = None
    """What it belongs to with other themes, which then share a colour: Theory of learning."""
    summary: Line
    introduction: Text
    """Paragraphs: what is settled and how; `[[arxiv-id]]` or `[[paper-id]]` refers to a paper."""
    start_here: tuple[Step, ...] = ()
    """Papers in reading order, each with the reason why it comes at its place."""
    next: Text | None = None
    """What to read after these; may refer to papers like the introduction."""
    open: Text | None = None
    """What is still open, in one to three sentences; may refer to papers like the introduction."""
    former_ids: FormerIds = ()
    """Ids that the theme had before, or those of themes merged into it; each becomes a redirect."""


class Tag(Record):
    """A fine topic of the controlled vocabulary, one entry of `catalog/tags.yml`."""

    name: Line
    aliases: tuple[Line, ...] = ()
    """Other names and abbreviations, under which search finds it."""
    description: Line
    """One sentence."""
    former_ids: FormerIds = ()
    """Ids that the tag had before, or those of tags merged into it; each becomes a redirect."""


class ReadingList(Record):
    """An ordered list of papers with its source, `catalog/lists/ID.yml`."""

    title: Line
    source: Line
    url: Url | None = None
    date: ListingDate | None = None
    """As far as the source gives it; XXXX-MM-DD where the year is unknown."""
    description: Text | None = None
    papers: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Paper ids in the source's order."""
    former_ids: FormerIds = ()
    """Ids that the list had before; each becomes a redirect."""
