"""Whether a source knows a fact of a record more exactly, or says something else."""

import re
from collections.abc import Callable
from itertools import starmap
from typing import Any

from generator.bibliography import names, venues
from generator.bibliography.venues import Publication
from generator.catalog.index import title_key
from generator.catalog.records import Paper
from generator.intake.disagreements import COMPARED


def exacter(paper: Paper, key: str, value: str) -> bool:
    """Tell whether a value says what the record says, and more: the day of a month, a volume."""
    if key == "published":
        return value != paper.published and value.startswith(f"{paper.published}-")
    if key != "venue" or not (mine := paper.published_in):
        return False
    theirs = venues.parse(value)
    same = names.fold(mine.series) == names.fold(theirs.series) and mine.year == theirs.year
    return same and mine.type == "article" and not mine.volume and bool(theirs.volume)


def contradicted(paper: Paper, key: str, value: Any) -> bool:
    """Tell whether a value cannot be true beside the record's, and is no shorter form of it."""
    mine = getattr(paper, key)
    return bool(mine and value) and CONTRADICTS.get(key, _by_comparison(key))(paper, value)


def _by_comparison(key: str) -> Callable[[Paper, Any], bool]:
    return lambda paper, value: COMPARED[key](getattr(paper, key), value)


def _other_title(paper: Paper, title: str) -> bool:
    return title_key(title) not in set(map(title_key, paper.titles))


def _earlier(paper: Paper, date: str) -> bool:
    """Tell whether a date is before the record's; one that is after it is of another version."""
    mine = paper.published or ""
    return date < mine and not mine.startswith(date)


def _elsewhere(paper: Paper, venue: str) -> bool:
    mine, theirs = paper.published_in, venues.parse(venue)
    if not mine or mine.type in ("book", "chapter"):
        return False
    numbers = [(mine.volume, theirs.volume), (mine.pages, theirs.pages)]
    known = [one == other for one, other in numbers if one and other]
    if known:
        return not all(known)
    return mine.year != theirs.year or not (_short_for(mine, theirs) or _short_for(theirs, mine))


def _short_for(one: Publication, other: Publication) -> bool:
    """Tell whether a name is the other one or its abbreviation: Phys. Rev. Lett."""
    short, long = (names.fold(each.series).split() for each in (one, other))
    pattern = ".*".join(rf"\b{re.escape(word)}" for word in short)
    return bool(short) and bool(re.match(pattern, " ".join(long)))


def _others(paper: Paper, authors: tuple[str, ...]) -> bool:
    """Tell whether the lists name different people; initials stand for given names."""
    versions = (paper.authors, paper.as_published.authors)
    return not any(_same_people(mine, authors) for mine in versions)


def _same_people(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    pairs = zip(mine, theirs, strict=False)
    return len(mine) == len(theirs) and all(starmap(_one_person, pairs))


def _one_person(one: str, other: str) -> bool:
    mine, theirs = names.slug(one).split("-"), names.slug(other).split("-")
    return (mine[-1] == theirs[-1] and mine[0][0] == theirs[0][0]) or sorted(mine) == sorted(theirs)


CONTRADICTS: dict[str, Callable[[Paper, Any], bool]] = {
    "title": _other_title,
    "authors": _others,
    "published": _earlier,
    "venue": _elsewhere,
}
"""Facts that sources write in several ways; the others contradict where they differ."""
