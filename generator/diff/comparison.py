"""Two versions of a catalogue compared: records added, renamed, changed and removed, and new
messages.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.catalog.shelf import Entry
from generator.diff import trees
from generator.diff.differences import Difference, NewIds, differences
from generator.diff.sides import Side
from generator.errors import Message

KINDS = ("papers", "themes", "tags", "lists", "authors")
REFERRING = {"tags": "tags", "papers": "papers", "start_here": "papers", "relations": "papers"}
"""Fields that hold ids of records that can be renamed, each with the kind of these records."""

Entries = Mapping[str, Entry[Any]]
"""Entries of one kind by id."""


@dataclass(frozen=True)
class Edit:
    """A record that both versions have, under the same id or a new one."""

    old: Entry[Any]
    new: Entry[Any]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Changes:
    """Added, renamed, changed and removed records of one kind."""

    added: tuple[Entry[Any], ...]
    renamed: tuple[Edit, ...]
    changed: tuple[Edit, ...]
    removed: tuple[Entry[Any], ...]
    unreadable: tuple[str, ...]
    """Files that hold records on one side and could not be read on the other."""


@dataclass(frozen=True)
class Comparison:
    """All differences between two versions of a catalogue."""

    before: Side
    after: Side
    kinds: Mapping[str, Changes]
    messages: tuple[Message, ...]
    """Those that the older side does not have, errors first."""
    resolved: int
    """How many messages of the older side are gone."""
    others: int
    """How many files beside the catalogue differ."""


@dataclass(frozen=True)
class _Pairing:
    """Entries of one kind by whether both versions or only one of them have them."""

    both: tuple[tuple[Entry[Any], Entry[Any]], ...]
    only_old: tuple[Entry[Any], ...]
    only_new: tuple[Entry[Any], ...]

    @property
    def new_ids(self) -> dict[str, str]:
        """New ids of renamed records by the old ones."""
        ids = ((old.record.id, new.record.id) for old, new in self.both)
        return {old: new for old, new in ids if old != new}


def compare(before: Side, after: Side) -> Comparison:
    """Return the differences between two versions."""
    pairings = {kind: _pair(_entries(before, kind), _entries(after, kind)) for kind in KINDS}
    new_ids = {field: pairings[kind].new_ids for field, kind in REFERRING.items()}
    messages = sorted(_beyond(after, before), key=lambda message: (message.level, message))
    return Comparison(
        before,
        after,
        {kind: _changes(before, after, pairing, new_ids) for kind, pairing in pairings.items()},
        tuple(messages),
        len(_beyond(before, after)),
        trees.others(before.commit, after.commit, after.folder),
    )


def _entries(side: Side, kind: str) -> Entries:
    entries: tuple[Entry[Any], ...] = getattr(side.shelf, kind)
    return {entry.record.id: entry for entry in entries if "id" not in entry.blanked}


def _pair(olds: Entries, news: Entries) -> _Pairing:
    renamed = {
        former: id
        for id, entry in news.items()
        if id not in olds
        for former in getattr(entry.record, "former_ids", ())
        if former in olds and former not in news
    }
    new_id = {id: renamed.get(id, id) for id in olds}
    both = [(old, news[new_id[id]]) for id, old in olds.items() if new_id[id] in news]
    return _Pairing(
        tuple(both),
        tuple(old for id, old in olds.items() if new_id[id] not in news),
        tuple(new for id, new in news.items() if id not in new_id.values()),
    )


def _changes(before: Side, after: Side, pairing: _Pairing, new_ids: NewIds) -> Changes:
    edits = [Edit(old, new, tuple(differences(old, new, new_ids))) for old, new in pairing.both]
    lost = [entry for entry in pairing.only_old if after.may_hold(entry)]
    lost += [entry for entry in pairing.only_new if before.may_hold(entry)]
    return Changes(
        tuple(entry for entry in pairing.only_new if not before.may_hold(entry)),
        tuple(edit for edit in edits if edit.old.record.id != edit.new.record.id),
        tuple(edit for edit in edits if edit.old.record.id == edit.new.record.id and edit.differences),
        tuple(entry for entry in pairing.only_old if not after.may_hold(entry)),
        tuple(sorted({entry.document.file for entry in lost})),
    )


def _beyond(side: Side, other: Side) -> list[Message]:
    """Return the messages that only one version has, ignoring line numbers."""
    known = Counter(replace(message, line=0) for message in other.messages)
    beyond = []
    for message in side.messages:
        key = replace(message, line=0)
        known[key] -= 1
        if known[key] < 0:
            beyond.append(message)
    return beyond
