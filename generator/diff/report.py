"""A comparison as Markdown, short enough for a comment."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from generator import permalinks
from generator.catalog.listings import KINDS
from generator.catalog.shelf import Entry
from generator.diff.comparison import Changes, Comparison, Edit, Pages
from generator.diff.differences import Difference
from generator.diff.markdown import Section, code, fit, link, several
from generator.diff.renames import heading
from generator.diff.sizes import Size
from generator.errors import Message

LIMIT = 60_000
"""Characters; GitHub takes 65,536, and a marker or a greeting may be added."""
MOST_ITEMS, MOST_PAGES, LONGEST_MESSAGE = 10, 12, 400
PAGE: dict[str, Callable[[str], str]] = {
    "papers": permalinks.paper,
    **{kind.name: kind.page for kind in KINDS},
    "authors": lambda _: permalinks.AUTHORS,
}


def write(comparison: Comparison, preview: str = "", sizes: Sequence[Size] = ()) -> str:
    """Return the comparison as Markdown of at most LIMIT characters.

    Links lead below `preview`, an address that ends in a slash; without it there are none. `sizes` are
    those of the site before and after, or the one after alone.
    """
    return _Writer(comparison, preview).text(sizes)


class _Writer:
    def __init__(self, comparison: Comparison, preview: str) -> None:
        self.comparison, self.preview = comparison, preview

    def text(self, sizes: Sequence[Size]) -> str:
        before, after = self.comparison.before.commit, self.comparison.after.commit
        facts = list(_facts(self.comparison))
        head = (
            "## Changes in the catalogue\n\n"
            f"{' · '.join(facts) or 'No changes in the catalogue.'}\n\n"
            f"From {code(before[:12])} to {code(after[:12])}.{_beside(self.comparison)}\n"
        )
        sections = [*self._sections(), *([_sizes(sizes)] if sizes else [])]
        return head + fit(sections, LIMIT - len(head))

    def _sections(self) -> Iterator[Section]:
        """Yield the sections that have something to say."""
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
        if self.comparison.messages or self.comparison.mended:
            yield _messages(self.comparison.messages, self.comparison.mended)
        if _page_counts(self.comparison.pages):
            yield self._pages(self.comparison.pages)

    def _events(self, kind: str) -> Iterator[tuple[str, Iterator[str]]]:
        """Yield what happened to records of a kind, each with an item of Markdown for every record."""
        changes = self.comparison.kinds[kind]
        yield "added", (self._added(kind, entry) for entry in changes.added)
        yield "renamed", (self._edited(kind, edit) for edit in changes.renamed)
        yield "changed", (self._edited(kind, edit) for edit in changes.changed)
        yield "removed", (f"{code(_name(entry))} ({code(entry.record.id)})" for entry in changes.removed)

    def _added(self, kind: str, entry: Entry[Any]) -> str:
        theme = entry.record.theme if kind == "papers" else None
        if not theme:
            return self._link(kind, entry)
        known = self.comparison.after.shelf.catalog.theme.get(theme)
        return f"{self._link(kind, entry)} in {code(known.name if known else theme)}"

    def _edited(self, kind: str, edit: Edit) -> str:
        old, new = edit.old.record.id, edit.new.record.id
        renamed = "" if old == new else f" from {code(old)} to {code(new)}"
        lines = (
            f"\n  - {difference.field}: {_difference(difference)}" for difference in edit.differences
        )
        return f"{self._link(kind, edit.new)}{renamed}{''.join(lines)}"

    def _link(self, kind: str, entry: Entry[Any]) -> str:
        return self._to(_name(entry), PAGE[kind](entry.record.id))

    def _to(self, text: str, page: str) -> str:
        return link(text, self.preview + permalinks.url(page)) if self.preview else code(text)

    def _pages(self, pages: Pages | None) -> Section:
        if pages is None:
            lead = "Not counted: errors keep the site of one of the two commits from being built."
            return Section("Pages", (), lead)
        # Papers' own pages come last: those that matter are linked above.
        touched = sorted((*pages.new, *pages.changed), key=lambda path: path.startswith("papers/"))
        links = [self._to("/" + permalinks.url(path), path) for path in touched]
        listed = f": {several(links, MOST_PAGES)}" if links else ""
        return Section("Pages", (), f"{_page_counts(pages)}{listed}")


def _name(entry: Entry[Any]) -> str:
    """Return what a record is called by, its id where that could not be read."""
    unnamed = not entry.blanked.isdisjoint(("title", "name"))
    return entry.record.id if unnamed else heading(entry.record)


def _difference(difference: Difference) -> str:
    clauses = {
        "": [f"from {code(old)} to {code(new)}" for old, new in difference.replaced],
        "added ": [code(item) for item in difference.added],
        "removed ": [code(item) for item in difference.removed],
        "now in the order ": [code(item) for item in difference.ordered],
    }
    told = (f"{verb}{several(items, MOST_ITEMS)}" for verb, items in clauses.items() if items)
    return "; ".join(told) or "only spacing or the order of sentences"


def _beside(comparison: Comparison) -> str:
    """Return what is said of all that is no record."""
    said = ""
    if comparison.before.present and not comparison.after.present:
        said += " The catalogue is gone, and without it no site can be built."
    if comparison.others:
        files = (
            "1 other file differs"
            if comparison.others == 1
            else f"{comparison.others:,} other files differ"
        )
        said += f" {files}; what that changes in pages is not compared."
    return said


def _facts(comparison: Comparison) -> Iterator[str]:
    """Yield how much of what happened."""
    for kind, changes in comparison.kinds.items():
        if counts := _counts(changes):
            yield f"{kind.capitalize()}: {counts}"
    if counts := _page_counts(comparison.pages):
        yield f"Pages: {counts}"
    if comparison.messages or comparison.mended:
        yield f"Messages: {_message_counts(comparison.messages, comparison.mended)}"


def _counts(changes: Changes) -> str:
    counts = {
        "added": changes.added,
        "renamed": changes.renamed,
        "changed": changes.changed,
        "removed": changes.removed,
        "files not compared": changes.unreadable,
    }
    return ", ".join(f"{len(found):,} {what}" for what, found in counts.items() if found)


def _page_counts(pages: Pages | None) -> str:
    if pages is None:
        return "not counted"
    counts = {"new": pages.new, "changed": pages.changed, "gone": pages.gone}
    return ", ".join(f"{len(found):,} {what}" for what, found in counts.items() if found)


def _message_counts(messages: Sequence[Message], mended: int) -> str:
    errors = sum(message.level == "error" for message in messages)
    counts = {"error": errors, "warning": len(messages) - errors}
    told = [f"{count:,} {what}{'' if count == 1 else 's'}" for what, count in counts.items() if count]
    return ", ".join([*told, *([f"{mended:,} gone"] if mended else [])])


def _messages(messages: Sequence[Message], mended: int) -> Section:
    items = [
        f"{message.level} in {code(message.place)}, {code(message.field)}: "
        f"{code(message.text, LONGEST_MESSAGE)}"
        for message in messages
    ]
    gone = f"Of the older messages, {mended:,} are gone." if mended else ""
    return Section("New messages of `catalog check`", items, gone)


def _sizes(sizes: Sequence[Size]) -> Section:
    *before, after = sizes
    text = f"{after.bytes:,} bytes in {after.files:,} files"
    for old in before:
        more = f"{after.bytes - old.bytes:+,} bytes, {after.files - old.files:+,} files"
        text += f"; before, {old.bytes:,} bytes in {old.files:,} files ({more})"
    return Section("Size of the site", (), f"{text}.")
