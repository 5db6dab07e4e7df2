"""Citation keys of author, year and word: li2021fourier."""

from collections.abc import Container
from itertools import chain, count

from slugify import slugify

from generator.catalog.records import Paper
from generator.citations.citation import cite
from generator.text.texmath import to_text

LONGEST = 20
"""Letters of a name or a word in a key."""
COMMON = (
    "a about all an and any are as at be been beyond by can do does for from has have how if in into "
    "is it its more new not of on one or our than that the their these this to toward towards two under "
    "up using via we what when where which who why will with within without you your"
)
TOO_COMMON = frozenset(COMMON.split())
"""Words that tell no titles apart."""


def key(paper: Paper, taken: Container[str]) -> str:
    """Return a key that is not taken: first author, year of publication, first telling word.

    Empty while authors or year are unknown. `taken` holds keys in lower case.
    """
    year = cite(paper).year or paper.year
    if not paper.authors or not year:
        return ""
    words = [word for word in slugify(to_text(paper.title), save_order=True).split("-") if word]
    word = next((word for word in words if word not in TOO_COMMON), "")
    plain = f"{_letters(paper.people[0].parts.family)}{year}{word[:LONGEST]}"
    numbered = (f"{plain}{number}" for number in count(2))
    lettered = (f"{plain}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    return next(made for made in chain([plain], lettered, numbered) if made not in taken)


def _letters(name: str) -> str:
    return slugify(name, separator="")[:LONGEST] or "anonymous"
