"""A comparison as Markdown, short enough for a comment."""

from collections.abc import Callable, Iterator
from typing import Any

from generator import permalinks
from generator.catalog import listings
from generator.catalog.shelf import Entry
from generator.diff.comparison import Comparison, Difference, Edit
from generator.diff.markdown import LONGEST, code, cut, link, section, several
from generator.errors import Message, counted

LIMIT = 60_000
"""Characters; GitHub takes 65,536, and a marker or a greeting may be added."""
MOST, MOST_ITEMS, LONGEST_MESSAGE = 100, 10, 400
"""Records or messages in a section, items of a field, characters of a message."""
PAGE: dict[str, Callable[[str], str]] = {
    "papers": permalinks.paper,
    **{kind.name: kind.page for kind in listings.KINDS},
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
        f"From {code(before[:12])} to {code(after[:12])}.\n"
    )
    sections = "".join(_Writer(comparison, preview).sections())
    return cut((head + sections).splitlines(keepends=True), LIMIT - len("\n9,999 lines left out.\n"))


class _Writer:
    def __init__(self, comparison: Comparison, preview: str) -> None:
        self.comparison, self.preview = comparison, preview

    def sections(self) -> Iterator[str]:
        """Yield the sections that are not empty; messages come first, as those must be mended."""
        if self.comparison.messages:
            items = list(map(_message, self.comparison.messages))
            yield section("New messages of `catalog check`", items, MOST)
        for kind in self.comparison.kinds:
            for verb, items in self._events(kind).items():
                if items:
                    yield section(f"{kind.capitalize()} {verb}", items, MOST)

    def _events(self, kind: str) -> dict[str, list[str]]:
        """Return the changes of one kind, a Markdown item for every record."""
        changes = self.comparison.kinds[kind]
        return {
            "added": [self._added(kind, entry) for entry in changes.added],
            "renamed": [self._edited(kind, edit) for edit in changes.renamed],
            "changed": [self._edited(kind, edit) for edit in changes.changed],
            "removed": [f"{code(_name(entry))} ({code(entry.record.id)})" for entry in changes.removed],
        }

    def _added(self, kind: str, entry: Entry[Any]) -> str:
        id = entry.record.theme if kind == "papers" else None
        if not id:
            return self._link(kind, entry)
        theme = self.comparison.after.shelf.catalog.theme.get(id)
        return f"{self._link(kind, entry)} in {code(theme.name if theme else id)}"

    def _edited(self, kind: str, edit: Edit) -> str:
        old, new = edit.old.record.id, edit.new.record.id
        renamed = "" if old == new else f" from {code(old)} to {code(new)}"
        lines = (f"\n  - {one.field}: {_difference(one)}" for one in edit.differences)
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
    _, before, after = difference
    removed = [item for item in before if item not in after]
    added = [item for item in after if item not in before]
    if len(removed) == len(added) == 1:
        (old,), (new,) = removed, added
        # The beginnings and ends of long texts would often be the same.
        return "rewritten" if max(len(old), len(new)) > LONGEST else f"from {code(old)} to {code(new)}"
    clauses = {"added": added, "removed": removed}
    if not (added or removed):
        clauses = {"now in the order": list(after)}
    listed = {verb: several([*map(code, items)], MOST_ITEMS) for verb, items in clauses.items()}
    return "; ".join(f"{verb} {items}" for verb, items in listed.items() if items)


def _counts(comparison: Comparison) -> Iterator[str]:
    for kind, changes in comparison.kinds.items():
        if counts := [f"{len(got):,} {verb}" for verb, got in changes._asdict().items() if got]:
            yield f"{kind.capitalize()}: {', '.join(counts)}"
    levels = [message.level for message in comparison.messages]
    counts = [counted(levels.count(level), level) for level in ("error", "warning") if level in levels]
    counts += [f"{comparison.resolved:,} gone"] if comparison.resolved else []
    if counts:
        yield f"Messages: {', '.join(counts)}"


def _message(message: Message) -> str:
    text = code(message.text, LONGEST_MESSAGE)
    return f"{message.level} in {code(message.place)}, {code(message.field)}: {text}"
