"""Types of the values in a record, each with the check that a value must pass."""

from re import Pattern
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from generator.bibliography import identifiers
from generator.errors import Problem, quote
from generator.text import texmath
from generator.text.plain import CONTROL, LONGEST

MOST_WORDS = 25
"""Words of a sentence that is to be read at a glance; a formula counts as one."""

MOST_FORMER_IDS = 100
"""Ids that something had before; each makes several files."""


def _check_text(value: str) -> str:
    if not value.strip():
        raise Problem("is empty", "expected text", "write it, or remove the key")
    if len(value) > LONGEST:
        wrong, expected = f"has {len(value):,} characters", f"expected at most {LONGEST:,}"
        raise Problem(wrong, expected, "shorten it, or check the quotes")
    if CONTROL.search(value):
        expected = "expected printable text"
        raise Problem(f"{quote(value)} has a control character", expected, "write it anew by hand")
    return value.strip()


def _check_line(value: str) -> str:
    if "\n" in value.strip():
        expected = "expected one line of text"
        raise Problem(f"{quote(value)} has a line break", expected, "write it on one line")
    return _check_text(value)


def _check_short(value: str) -> str:
    line = _check_line(value)
    count = len(texmath.MATH.sub("$", line).split())
    if count > MOST_WORDS:
        expected = f"expected at most {MOST_WORDS}"
        raise Problem(f"{quote(line)} has {count} words", expected, "say it in fewer words")
    return line


def _check_tldr(value: str) -> str:
    line, expected = _check_short(value), "expected one sentence that says what the paper does or finds"
    if line.endswith("?"):
        raise Problem(f"{quote(line)} is a question", expected, "write the answer")
    if texmath.first_sentence(line) != line:
        raise Problem(f"{quote(line)} has several sentences", expected, "keep the one with the result")
    return line


def _shape(pattern: Pattern[str], *types: str) -> WithJsonSchema:
    """Say to editors what a value looks like; `types` are those that they take for something else."""
    return WithJsonSchema({"type": ["string", *types], "pattern": f"^(?:{pattern.pattern})$"})


PLAIN = WithJsonSchema({"type": ["string", "number", "boolean"]})
Line = Annotated[str, AfterValidator(_check_line), PLAIN]
Text = Annotated[str, AfterValidator(_check_text), PLAIN]
Short = Annotated[str, AfterValidator(_check_short), PLAIN]
Tldr = Annotated[str, AfterValidator(_check_tldr), PLAIN]
Slug = Annotated[str, AfterValidator(identifiers.check_slug), _shape(identifiers.SLUG, "number")]
FormerIds = Annotated[tuple[Slug, ...], Field(max_length=MOST_FORMER_IDS)]
ArxivId = Annotated[str, AfterValidator(identifiers.check_arxiv), _shape(identifiers.ARXIV, "number")]
Doi = Annotated[str, AfterValidator(identifiers.check_doi), _shape(identifiers.DOI)]
Category = Annotated[str, AfterValidator(identifiers.check_category), _shape(identifiers.CATEGORY)]
CitationKey = Annotated[
    str,
    AfterValidator(identifiers.check_citation_key),
    _shape(identifiers.CITATION_KEY, "number"),
]
Orcid = Annotated[str, AfterValidator(identifiers.check_orcid), _shape(identifiers.ORCID)]
Pages = Annotated[str, AfterValidator(identifiers.check_pages), _shape(identifiers.PAGES, "number")]
Url = Annotated[str, AfterValidator(identifiers.check_url), _shape(identifiers.WEB)]
Date = Annotated[str, AfterValidator(identifiers.check_date), _shape(identifiers.PARTIAL_DATE, "number")]
Day = Annotated[str, AfterValidator(identifiers.check_day), _shape(identifiers.DAY)]
ListingDate = Annotated[
    str, AfterValidator(identifiers.check_listing_date), _shape(identifiers.LISTING_DATE, "number")
]


class Strict(BaseModel):
    """A mapping that curators write; frozen once read, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
