"""How two versions of a record differ, field by field, in the extent that a reader wants to see."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from generator.catalog.records import Part
from generator.catalog.shelf import Entry

WHOLE = 150
"""Characters up to which a text is compared as a whole; of a longer one, only sentences that differ."""
CONTEXT = 4
"""Words shown before and after those that differ."""
SENTENCE_END = re.compile(r"(?<=[.?!])\s+|\n+")

Moved = Mapping[str, Mapping[str, str]]
"""For each key that holds ids, the new ids by the old ones."""


@dataclass(frozen=True)
class Difference:
    """What differs in one field; nothing at all means that a text has the same sentences as before."""

    field: str
    replaced: tuple[tuple[str, str], ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    """A list whose items are the same as before, in their new order."""


def differences(old: Entry[Any], new: Entry[Any], moved: Moved) -> Iterator[Difference]:
    """Yield what differs between two versions of a record, in the order of its keys.

    What could not be read in either is not compared, and an id that only follows a renaming is the same.
    """
    for field in type(new.record).model_fields:
        before, after = _value(old, field), _value(new, field)
        if field in moved:
            before = tuple(dict.fromkeys(_followed(item, moved[field]) for item in before))
        if field == "former_ids" and old.record.id != new.record.id:
            after = tuple(id for id in after if id != old.record.id)
        if before != after and field not in {"id", *old.blanked, *new.blanked}:
            yield _difference(field, before, after)


def _value(entry: Entry[Any], field: str) -> Any:
    """Return a value as it is compared: nothing, a text or a tuple."""
    value = getattr(entry.record, field)
    return str(value).lower() if isinstance(value, bool) else value


def _followed(item: str | Part, ids: Mapping[str, str]) -> str | Part:
    return item.renamed(ids) if isinstance(item, Part) else ids.get(item, item)


def _difference(field: str, old: Any, new: Any) -> Difference:
    whole = max(len(old or ""), len(new or "")) <= WHOLE
    olds, news = _items(old, whole), _items(new, whole)
    gone = tuple(item for item in olds if item not in news)
    come = tuple(item for item in news if item not in olds)
    if isinstance(new, str) and len(gone) == len(come):
        pairs = zip(gone, come, strict=True)
        return Difference(field, tuple(pairs if whole else (_excerpts(*pair) for pair in pairs)))
    ordered = () if gone or come or isinstance(new, str) else tuple(news)
    return Difference(field, added=come, removed=gone, ordered=ordered)


def _items(value: Any, whole: bool) -> dict[str, None]:
    """Return a list's items, or a text as one item or as its sentences."""
    if isinstance(value, tuple):
        return dict.fromkeys(map(str, value))
    text = value or ""
    sentences = [text] if whole else SENTENCE_END.split(text)
    return dict.fromkeys(" ".join(sentence.split()) for sentence in sentences if sentence)


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Return what differs between two sentences, with some words before and after it."""
    olds, news = old.split(), new.split()
    start = _common(olds, news)
    end = _common(olds[start:][::-1], news[start:][::-1])
    return _excerpt(olds, start, end), _excerpt(news, start, end)


def _common(olds: list[str], news: list[str]) -> int:
    """Return how many words are the same from the start on."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(olds, news, strict=False))))


def _excerpt(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(words), len(words) - end + CONTEXT)
    shown = " ".join(words[first:last])
    return f"{'… ' if first else ''}{shown}{' …' if last < len(words) else ''}"
