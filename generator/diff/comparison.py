"""Compare two commits of a catalogue record by record, and the messages of `catalog check` on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from generator.catalog.parts import Part
from generator.catalog.shelf import Entry, Shelf, load
from generator.checks.check import check
from generator.diff import trees
from generator.errors import Message

KINDS = ("papers", "themes", "tags", "lists", "authors")
REFERRING = {"tags": "tags", "papers": "papers", "start_here": "papers", "relations": "papers"}
"""Fields that hold ids of records that can be renamed, each with the kind of these records."""

NewIds = Mapping[str, str]
"""New ids of renamed records by the old ones."""


@dataclass(frozen=True)
class Side:
    """The catalogue of one commit."""

    commit: str
    shelf: Shelf
    messages: tuple[Message, ...]
    """What was left out of the commit's files, and the messages of `catalog check` about the rest."""
    present: bool = True
    """Whether the commit has a catalogue at all."""

    def entries(self, kind: str) -> dict[str, Entry[Any]]:
        """Return the entries of one kind by id."""
        entries: tuple[Entry[Any], ...] = getattr(self.shelf, kind)
        return {entry.record.id: entry for entry in entries if "id" not in entry.blanked}

    def may_hold(self, entry: Entry[Any]) -> bool:
        """Tell whether the entry's file, or the folder of it, is there but could not be read."""
        file = entry.document.file
        return any(m.file in (file, file.rpartition("/")[0]) for m in self.messages if m.field == "file")


class Difference(NamedTuple):
    """The difference in one field; a text counts as one item."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Edit(NamedTuple):
    """A record that both versions have, under the same id or a new one."""

    old: Entry[Any]
    new: Entry[Any]
    differences: tuple[Difference, ...]


class Changes(NamedTuple):
    """Records of one kind that were added, renamed, changed and removed."""

    added: tuple[Entry[Any], ...]
    renamed: tuple[Edit, ...]
    changed: tuple[Edit, ...]
    removed: tuple[Entry[Any], ...]


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


def read(commit: str, folder: str) -> Side:
    """Return the catalogue in `folder` of a commit, empty where there is none."""
    with TemporaryDirectory(prefix="papershelf-") as temporary:
        target = Path(temporary) / "catalog"
        left_out = trees.extract(commit, folder, target)
        if target.exists():
            shelf = load(target, folder)
            return Side(commit, shelf, tuple(sorted({*left_out, *check(shelf)})))
    return Side(commit, Shelf((), (), (), (), ()), tuple(left_out), present=False)


def compare(before: Side, after: Side) -> Comparison:
    """Return the differences between two versions."""
    new_ids = {kind: _new_ids(before, after, kind) for kind in KINDS}
    # A message that only moved to another line is not new.
    olds, news = ({replace(m, line=0): m for m in side.messages} for side in (before, after))
    messages = sorted((news[key] for key in news.keys() - olds.keys()), key=lambda m: (m.level, m))
    return Comparison(
        before,
        after,
        {kind: _changes(before, after, kind, new_ids) for kind in KINDS},
        tuple(messages),
        len(olds.keys() - news.keys()),
    )


def _new_ids(before: Side, after: Side, kind: str) -> NewIds:
    olds, news = before.entries(kind), after.entries(kind)
    return {
        former: id
        for id, entry in news.items()
        if id not in olds
        for former in getattr(entry.record, "former_ids", ())
        if former in olds and former not in news
    }


def _changes(before: Side, after: Side, kind: str, new_ids: Mapping[str, NewIds]) -> Changes:
    olds, news, renamed = before.entries(kind), after.entries(kind), new_ids[kind]
    pairs = [(old, news.get(renamed.get(id, id))) for id, old in olds.items()]
    edits = [Edit(old, new, tuple(_differences(old, new, new_ids))) for old, new in pairs if new]
    known = {edit.new.record.id for edit in edits}
    return Changes(
        tuple(entry for id, entry in news.items() if id not in known and not before.may_hold(entry)),
        tuple(edit for edit in edits if edit.old.record.id != edit.new.record.id),
        tuple(edit for edit in edits if edit.old.record.id == edit.new.record.id and edit.differences),
        tuple(old for old, new in pairs if not new and not after.may_hold(old)),
    )


def _differences(
    old: Entry[Any], new: Entry[Any], new_ids: Mapping[str, NewIds]
) -> Iterator[Difference]:
    """Yield what differs between two versions of a record, in the order of its keys.

    Fields that could not be read in one of them are not compared, and an id that only follows a renaming
    is no difference.
    """
    for field in type(new.record).model_fields:
        if field in {"id", *old.blanked, *new.blanked}:
            continue
        ids = new_ids[REFERRING[field]] if field in REFERRING else {}
        before = tuple(dict.fromkeys(_renamed(item, ids) for item in _items(old, field)))
        after = _items(new, field)
        if field == "former_ids" and old.record.id != new.record.id:
            after = tuple(id for id in after if id != old.record.id)
        if before != after:
            yield Difference(field, tuple(map(str, before)), tuple(map(str, after)))


def _items(entry: Entry[Any], field: str) -> tuple[Any, ...]:
    value = getattr(entry.record, field)
    if isinstance(value, bool):
        return (str(value).lower(),)
    if isinstance(value, dict):
        return tuple(f"{name}: {address}" for name, address in value.items())
    return value if isinstance(value, tuple) else (value,) if value else ()


def _renamed(item: str | Part, ids: NewIds) -> str | Part:
    return item.renamed(ids) if isinstance(item, Part) else ids.get(item, item)
