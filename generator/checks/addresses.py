"""Published addresses stay: each leads to a record, to its successor or to its withdrawal."""

from collections.abc import Iterator
from typing import Any

from generator.catalog.published import Published
from generator.catalog.shelf import Entry, Shelf
from generator.errors import Message


def kept_addresses(shelf: Shelf) -> Iterator[Message]:
    """No registered address of a paper, theme, tag or list is gone."""
    kinds: dict[str, tuple[Entry[Any], ...]] = {
        "papers": shelf.papers,
        "themes": shelf.themes,
        "tags": shelf.tags,
        "lists": shelf.lists,
    }
    known = {
        f"{kind}/{id}/"
        for kind, entries in kinds.items()
        for entry in entries
        for id in (entry.record.id, *entry.record.former_ids)
    }
    known |= {f"papers/{id}/" for id in shelf.unread_papers}
    for address, one in shelf.register.items():
        kind = address.partition("/")[0]
        if kind in kinds and address not in known and f"{kind}.yml" not in shelf.unreadable:
            yield _gone(one)


def _gone(one: Published) -> Message:
    remedy = "restore the record, or name the id in the former_ids of the one that takes its place"
    if one.address.startswith("papers/"):
        remedy += "; `catalog withdraw` takes a paper out"
    wrong, expected = "was published and leads nowhere now", "expected a record with its id"
    return Message(one.file, one.line, one.address, wrong, expected, remedy)
