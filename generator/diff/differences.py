"""Differences between two versions of a record, field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalog.parts import Part
from generator.catalog.shelf import Entry

NewIds = Mapping[str, Mapping[str, str]]
"""For each field that holds ids of other records, their new ids by the old ones."""


@dataclass(frozen=True)
class Difference:
    """The difference in one field; a text counts as one item."""

    field: str
    is_list: bool
    removed: tuple[str, ...]
    added: tuple[str, ...]
    after: tuple[str, ...]
    """All items of the newer version, in their order."""


def differences(old: Entry[Any], new: Entry[Any], new_ids: NewIds) -> Iterator[Difference]:
    """Yield what differs between two versions of a record, in the order of its keys.

    Fields that could not be read in one of them are not compared, and an id that only follows a renaming
    is no difference.
    """
    for field in type(new.record).model_fields:
        if field in {"id", *old.blanked, *new.blanked}:
            continue
        before, after = _items(old, field), _items(new, field)
        if field in new_ids:
            before = tuple(dict.fromkeys(_renamed(item, new_ids[field]) for item in before))
        if field == "former_ids" and old.record.id != new.record.id:
            after = tuple(id for id in after if id != old.record.id)
        if before != after:
            yield Difference(
                field,
                isinstance(getattr(new.record, field), tuple),
                tuple(str(item) for item in before if item not in after),
                tuple(str(item) for item in after if item not in before),
                tuple(map(str, after)),
            )


def _items(entry: Entry[Any], field: str) -> tuple[Any, ...]:
    value = getattr(entry.record, field)
    if isinstance(value, tuple):
        return value
    if isinstance(value, bool):
        return (str(value).lower(),)
    return (value,) if value else ()


def _renamed(item: str | Part, ids: Mapping[str, str]) -> str | Part:
    return item.renamed(ids) if isinstance(item, Part) else ids.get(item, item)
