"""What a catalog is made of: papers, themes, tags and reading lists, frozen once read."""

from collections.abc import Callable
from difflib import get_close_matches
from re import Pattern
from re import compile as regex
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)

from generator import identifiers
from generator.errors import Loc, Problem, quote

REFERENCE = regex(r"\[\[([^\[\]]*)\]\]")
"""A paper's id between double brackets, in a theme's introduction."""
CONTROL = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def _check_text(value: str) -> str:
    if not value.strip():
        raise Problem("is empty", "expected text", "write it, or remove the key")
    if CONTROL.search(value):
        expected = "expected printable text"
        raise Problem(f"{quote(value)} has a control character", expected, "write it anew by hand")
    return value.strip()


def _check_line(value: str) -> str:
    if "\n" in value.strip():
        expected = "expected one line of text"
        raise Problem(f"{quote(value)} has a line break", expected, "write it on one line")
    return _check_text(value)


def _shape(pattern: Pattern[str], *types: str) -> WithJsonSchema:
    """Say to editors what a value looks like; `types` are those that they take for something else."""
    return WithJsonSchema({"type": ["string", *types], "pattern": f"^(?:{pattern.pattern})$"})


PLAIN = WithJsonSchema({"type": ["string", "number", "boolean"]})
Line = Annotated[str, AfterValidator(_check_line), PLAIN]
Text = Annotated[str, AfterValidator(_check_text), PLAIN]
Slug = Annotated[str, AfterValidator(identifiers.check_slug), _shape(identifiers.SLUG, "number")]
ArxivId = Annotated[str, AfterValidator(identifiers.check_arxiv), _shape(identifiers.ARXIV, "number")]
Doi = Annotated[str, AfterValidator(identifiers.check_doi), _shape(identifiers.DOI)]
Category = Annotated[str, AfterValidator(identifiers.check_category), _shape(identifiers.CATEGORY)]
Url = Annotated[str, AfterValidator(identifiers.check_url), _shape(identifiers.WEB)]
Date = Annotated[str, AfterValidator(identifiers.check_date), _shape(identifiers.PARTIAL_DATE, "number")]
Day = Annotated[str, AfterValidator(identifiers.check_day), _shape(identifiers.DAY)]
ListingDate = Annotated[
    str, AfterValidator(identifiers.check_listing_date), _shape(identifiers.LISTING_DATE, "number")
]


def _check_reviewed(value: str) -> str:
    if value not in REVIEWABLE:
        advice = nearest(value, REVIEWABLE) or "remove it"
        raise Problem(f"{quote(value)} is not a key of a record", "expected one that is", advice)
    return value


Reviewed = Annotated[str, AfterValidator(_check_reviewed)]


class Record(BaseModel):
    """One thing that curators write down; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    id: Slug
    """The file's name or the entry's `id`; permanent once published."""


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
    summary: Text | None = None
    """Two or three sentences in our own words."""
    abstract: Text | None = None
    """Only where its licence lets us show it."""
    themes: Annotated[tuple[Slug, ...], Field(min_length=1)] = ()
    """One to three; the first is the primary theme."""
    tags: tuple[Slug, ...] = ()
    """From tags.yml."""
    added: Day
    """When the record came into the catalog."""
    other_titles: tuple[Line, ...] = ()
    """Titles of other versions, under which sources may name the paper."""
    former_ids: tuple[Slug, ...] = ()
    """Ids under which the paper was published here before."""
    note: Text | None = None
    """A remark for readers: an erratum, another version."""
    review: tuple[Reviewed, ...] = ()
    """Keys to write or confirm; authors, published, summary and themes may be missing if named here."""

    @property
    def year(self) -> str:
        """The year of publication, YYYY, empty while nobody knows it."""
        return (self.published or "")[:4]

    @property
    def theme(self) -> str | None:
        """The primary theme's id."""
        return self.themes[0] if self.themes else None

    @property
    def gist(self) -> str:
        """The summary or, until one is written, the abstract."""
        return self.summary or self.abstract or ""


NEEDED = ("authors", "published", "summary", "themes")
"""Keys that every record has in the end, beside the title."""
REVIEWABLE = [key for key in Paper.model_fields if key not in ("id", "review")]
"""Keys that can wait for a curator."""


class Theme(Record):
    """A broad field with an introduction, one entry of `catalog/themes.yml`."""

    name: Line
    aliases: tuple[Line, ...] = ()
    summary: Line
    introduction: Text
    """Paragraphs; `[[arxiv-id]]` or `[[paper-id]]` refers to a paper."""
    start_here: tuple[Line, ...] = ()
    """arXiv ids or paper ids, in reading order."""


