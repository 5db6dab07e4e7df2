"""Papers and topics as API files hold them; the published JSON Schema is made of these classes.

A key that a paper has nothing for is left out; a list stays and is empty. A shape may gain a key, but
`tests/data/api/v1.json` keeps it from losing one or changing its type.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, WithJsonSchema

Address = Annotated[str, WithJsonSchema({"type": "string", "format": "uri-reference"})]
"""In full, or from the site's home page where the site does not know its address."""
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Month = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}$"})]
Published = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})]


class Shape(BaseModel):
    """An object of the API."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Author(Shape):
    """One author of a paper; a collaboration has no parts."""

    id: str
    """Shared by all spellings of the author's name that the catalogue knows."""
    name: str
    """As printed."""
    given: str | None = None
    """Given names and initials."""
    particle: str | None = None
    """Written before the family name: van der."""
    family: str | None = None
    """Family name."""
    suffix: str | None = None
    """Jr., III."""
    orcid: str | None = None
    """ORCID iD, without address."""
    member: bool | None = None
    """True for members of the group whose catalogue this is."""


class Place(Shape):
    """A paper's place on a reading list."""

    id: str
    """The list's."""
    place: int
    """Counted from 1."""


class Relation(Shape):
    """A relation to an older paper, which this paper builds on or answers."""

    builds_on: str | None = None
    """The older paper's id, where this one uses, extends or explains it."""
    answers: str | None = None
    """The older paper's id, where this one replies to its question or claim."""
    why: str | None = None
    """What this one does with the older one."""


class Step(Shape):
    """A paper in a theme's reading order."""

    paper: str
    """Its id."""
    why: str | None = None
    """Why it comes at this place."""


class Formats(Shape):
    """Files with the citation of one paper."""

    bib: Address
    """BibTeX."""
    ris: Address
    """RIS."""
    csl: Address
    """CSL-JSON."""


class Publication(Shape):
    """Where and when a paper was published; preprints have none."""

    type: str
    """article, conference, book, chapter or thesis; a later version may know more."""
    series: str
    """The journal or conference without year, as `venues.json` names it."""
    venue: str | None = None
    """The journal, the book, or the proceedings with their year."""
    volume: str | None = None
    """Of the journal or the proceedings."""
    number: str | None = None
    """Of the journal's issue."""
    pages: str | None = None
    """First-last, or the number of the article."""
    year: int | None = None
    """Of publication, which may be later than the preprint's."""
    publisher: str | None = None
    """Of a thesis the school."""
    genre: str | None = None
    """Of a thesis: PhD thesis."""
    title: str | None = None
    """Where it is not that of the paper here, which has the preprint's; TeX between dollars."""
    authors: tuple[Author, ...] | None = None
    """Where it names others than the paper here."""
    doi: str | None = None
    """Without address; the preprint's own DOI is not here."""


class Withdrawal(Shape):
    """When and why a paper was taken out of the catalogue."""

    date: Day
    """The day."""
    why: str
    """A sentence, TeX between dollars."""


