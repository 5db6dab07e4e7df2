"""Tell whether two descriptions with the same title are of the same work."""

from collections.abc import Iterable
from typing import Protocol

from generator.bibliography import names


class Work(Protocol):
    """The facts that distinguish works of the same title; unknown ones are empty."""

    @property
    def authors(self) -> tuple[str, ...]:
        """Each as printed."""

    @property
    def published(self) -> str | None:
        """YYYY, with or without month and day."""

    @property
    def arxiv(self) -> str | None:
        """Without version."""

    @property
    def doi(self) -> str | None:
        """Bare."""


def difference(one: Work, other: Work, years: int) -> str:
    """Return the name of the fact in which two works differ, "" if they may be the same.

    Dates differ if they are at least `years` years apart.
    """
    for key in ("arxiv", "doi"):
        mine, theirs = getattr(one, key), getattr(other, key)
        if mine and theirs:
            return key if mine.lower() != theirs.lower() else ""
    if _by_others(one.authors, other.authors):
        return "authors"
    return "published" if _years_apart(one, other) >= years else ""


def _by_others(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether neither first author is among the other work's authors."""
    firsts = _words(mine[:1]), _words(theirs[:1])
    return all(firsts) and firsts[0].isdisjoint(_words(theirs)) and firsts[1].isdisjoint(_words(mine))


def _words(authors: Iterable[str]) -> set[str]:
    """Return the words of all names, without initials."""
    return {word for name in authors for word in names.slug(name).split("-") if len(word) > 1}


def _years_apart(one: Work, other: Work) -> int:
    years = [int(work.published[:4]) for work in (one, other) if work.published]
    return max(years) - min(years) if len(years) == 2 else 0
