"""Rules on authors: one name an author, each author once, entries of authors.yml that match the
records.
"""

import re
from collections.abc import Iterator

from generator.bibliography import names
from generator.catalog.authors import AuthorRecord
from generator.catalog.shelf import Shelf
from generator.errors import Message, Problem, quote

JOINED = re.compile(r"\band\b|[,;&]", re.IGNORECASE)
UNLESS = "remove one, unless two people share the name"
OTHERS = re.compile(r"\bet\.? al\b|^others$", re.IGNORECASE)


def single_names(shelf: Shelf) -> Iterator[Message]:
    """An author entry holds one name in printed order, and no name appears twice."""
    for entry in shelf.papers:
        seen: set[str] = set()
        for index, name in enumerate(entry.record.authors):
            slug = names.slug(name)
            if "authors" not in entry.blanked and (problem := _problem(name)):
                yield entry.message("authors", problem, index)
            elif slug in seen:
                yield entry.message("authors", _twice(name, UNLESS), index, level="warning")
            seen.add(slug)


def named_authors(shelf: Shelf) -> Iterator[Message]:
    """An entry of authors.yml names an author of a paper, and its family name is part of the name."""
    printed = {names.slug(name) for entry in shelf.papers for name in entry.record.authors}
    for entry in shelf.authors:
        author = entry.record
        unsure = shelf.unread_papers or "name" in entry.blanked
        if not unsure and printed.isdisjoint(map(names.slug, author.spellings)):
            wrong = f"{quote(author.name)} is named in no record"
            problem = Problem(wrong, "expected an author of a paper", "correct or remove the entry")
            yield entry.message("name", problem, level="warning")
        if author.family and author.given is None and author.family not in author.name:
            wrong = f"{quote(author.family)} is no part of {quote(author.name)}"
            problem = Problem(wrong, "expected the family name as it stands there", "add given: too")
            yield entry.message("family", problem)


def unique_authors(shelf: Shelf) -> Iterator[Message]:
    """No two entries of authors.yml share a spelling or an ORCID iD."""
    seen: set[str] = set()
    for entry in shelf.authors:
        for field, place, value in _signs(entry.record):
            if names.slug(value) in seen:
                yield entry.message(field, _twice(value, "merge the entries"), place)
            seen.add(names.slug(value))


def _signs(author: AuthorRecord) -> Iterator[tuple[str, int | None, str]]:
    """Yield the field, index and value of what must be unique among authors."""
    yield "name", None, author.name
    yield from (("aliases", index, alias) for index, alias in enumerate(author.aliases))
    if author.orcid:
        yield "orcid", None, author.orcid


def _twice(name: str, remedy: str) -> Problem:
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
