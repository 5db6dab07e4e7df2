"""The addresses that records name, each with the record and the field that name it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator import permalinks
from generator.catalog.shelf import Entry, Shelf
from generator.errors import Message, Problem

ARCHIVES = "https://web.archive.org/web/"
"""The Internet Archive's copy of an address stands behind this and a date."""


@dataclass(frozen=True)
class Link:
    """An address that a record names."""

    address: str
    entry: Entry[Any]
    field: str

    def message(self, wrong: str) -> Message:
        """Return what is wrong with the address, where it stands and what to do."""
        expected = "expected an address that answers"
        remedy = f"correct it, remove it, or write an archive's, if {ARCHIVES}{self.address} has one"
        if self.field in ("arxiv", "doi"):
            remedy = "compare the id with the paper's page"
        problem = Problem(f"{self.address} {wrong}", expected, remedy)
        return self.entry.message(self.field, problem, level="warning")


def outgoing(shelf: Shelf) -> Iterator[Link]:
    """Yield every address outside of the site to which its pages lead."""
    for entry in shelf.papers:
        paper = entry.record
        if paper.arxiv:
            yield Link(permalinks.arxiv(paper.arxiv), entry, "arxiv")
        if paper.doi:
            yield Link(permalinks.doi(paper.doi), entry, "doi")
        yield from (Link(address, entry, field) for field, address in paper.addresses)
    for listed in shelf.lists:
        if listed.record.url:
            yield Link(listed.record.url, listed, "url")
    for author in shelf.authors:
        if author.record.url:
            yield Link(author.record.url, author, "url")
