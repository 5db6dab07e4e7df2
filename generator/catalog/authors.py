"""Authors: entries of `catalog/authors.yml`, and everybody else by printed name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.bibliography import names
from generator.bibliography.names import SUFFIXES, Name
from generator.catalog.values import Line, Orcid, Strict, Url


class AuthorRecord(Strict):
    """One entry of `authors.yml`: facts that a printed name does not tell."""

    name: Line
    """As shown: Given Family."""
    aliases: tuple[Line, ...] = ()
    """Other spellings that papers print."""
    family: Line | None = None
    """The family name, if it is not the last word; of a collaboration, the whole name."""
    given: Line | None = None
    """The given names, if they are not what stands before the family name."""
    orcid: Orcid | None = None
    """0000-0002-1825-0097, without address."""
    url: Url | None = None
    """The address of a home page."""
    member: bool = False
    """Whether the person belongs to the group whose catalogue this is."""

    @property
    def id(self) -> str:
        """The id of the author's page."""
        return names.slug(self.name)

    @property
    def spellings(self) -> tuple[str, ...]:
        """All names under which papers print the author."""
        return (self.name, *self.aliases)

    def split(self, printed: str) -> Name:
        """Return the parts of a printed name, with the family name that the record gives."""
        if not self.family:
            return names.parse(printed)
        given, _, rest = printed.rpartition(self.family)
        if printed == self.family:
            return Name("", "", printed, "", collective=True)
        if self.given or not given or rest.strip() not in ("", *SUFFIXES):
            return Name(self.given or "", "", self.family, "")
        return Name(given.strip(), "", self.family, rest.strip())


@dataclass(frozen=True)
class Author:
    """One author of a paper."""

    id: str
    """The same for all spellings; names that differ only in accents or case share it too."""
    name: str
    """As shown: Given Family."""
    printed: str
    """As the paper has it."""
    parts: Name
    """The printed name in parts."""
    orcid: str = ""
    url: str = ""
    member: bool = False


@dataclass(frozen=True)
class Authors:
    """Finds the author for a printed name."""

    records: tuple[AuthorRecord, ...] = ()

    def resolve(self, printed: str) -> Author:
        """Return the author of a printed name."""
        found = self._known.get(names.slug(printed)) if self.records else None
        if found is None:
            return Author(names.slug(printed), printed, printed, names.parse(printed))
        where = found.orcid or "", found.url or ""
        return Author(found.id, found.name, printed, found.split(printed), *where, found.member)

    @cached_property
    def _known(self) -> dict[str, AuthorRecord]:
        return {spelling: record for record in self.records for spelling in _slugs(record)}


def _slugs(record: AuthorRecord) -> Iterator[str]:
    return map(names.slug, record.spellings)
