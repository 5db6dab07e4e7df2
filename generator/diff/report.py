"""A comparison as Markdown, short enough for a comment."""

from collections.abc import Callable, Iterator
from typing import Any

from generator import permalinks
from generator.catalog.listings import KINDS
from generator.catalog.shelf import Entry
from generator.diff.comparison import Changes, Comparison, Edit
from generator.diff.differences import Difference
from generator.diff.markdown import LONGEST, Section, code, fit, link, several

LIMIT = 60_000
"""Characters; GitHub takes 65,536, and a marker or a greeting may be added."""
MOST_ITEMS, LONGEST_MESSAGE = 10, 400
PAGE: dict[str, Callable[[str], str]] = {
    "papers": permalinks.paper,
    **{kind.name: kind.page for kind in KINDS},
    "authors": lambda _: permalinks.AUTHORS,
}


def write(comparison: Comparison, preview: str = "") -> str:
    """Return the comparison as Markdown of at most LIMIT characters.

    Links lead below `preview`, a URL that ends in a slash; without it there are none.
    """
    before, after = comparison.before.commit, comparison.after.commit
    head = (
        "## Changes in the catalogue\n\n"
        f"{' · '.join(_counts(comparison)) or 'No changes in the catalogue.'}\n\n"
        f"From {code(before[:12])} to {code(after[:12])}.{_remarks(comparison)}\n"
    )
    return head + fit(list(_Writer(comparison, preview).sections()), LIMIT - len(head))


class _Writer:
    def __init__(self, comparison: Comparison, preview: str) -> None:
        self.comparison, self.preview = comparison, preview

    def sections(self) -> Iterator[Section]:
        """Yield the sections that are not empty."""
        papers = [(verb, list(items)) for verb, items in self._events("papers")]
        yield from (Section(f"Papers {verb}", items) for verb, items in papers if items)
        for kind in ("themes", "tags", "lists", "authors"):
            lines = [f"{verb}: {item}" for verb, items in self._events(kind) for item in items]
            if lines:
                yield Section(kind.capitalize(), lines)
        files = [file for changes in self.comparison.kinds.values() for file in changes.unreadable]
        if files:
            lead = "These could not be read in one of the two commits."
            yield Section("Not compared", [code(file) for file in files], lead)
        if self.comparison.messages or self.comparison.resolved:
            yield _messages(self.comparison)

    def _events(self, kind: str) -> Iterator[tuple[str, Iterator[str]]]:
        """Yield the changes of one kind, each with a Markdown item for every record."""
        changes = self.comparison.kinds[kind]
        yield "added", (self._added(kind, entry) for entry in changes.added)
        yield "renamed", (self._edited(kind, edit) for edit in changes.renamed)
        yield "changed", (self._edited(kind, edit) for edit in changes.changed)
        yield "removed", (f"{code(_name(entry))} ({code(entry.record.id)})" for entry in changes.removed)

    def _added(self, kind: str, entry: Entry[Any]) -> str:
        id = entry.record.theme if kind == "papers" else None
        if not id:
            return self._link(kind, entry)
        theme = self.comparison.after.shelf.catalog.theme.get(id)
        return f"{self._link(kind, entry)} in {code(theme.name if theme else id)}"

    def _edited(self, kind: str, edit: Edit) -> str:
        old, new = edit.old.record.id, edit.new.record.id
        renamed = "" if old == new else f" from {code(old)} to {code(new)}"
        lines = (
            f"\n  - {difference.field}: {_difference(difference)}" for difference in edit.differences
        )
        return f"{self._link(kind, edit.new)}{renamed}{''.join(lines)}"

    def _link(self, kind: str, entry: Entry[Any]) -> str:
        name, page = _name(entry), PAGE[kind](entry.record.id)
        return link(name, self.preview + permalinks.url(page)) if self.preview else code(name)


def _name(entry: Entry[Any]) -> str:
    """Return a record's title or name, or its id if that is unreadable."""
    record = entry.record
    unreadable = not entry.blanked.isdisjoint(("title", "name"))
    return str(record.id if unreadable else getattr(record, "title", None) or record.name)


def _difference(difference: Difference) -> str:
    removed, added = difference.removed, difference.added
    if not difference.is_list and removed and added:
        (old,), (new,) = removed, added
        # The beginnings and ends of long texts would often be the same.
        return "rewritten" if max(len(old), len(new)) > LONGEST else f"from {code(old)} to {code(new)}"
    clauses = {"added": added, "removed": removed}
    if not (added or removed):
        clauses = {"now in the order": difference.after}
    listed = {
        verb: several([code(item) for item in items], MOST_ITEMS) for verb, items in clauses.items()
    }
    return "; ".join(f"{verb} {items}" for verb, items in listed.items() if items)


def _remarks(comparison: Comparison) -> str:
    """Return remarks on the whole catalogue and on other files."""
    remarks = ""
    if comparison.before.present and not comparison.after.present:
        remarks += " The catalogue is gone, and without it no site can be built."
    if comparison.others:
        count = comparison.others
        remarks += f" Not compared: {count:,} other file{'' if count == 1 else 's'}."
    return remarks


def _counts(comparison: Comparison) -> Iterator[str]:
    for kind, changes in comparison.kinds.items():
        if counts := _changes(changes):
            yield f"{kind.capitalize()}: {counts}"
    if comparison.messages or comparison.resolved:
        yield f"Messages: {_message_counts(comparison)}"


def _changes(changes: Changes) -> str:
    counts = {
        "added": changes.added,
        "renamed": changes.renamed,
        "changed": changes.changed,
        "removed": changes.removed,
        "files not compared": changes.unreadable,
    }
    return ", ".join(f"{len(records):,} {verb}" for verb, records in counts.items() if records)


def _message_counts(comparison: Comparison) -> str:
    levels = [message.level for message in comparison.messages]
    counts = {level: levels.count(level) for level in ("error", "warning")}
    parts = [f"{count:,} {level}{'' if count == 1 else 's'}" for level, count in counts.items() if count]
    return ", ".join([*parts, *([f"{comparison.resolved:,} gone"] if comparison.resolved else [])])


def _messages(comparison: Comparison) -> Section:
    items = [
        f"{message.level} in {code(message.place)}, {code(message.field)}: "
        f"{code(message.text, LONGEST_MESSAGE)}"
        for message in comparison.messages
    ]
    gone = f"Of the older messages, {comparison.resolved:,} are gone." if comparison.resolved else ""
    return Section("New messages of `catalog check`", items, gone)
