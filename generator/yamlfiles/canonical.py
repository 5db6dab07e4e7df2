"""The canonical form of the catalog's files: keys in the model's order, one way to write each value.

Comments stay above their key; a value with a comment beside it is left as it was written.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from generator.yamlfiles.edit import verified
from generator.yamlfiles.positions import YamlText, lines
from generator.yamlfiles.read import Document, dump_file

HINT = re.compile(r"#\s*yaml-language-server:\s*(?:\$schema=\S*)?[ \t]*#?[ \t]*(.*\n)")
"""The line that tells editors where the schema is, and what a curator wrote behind it."""


def canonical(document: Document, order: Sequence[str], hint: str = "") -> Document:
    """Return the document in canonical form, with `hint` as its first line.

    Raises CatalogError if the form of the file allows no safe change.
    """
    data = document.data
    if not data:
        return document
    body = list(_entries(document, order) if isinstance(data, list) else _whole(document, order))
    meant = [_present(item) for item in data] if isinstance(data, list) else _present(data)
    head = map(_unhinted, body)
    return verified(document, "".join([hint, *head]), meant, "file")


def _unhinted(line: str) -> str:
    match = HINT.fullmatch(line)
    return line if not match else f"# {match[1]}" if match[1].strip() else ""


def _whole(document: Document, order: Sequence[str]) -> list[str]:
    text = YamlText(document.text)
    first = text.line(text.keys[0])
    return [*_comments(text, 0, first), *_mapping(text, document.data, order, first)]


def _entries(document: Document, order: Sequence[str]) -> Iterator[str]:
    place = 0
    for number, item in enumerate(document.data):
        text = YamlText(document.text, number)
        yield from _comments(text, place, text.span[0])
        mapping = _mapping(text, item, order, text.span[0])
        above = list(takewhile(lambda line: line.startswith("#"), mapping))
        first, *others = mapping[len(above) :] or ["{}\n"]  # no key has a value
        yield from (*above, f"- {first}", *(f"  {line}" if line.strip() else line for line in others))
        place = text.span[1]
    yield from _comments(text, place, len(text.lines))


def _mapping(text: YamlText, data: dict[str, Any], order: Sequence[str], place: int) -> list[str]:
    """Return the lines of a mapping, and of comments from line `place` on, without its indent."""
    blocks: dict[str, list[str]] = {}
    for number, key in enumerate(text.keys):
        first, last = text.key_span(number)
        blocks[key.value] = [*_comments(text, place, first), *_value(text, number, data)]
        place = last
    ranks = {key: rank for rank, key in enumerate(order)}
    ordered = sorted(blocks, key=lambda key: ranks.get(key, len(ranks)))
    return [line for key in ordered for line in blocks[key]] + _comments(text, place, text.span[1])


def _value(text: YamlText, number: int, data: dict[str, Any]) -> list[str]:
    key, span = text.keys[number].value, text.key_span(number)
    if text.comments(span):
        return [_unindented(line, text.column) for line in text.lines[span[0] : span[1]]]
    return [] if data[key] is None else lines(dump_file({key: data[key]}))


def _unindented(line: str, column: int) -> str:
    """Return a line without its indent, which a comment may lack."""
    return line[len(line[:column]) - len(line[:column].lstrip(" -")) :]


def _comments(text: YamlText, first: int, last: int) -> list[str]:
    return [line.lstrip(" -") for line in text.lines[first:last] if line.lstrip(" -").startswith("#")]


def _present(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}
