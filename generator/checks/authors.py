"""One name an author, every author once."""

import re
from collections.abc import Iterator

from generator.bibliography import names
from generator.catalog.shelf import Shelf
from generator.errors import Message, Problem, quote

JOINED = re.compile(r"\band\b|[,;&]", re.IGNORECASE)
OTHERS = re.compile(r"\bet\.? al\b|^others$", re.IGNORECASE)


def single_names(shelf: Shelf) -> Iterator[Message]:
    """No entry of authors holds two names, a reversed name or no name; none stands twice."""
    for entry in shelf.papers:
        seen: set[str] = set()
        for place, name in enumerate(entry.record.authors):
            slug = names.slug(name)
            if "authors" not in entry.blanked and (problem := _problem(name)):
                yield entry.message("authors", problem, place)
            elif slug in seen:
                yield entry.message("authors", _twice(name), place, level="warning")
            seen.add(slug)


def _twice(name: str) -> Problem:
    remedy = "remove one, unless two people share the name"
    return Problem(f"{quote(name)} stands here twice", "expected each author once", remedy)


def _problem(name: str) -> Problem | None:
    expected = "expected one author, Given Family"
    if names.parse(name).collective:
        return None
    if match := JOINED.search(name):
        remedy = "give each author a line, and write Given Family Jr. without a comma"
        return Problem(f'{quote(name)} contains "{match[0]}"', expected, remedy)
    if OTHERS.search(name):
        return Problem(f"{quote(name)} is not a name", expected, "write out all authors")
    if not any(c.isalpha() for c in name):
        return Problem(f"{quote(name)} has no letters", expected, "write the name, or remove it")
    return None