class Tag(Record):
    """A fine topic of the controlled vocabulary, one entry of `catalog/tags.yml`."""

    name: Line
    aliases: tuple[Line, ...] = ()
    """Other names and abbreviations, under which search finds it."""
    description: Line
    """One sentence."""
    former_ids: tuple[Slug, ...] = ()
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


class Fault(NamedTuple):
    """A problem with the value at `loc` inside one record."""

    loc: Loc
    problem: Problem


class Parsed(NamedTuple):
    """A record and what was wrong with it."""

    record: Any
    faults: list[Fault]
    blanked: frozenset[str] = frozenset()
    """Keys whose value in the record is a stand-in or left out."""
    dropped: frozenset[Loc] = frozenset()
    """Items left out of lists, by key and place in the file."""


BLANKS: dict[str, Any] = {
    **dict.fromkeys(
        ("id", "title", "name", "source", "summary", "introduction", "description"), "blank"
    ),
    "papers": ("blank",),
    "added": "2000-01-01",
}
"""Stand-ins for required values that could not be read, so that the rest is still checked."""


def parse(kind: type[Record], data: Any) -> Parsed:
    """Return the record in `data` with all its faults; what is faulty in it is left out or blank."""
    if not isinstance(data, dict):
        wrong = f"{quote(data)} stands where a {kind.__name__.lower()} belongs"
        fault = Fault((), Problem(wrong, "expected key: value lines", "write one key a line"))
        return _salvage(kind, {}, [fault])._replace(blanked=frozenset(kind.model_fields))
    given = {key: value for key, value in data.items() if value is not None}
    try:
        return Parsed(kind.model_validate(given), [])
    except ValidationError as error:
        faults = [_fault(kind, dict(detail)) for detail in error.errors(include_url=False)]
        return _salvage(kind, given, faults)


def _salvage(kind: type[Record], given: dict[str, Any], faults: list[Fault]) -> Parsed:
    whole = {str(fault.loc[0]) for fault in faults if len(fault.loc) == 1}
    items = frozenset(fault.loc[:2] for fault in faults if len(fault.loc) > 1)
    kept = {
        key: [v for i, v in enumerate(value) if (key, i) not in items]
        if isinstance(value, list)
        else value
        for key, value in given.items()
        if key not in whole
    }
    emptied = {key for key, value in kept.items() if value == []}
    required = [key for key, field in kind.model_fields.items() if field.is_required()]
    blanks = {key: BLANKS[key] for key in required if not kept.get(key)}
    record = kind.model_validate({k: v for k, v in kept.items() if k not in emptied} | blanks)
    return Parsed(record, faults, frozenset(whole | emptied | blanks.keys()), items)


def nearest(word: str, known: list[str]) -> str:
    """Return advice that names the known word most like `word`, if any is."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""


def _fault(kind: type[Record], detail: dict[str, Any]) -> Fault:
    loc = tuple(detail["loc"])
    context = detail.get("ctx", {})
    if isinstance(context.get("error"), Problem):
        return Fault(loc, context["error"])
    explain = EXPLANATIONS[detail["type"]]
    return Fault(loc, explain(kind, loc, detail["input"], context))


def _unknown(kind: type[Record], loc: Loc, *_: Any) -> Problem:
    known = [key for key in kind.model_fields if key != "id" or kind in (Theme, Tag)]
    advice = nearest(str(loc[0]), known) or "remove it or correct it"
    return Problem("is not a key that is known", f"expected one of {', '.join(known)}", advice)


def _missing(_: type[Record], loc: Loc, *__: Any) -> Problem:
    return Problem("is missing", f"expected a line {loc[0]}: ...", "add it")


def _empty(*_: Any) -> Problem:
    return Problem("is an empty list", "expected at least one entry", 'add a "- value" line')


def _kind_of_value(name: str, remedy: str) -> Callable[..., Problem]:
    return lambda _kind, _loc, found, _context: Problem(
        f"holds {quote(found)}", f"expected {name}", remedy
    )


EXPLANATIONS: dict[str, Callable[..., Problem]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "too_short": _empty,
    "string_unicode": _kind_of_value("text in Unicode", "write it anew by hand"),
    "string_type": _kind_of_value("text", "write one value after the colon"),
    "tuple_type": _kind_of_value("a list", 'write one "- value" line for each'),
}
"""How each kind of error that the models can raise is put to a curator."""