class Paper(Shape):
    """One paper: `paper/ID.json`, and each item of `papers/N.json`."""

    id: str
    """Permanent; also the key of the BibTeX entry, unless it has a `citation_key`."""
    title: str
    """In plain Unicode."""
    tex_title: str
    """As in the record: TeX between dollars."""
    authors: tuple[Author, ...]
    """In the paper's order."""
    published: Published | None = None
    """The first version: YYYY, YYYY-MM or YYYY-MM-DD, as exact as it is known."""
    year: int | None = None
    """Of the first version, often a preprint; that of publication is in `publication`."""
    venue: str | None = None
    """Where it was published, with the year, in one line."""
    publication: Publication | None = None
    """The same in parts."""
    arxiv: str | None = None
    """Without version."""
    doi: str | None = None
    """Without address."""
    categories: tuple[str, ...]
    """arXiv categories, the primary one first."""
    code: Address | None = None
    """The authors' code."""
    project: Address | None = None
    """The authors' page on it."""
    source_url: Address | None = None
    """The paper's own page or PDF, beside arXiv and the DOI's."""
    links: dict[str, Address] | None = None
    """Other addresses by their names: slides, poster, video, award."""
    licence: Address | None = None
    """The paper's own licence, where the record knows it."""
    citation_key: str | None = None
    """The key of its BibTeX entry, where it is not the id."""
    tldr: str | None = None
    """One sentence that says what the paper does or finds, TeX between dollars."""
    summary: str | None = None
    """In our words, TeX between dollars."""
    abstract: str | None = None
    """Of the record, or fetched from arXiv, as the site's setting says."""
    note: str | None = None
    """A remark for readers: an erratum, another version."""
    themes: tuple[str, ...]
    """Ids; the first is the primary theme."""
    tags: tuple[str, ...]
    """Ids."""
    lists: tuple[Place, ...]
    """The reading lists that it is on."""
    relations: tuple[Relation, ...]
    """Older papers of the catalogue on which it builds, or which it answers."""
    added: Day
    """When the record came into the catalogue."""
    modified: Day
    """When it last changed, as far as the catalogue keeps account of it; otherwise `added`."""
    withdrawn: Withdrawal | None = None
    """Only of a paper that is no longer in the catalogue, and in no listing but `withdrawn.json`."""
    other_titles: tuple[str, ...]
    """Of other versions."""
    former_ids: tuple[str, ...]
    """Ids that it had here before."""
    review: tuple[str, ...]
    """Keys that still wait for a curator."""
    url: Address
    """Its page."""
    api: Address
    """Its file here; on a packed site that of `papers/N.json` in which it stands."""
    formats: Formats
    """Its citation; on a packed site all three are one file of [Citations](#citations)."""


class Reference(Shape):
    """A paper in short, in the files of themes, tags, reading lists and months."""

    id: str
    """Its file is `paper/ID.json`."""
    title: str
    """In plain Unicode."""
    year: int | None = None
    """Of the first version."""
    added: Day
    """When the record came into the catalogue."""
    url: Address
    """Its page."""


class Theme(Shape):
    """A broad field, in `themes.json`."""

    id: str
    """Permanent."""
    name: str
    """As the site shows it."""
    aliases: tuple[str, ...]
    """Other names and abbreviations."""
    family: str | None = None
    """What it belongs to with other themes, which share a colour."""
    summary: str
    """One line, TeX between dollars."""
    introduction: str
    """Paragraphs; `[[id]]` refers to a paper by its id or arXiv id."""
    start_here: tuple[str, ...]
    """Ids of papers, in reading order."""
    steps: tuple[Step, ...]
    """The same papers with the reasons for their order."""
    next: str | None = None
    """What to read after these; `[[id]]` refers to a paper."""
    open: str | None = None
    """What is still open; `[[id]]` refers to a paper."""
    former_ids: tuple[str, ...]
    """Ids that it, or a theme merged into it, had before."""
    count: int
    """Papers that have it."""
    url: Address
    """Its page."""
    api: Address
    """Its papers, newest first."""


class Tag(Shape):
    """A fine topic, in `tags.json`."""

    id: str
    """As papers name it."""
    name: str
    """As the site shows it."""
    aliases: tuple[str, ...]
    """Other names and abbreviations."""
    description: str
    """One sentence, TeX between dollars."""
    former_ids: tuple[str, ...]
    """Ids that it, or a tag merged into it, had before."""
    count: int
    """Papers that have it."""
    url: Address
    """Its page."""
    api: Address
    """Its papers, newest first."""


class ReadingList(Shape):
    """An ordered list with its source, in `lists.json`."""

    id: str
    """Permanent."""
    title: str
    """As the site shows it."""
    source: str
    """Who put it together."""
    source_url: Address | None = None
    """Where the source is found."""
    date: str | None = None
    """As far as the source gives it; XXXX-MM-DD where the year is unknown."""
    description: str | None = None
    """A few words on it."""
    former_ids: tuple[str, ...]
    """Ids that it had before."""
    count: int
    """Papers on it."""
    url: Address
    """Its page."""
    api: Address
    """Its papers, in its order."""
