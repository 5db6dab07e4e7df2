"""Mappings inside records: relations, steps of a reading order, details of a publication."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from generator.bibliography.venues import Publication
from generator.catalog.values import Day, Line, Pages, Short, Slug, Strict
from generator.errors import Problem, nearest, quote


class Part(Strict):
    """A mapping inside a record."""

    remedy: ClassVar[str]
    """How to write one."""

    @model_validator(mode="before")
    @classmethod
    def _check(cls, value: Any) -> Any:
        expected = f"expected {', '.join(cls.model_fields)}"
        if not isinstance(value, dict):
            raise Problem(f"holds {quote(value)}", expected, cls.remedy)
        for key in value.keys() - cls.model_fields.keys():
            advice = nearest(key, list(cls.model_fields)) or cls.remedy
            raise Problem(f"has the unknown key {quote(key)}", expected, advice)
        needed = [key for key, field in cls.model_fields.items() if field.is_required()]
        if missing := [key for key in needed if value.get(key) is None]:
            raise Problem(f"has no {' and no '.join(missing)}", expected, cls.remedy)
        return value

    def renamed(self, ids: Mapping[str, str]) -> Self:
        """Return the part with the new ids of the papers that it names."""
        named = {key: ids[value] for key, value in self if key != "why" and value in ids}
        return self.model_copy(update=named)


class Relation(Part):
    """A relation to an older paper of the catalogue, which a paper builds on or answers."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["builds_on"]}, {"required": ["answers"]}]}
    )

    builds_on: Slug | None = None
    """The id of a paper whose method or result this one uses, extends or explains."""
    answers: Slug | None = None
    """The id of a paper to whose question or claim this one replies."""
    why: Short | None = None
    """A clause: what this paper does with the older one."""

    remedy = 'write "- builds_on: ID"'

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if bool(self.builds_on) == bool(self.answers):
            wrong = "has both builds_on and answers" if self.answers else "names no paper"
            raise Problem(wrong, "expected either builds_on: ID or answers: ID", "write one of them")
        return self

    @property
    def kind(self) -> str:
        """The key that names the paper: builds_on or answers."""
        return "builds_on" if self.builds_on else "answers"

    @property
    def paper(self) -> str:
        """The older paper's id."""
        return self.builds_on or self.answers or ""

    def __str__(self) -> str:
        return f"{self.kind} {self.paper}" + (f" ({self.why})" if self.why else "")


class Step(Part):
    """A paper in a reading order; `- ID` is short for `- paper: ID`."""

    model_config = ConfigDict(json_schema_extra={"type": ["object", "string", "number"]})

    paper: Line
    """Its id or arXiv id."""
    why: Short | None = None
    """One sentence: why it comes at this place."""

    remedy = 'write "- paper: ID"'

    @model_validator(mode="before")
    @classmethod
    def _lengthen(cls, value: Any) -> Any:
        return {"paper": value} if isinstance(value, str) else value

    def __str__(self) -> str:
        return self.paper + (f" ({self.why})" if self.why else "")


class Details(Part):
    """Details of a publication that the line `venue` leaves out or abbreviates."""

    type: Literal["article", "conference", "book", "chapter", "thesis"] | None = None
    """How it was published, where the venue does not say it: book, chapter."""
    venue: Line | None = None
    """The full name of the journal, the proceedings or the book of a chapter."""
    volume: Line | None = None
    number: Line | None = None
    """Of a journal's issue."""
    pages: Pages | None = None
    """First-last, or the number of the article."""
    publisher: Line | None = None
    """Of a thesis the school."""
    title: Line | None = None
    """The title under which it was published, where the record has the preprint's."""
    authors: Annotated[tuple[Line, ...], Field(min_length=1)] = ()
    """The authors of the publication, where the record has the preprint's."""

    remedy = 'write "publisher: NAME" below it'

    def added_to(self, found: Publication) -> Publication:
        """Return the publication that a venue names, with these details."""
        told = self.model_dump(exclude_defaults=True, exclude={"title", "authors"})
        if self.type == "book":
            told = {"publisher": found.venue} | told | {"venue": ""}
        return replace(found, **told)

    def __str__(self) -> str:
        told = {key: value for key, value in self if value}
        told |= {"authors": " and ".join(self.authors)} if self.authors else {}
        return ", ".join(f"{key}: {value}" for key, value in told.items())


class Withdrawal(Part):
    """When and why a paper was taken out of the catalogue; its record stays, for its addresses."""

    date: Day
    """YYYY-MM-DD."""
    why: Line
    """A sentence for readers."""

    remedy = 'write "date: YYYY-MM-DD" and "why: REASON" below it'

    def __str__(self) -> str:
        return f"{self.date}: {self.why}"
