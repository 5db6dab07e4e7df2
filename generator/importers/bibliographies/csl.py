"""CSL-JSON, as Zotero, Mendeley, pandoc and Crossref write it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from generator.bibliography import author_lists, names, venues
from generator.errors import Message, Remark, quote
from generator.importers import objects
from generator.importers.bibliographies import entry as entries
from generator.importers.bibliographies.entry import Entry
from generator.importers.draft import Source
from generator.text import plain

DECODER = json.JSONDecoder()
BLANK = re.compile(r"[\s,]*")
EMPTY = re.compile(r'\s*(?:\{\s*"items"\s*:\s*)?\[\s*\]\s*\}?\s*')
WRAPPED = re.compile(r'\s*\{\s*"items"\s*:\s*\[')
MARKS = ("author", "issued", "DOI", "URL", "container-title", "id")
"""What tells an item of CSL-JSON from any other object with a type and a title."""
KINDS: dict[str, venues.Kind] = {"paper-conference": "conference", "thesis": "thesis"}
HINTS = (
    *("archive", "archive_location", "archiveLocation", "container-title", "number", "page"),
    *("publisher", "volume"),
)
FACTS = "type title author issued published original-date DOI URL abstract volume issue page event-title"
MORE = "event genre id citation-key custom note categories keyword"
READ = frozenset((*FACTS.split(), *MORE.split(), *HINTS))
"""Keys of which a record keeps what they say, and what says that a paper is on arXiv."""
NAME = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")


def is_csl(text: str) -> bool:
    """Tell whether `text` holds a CSL-JSON item, a damaged one, or an empty list."""
    if EMPTY.fullmatch(text):
        return True
    for _, item in _items(text):
        if isinstance(item, Exception):
            return '"type"' in text and '"title"' in text
        if isinstance(item, dict) and _is_item(item):
            return True
    return False


def _is_item(item: dict[str, Any]) -> bool:
    named = "title" in item or "author" in item
    return named and "type" in item and any(mark in item for mark in MARKS)


def read(text: str, file: str) -> Source:
    """Return the papers of a CSL-JSON file; raise CatalogError if no item can be read."""
    found: list[Entry] = []
    skipped: list[Message] = []
    for line, item in _items(text):
        entries.refuse_too_many(file, len(found) + len(skipped))
        if isinstance(item, dict):
            found.append(_entry(line, item))
        else:
            skipped.append(_unreadable(file, line, item))
    return entries.source(file, found, skipped, "a JSON list of CSL items")


def _items(text: str) -> Iterator[tuple[int, Any]]:
    """Yield each item with its line, then the error that ended reading, if any."""
    wrapped = WRAPPED.match(text)
    at = wrapped.end() if wrapped else len(text) - len(text.lstrip())
    if not wrapped and text[at : at + 1] not in ("[", "{"):
        return
    inside, line, counted = bool(wrapped), 1, 0
    while True:
        at = BLANK.match(text, at).end()  # type: ignore[union-attr]  # it matches the empty text
        mark = text[at : at + 1]
        if (mark == "]" and wrapped) or (not mark and not inside):
            return
        if mark == ("]" if inside else "["):
            # Several lists and objects may follow each other, as where answers are appended to a file.
            inside, at = not inside, at + 1
            continue
        line, counted = line + text.count("\n", counted, at), at
        try:
            item, at = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield getattr(error, "lineno", line), error
            return
        yield line, item


def _unreadable(file: str, line: int, item: object) -> Message:
    wrong, remedy = f"{quote(item)} is no CSL item", "write it as an object between braces"
    if isinstance(item, Exception):
        why = getattr(item, "msg", "it is nested too deeply")
        wrong = f"cannot be read as JSON, and what follows neither: {why}"
        remedy = "check the quotes, commas and brackets before it"
    return Message(file, line, "item", wrong, "expected a JSON object", remedy, "warning")


def _entry(line: int, item: dict[str, Any]) -> Entry:
    own = objects.mapping(objects.mapping(item, "custom"), "papershelf")
    kind = KINDS.get(objects.text(item, "type"), "article")
    remarks: list[Remark] = []
    note = objects.text(item, "note")
    return Entry(
        line=line,
        title=plain.one_line(objects.text(own, "title")) or plain.title(objects.text(item, "title")),
        authors=objects.texts(own, "authors") or author_lists.cut_others(authors(item), remarks),
        kind=kind,
        container=_thesis(item) if kind == "thesis" else _container(item),
        date=date(item, "issued") or date(item, "published"),
        original=date(item, "available-date") or date(item, "original-date"),
        hints=[
            *(objects.text(item, key) for key in HINTS),
            note if venues.ARXIV_ITSELF.match(note) else "",
        ],
        doi=objects.text(item, "DOI"),
        urls=list(filter(None, [objects.text(item, "URL")])),
        categories=[*objects.texts(item, "categories"), objects.text(item, "keyword"), note],
        abstract=objects.text(item, "abstract"),
        exact_venue=plain.one_line(objects.text(own, "venue")),
        volume=objects.text(item, "volume"),
        number=objects.text(item, "issue"),
        pages=objects.text(item, "page"),
        key=objects.text(item, "citation-key") or objects.text(item, "id"),
        dropped=sorted(key for key in item if key not in READ and item[key]),
        remarks=remarks,
    )


def authors(item: dict[str, Any]) -> list[str]:
    """Return the authors' names as they are printed."""
    return [_printed(name) for name in objects.mappings(item, "author")]


def date(item: dict[str, Any], key: str) -> str:
    """Return the date at `key` as far as it goes, YYYY-MM-DD, or as it is written."""
    found = item.get(key)
    if not isinstance(found, dict):
        return objects.text(item, key)
    first = next(iter(objects.several(found.get("date-parts"))), None)
    if isinstance(first, list):
        guess = "circa " if found.get("circa") else ""
        return guess + "-".join(f"{part:0>2}" for part in first if isinstance(part, str | int))
    return objects.text(found, "raw") or objects.text(found, "literal")


def _printed(name: dict[str, Any]) -> str:
    whole = objects.text(name, "literal") or objects.text(name, "name")
    parts = [author_lists.without_number(objects.text(name, part)) for part in NAME]
    if names.EAST_ASIAN.fullmatch("".join(parts)):
        return names.printed(parts[0], "".join(parts[1:]))
    return author_lists.without_number(whole) or " ".join(filter(None, parts))


def _container(item: dict[str, Any]) -> str:
    titles = (objects.text(item, key) for key in ("container-title", "event-title", "event"))
    return plain.plain(next(filter(None, titles), ""))


def _thesis(item: dict[str, Any]) -> str:
    return ", ".join(
        filter(None, (objects.text(item, "genre") or "PhD thesis", objects.text(item, "publisher")))
    )
