"""Change the data of a YAML file and write what changed in canonical form, with all its comments.

A file with one record becomes canonical as a whole; in a file that holds a list, only the entry does.
The result is read again and must hold exactly what was meant.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from generator.errors import printable
from generator.yamlfiles.canonical import entry_lines, file_lines, present, verified
from generator.yamlfiles.positions import YamlText
from generator.yamlfiles.read import Document, dump_file


def assign(
    document: Document, key: str, value: Any, order: Sequence[str], entry: int | None = None
) -> Document:
    """Return the document with `key: value`, or without the key if `value` is None.

    Keys follow `order`; `entry` is the mapping's index in a file that holds a list. Raises CatalogError
    if the file's form allows no safe edit.
    """
    old = (document.data if entry is None else document.data[entry]) or {}
    if old.get(key) == value:
        return document
    new = present({**old, key: value})
    whole = new if entry is None else [*document.data[:entry], new, *document.data[entry + 1 :]]
    changed = _changed(document, old, new, order, entry) if old else document.text + dump_file(new)
    return verified(document, changed, whole or None, key)


def commented(document: Document, notes: Iterable[str]) -> Document:
    """Return the document with notes as comments above its first key, each once."""
    known = set(comments(document))
    more = [f"# {note}\n" for note in dict.fromkeys(map(printable, notes)) if note not in known]
    text = YamlText(document.text)
    first = text.line(text.keys[0])
    changed = "".join([*text.lines[:first], *more, *text.lines[first:]])
    return verified(document, changed, document.data, "file") if more else document


def comments(document: Document) -> list[str]:
    """Return the comments above the document's first key."""
    text = YamlText(document.text)
    return [comment[1:].strip() for comment in text.comments((0, text.line(text.keys[0])))]


def drop(document: Document, entry: int) -> Document:
    """Return the document without one of its entries; comments stay."""
    rest = [item for index, item in enumerate(document.data) if index != entry]
    text = YamlText(document.text, entry)
    first, last = text.span
    kept = [f"{comment}\n" for comment in text.comments(text.span)]
    changed = "".join([*text.lines[:first], *kept, *text.lines[last:]])
    return verified(document, changed, rest or None, "id")


def _changed(
    document: Document, old: dict[str, Any], new: dict[str, Any], order: Sequence[str], entry: int | None
) -> str:
    text = YamlText(document.text, entry)
    if entry is None:
        return "".join(file_lines(text, old, new, order))
    first, last = text.span
    line = text.lines[first]
    indent = line[: len(line) - len(line.lstrip(" "))]
    body = (indent + line if line.strip() else line for line in entry_lines(text, old, new, order))
    return "".join([*text.lines[:first], *body, *text.lines[last:]])
