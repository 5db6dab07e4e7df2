"""Two catalogs compared: records added, renamed, changed and removed, messages, pages."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.catalog.shelf import Entry
from generator.diff import trees
from generator.diff.differences import Difference, Moved, differences
from generator.diff.renames import Entries, renames
from generator.diff.sides import Side
from generator.errors import Message

KINDS = ("papers", "themes", "tags", "lists", "authors")
REFERRING = {"themes": "themes", "tags": "tags"}
REFERRING |= dict.fromkeys(("papers", "start_here", "relations"), "papers")
"""Keys that hold ids, each with the kind of record that they name."""


@dataclass(frozen=True)
class Edit:
    """A record that both sides have, under one id or two."""

    old: Entry[Any]
    new: Entry[Any]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Changes:
    """What happened to the records of one kind."""

    added: tuple[Entry[Any], ...]
    renamed: tuple[Edit, ...]
    changed: tuple[Edit, ...]
    removed: tuple[Entry[Any], ...]
    unreadable: tuple[str, ...]
    """Files that hold records on one side and could not be read on the other."""


@dataclass(frozen=True)
class Pages:
    """Paths of pages, in the order in which they are made."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """All that differs between two commits' catalogs."""

    before: Side
    after: Side
    kinds: Mapping[str, Changes]
    messages: tuple[Message, ...]
    """Those that the older side does not have, errors first."""
    mended: int
    """How many messages of the older side are gone."""
    pages: Pages | None
    """None where they differ and errors keep one of the sites from being built."""
    others: int
    """How many files beside the catalog differ."""


@dataclass(frozen=True)
class _Pairing:
    """The entries of one kind: those on both sides, renamed ones among them, and those on one only."""

    both: tuple[tuple[Entry[Any], Entry[Any]], ...]
    gone: tuple[Entry[Any], ...]
    come: tuple[Entry[Any], ...]

    @property
    def renames(self) -> dict[str, str]:
        """New ids by the old ones."""
        ids = ((old.record.id, new.record.id) for old, new in self.both)
        return {old: new for old, new in ids if old != new}


def compare(before: Side, after: Side) -> Comparison:
    """Return what differs between two sides."""
    paired = {kind: _pair(_entries(before, kind), _entries(after, kind)) for kind in KINDS}
    moved = {key: paired[kind].renames for key, kind in REFERRING.items()}
    return Comparison(
        before,
        after,
        {kind: _changes(before, after, pairing, moved) for kind, pairing in paired.items()},
        tuple(_beyond(after, before)),
        len(_beyond(before, after)),
        _pages(before, after),
        trees.others(before.commit, after.commit, after.folder),
    )


def _entries(side: Side, kind: str) -> Entries:
    entries: tuple[Entry[Any], ...] = getattr(side.shelf, kind)
    return {entry.record.id: entry for entry in entries if "id" not in entry.blanked}


def _pair(olds: Entries, news: Entries) -> _Pairing:
    gone = {id: entry for id, entry in olds.items() if id not in news}
    come = {id: entry for id, entry in news.items() if id not in olds}
    new_ids = renames(gone, come)
    both = [(old, news[new_ids.get(id, id)]) for id, old in olds.items() if id in news or id in new_ids]
    return _Pairing(
        tuple(both),
        tuple(entry for id, entry in gone.items() if id not in new_ids),
        tuple(entry for id, entry in come.items() if id not in new_ids.values()),
    )


def _changes(before: Side, after: Side, pairing: _Pairing, moved: Moved) -> Changes:
    edits = [Edit(old, new, tuple(differences(old, new, moved))) for old, new in pairing.both]
    lost = [entry for entry in pairing.gone if after.lost(entry)]
    found = [entry for entry in pairing.come if before.lost(entry)]
    return Changes(
        tuple(entry for entry in pairing.come if not before.lost(entry)),
        tuple(edit for edit in edits if edit.old.record.id != edit.new.record.id),
        tuple(edit for edit in edits if edit.old.record.id == edit.new.record.id and edit.differences),
        tuple(entry for entry in pairing.gone if not after.lost(entry)),
        tuple(sorted({entry.document.file for entry in (*lost, *found)})),
    )


def _beyond(side: Side, other: Side) -> list[Message]:
    """Return the messages of one side that the other has not."""
    known = Counter(map(_unplaced, other.messages))
    found = []
    for message in side.messages:
        known[_unplaced(message)] -= 1
        if known[_unplaced(message)] < 0:
            found.append(message)
    return sorted(found, key=lambda message: (message.level, message))


def _unplaced(message: Message) -> Message:
    """Return a message without its line, which moves when lines above it do."""
    return replace(message, line=0)


def _pages(before: Side, after: Side) -> Pages | None:
    if before.shelf.catalog == after.shelf.catalog:
        return Pages((), (), ())
    olds, news = before.pages, after.pages
    if olds is None or news is None:
        return None
    return Pages(
        tuple(path for path in news if path not in olds),
        tuple(path for path, text in news.items() if path in olds and olds[path] != text),
        tuple(path for path in olds if path not in news),
    )
