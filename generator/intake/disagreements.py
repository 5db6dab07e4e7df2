"""Find where a source disagrees with a record."""

from collections.abc import Callable, Iterator
from typing import Any

from generator.bibliography import names, works
from generator.catalog.index import title_key
from generator.catalog.records import Paper
from generator.errors import Remark, quote
from generator.importers.draft import Draft

YEARS_APART = 4
"""A preprint and its publication are seldom as far apart."""
LONGEST = 300
"""Characters of a value that is shown; a venue has to be read whole to be compared."""


def differences(paper: Paper, draft: Draft) -> Iterator[Remark]:
    """Yield a clause for each fact on which record and source differ."""
    if title_key(draft.title) not in map(title_key, paper.titles):
        yield disagreement("title", paper.title, draft.title)
    for key, differ in COMPARED.items():
        mine, theirs = getattr(paper, key), getattr(draft, key)
        versions = (mine, getattr(paper.as_published, key))
        if mine and theirs and all(differ(version, theirs) for version in versions):
            yield disagreement(key, mine, theirs)


def contradiction(paper: Paper, draft: Draft) -> str:
    """Return a clause on why a paper with the same title is another work, "" if it may be the same."""
    key = works.difference(paper, draft, YEARS_APART)
    return disagreement(key, getattr(paper, key), getattr(draft, key)) if key else ""


def disagreement(key: str, mine: Any, theirs: Any, source: str = "the source") -> Remark:
    """Return a clause that names the record's value and the source's."""
    return Remark(f"the record says {shown(mine)}, {source} {shown(theirs)}", key)


def shown(value: Any) -> str:
    """Return a value between quotation marks, of a long list the beginning."""
    if not isinstance(value, tuple | list):
        return quote(value, LONGEST)
    more = f" and {len(value) - 3} more" if len(value) > 3 else ""
    return quote(", ".join(value[:3]) + more, LONGEST)


def _authors(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return list(map(names.slug, mine)) != list(map(names.slug, theirs))


def _dates(mine: str, theirs: str) -> bool:
    return not (mine.startswith(theirs) or theirs.startswith(mine))


def _addresses(mine: str, theirs: str) -> bool:
    return _bare(mine) != _bare(theirs)


def _bare(address: str) -> str:
    return address.partition("://")[2].removesuffix("/").removesuffix(".git").lower()


def _texts(mine: str, theirs: str) -> bool:
    return title_key(mine) != title_key(theirs)


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "authors": _authors,
    "published": _dates,
    "venue": _texts,
    "arxiv": lambda mine, theirs: mine != theirs,
    "doi": lambda mine, theirs: mine.lower() != theirs.lower(),
    "categories": lambda mine, theirs: mine[0] not in theirs,
    "code": _addresses,
    "project": _addresses,
    "url": _addresses,
    "abstract": _texts,
}
"""The facts that records and sources share, each with what tells two values apart."""
