"""Change one value in a YAML file and leave every other byte as it is: comments, order, quoting.

The parser says where each value stands, the text is changed there, and the result is read again: it
must say what was meant, and only that.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from generator.errors import CatalogError, Message, printable
from generator.yamlfiles.positions import Span, YamlText, lines
from generator.yamlfiles.read import LONG, Document, dump, dump_file, parse


def assign(
    document: Document, key: str, value: Any, order: Sequence[str], entry: int | None = None
) -> Document:
    """Return the document with `key: value`, or without the key if `value` is None.

    A new key goes to its place in `order`; `entry` is the mapping's place in a file that holds a list.
    Raises CatalogError if the form of the file allows no safe change.
    """
    mapping = document.data if entry is None else document.data[entry]
    if (mapping or {}).get(key) == value:
        return document
    meant = {**(mapping or {}), key: value}
    if value is None:
        del meant[key]
    whole = meant if entry is None else [*document.data[:entry], meant, *document.data[entry + 1 :]]
    text = document.text
    changed = _assigned(YamlText(text, entry), key, value, order) if mapping else text + dump_file(meant)
    return verified(document, changed, whole or None, key)


def commented(document: Document, notes: Iterable[str]) -> Document:
    """Return the document, which holds a mapping, with notes above its first key, each once."""
    there = set(comments(document))
    more = [f"# {note}\n" for note in dict.fromkeys(map(printable, notes)) if note not in there]
    text = YamlText(document.text)
    first = text.line(text.keys[0])
    changed = "".join([*text.lines[:first], *more, *text.lines[first:]])
    return verified(document, changed, document.data, "file") if more else document


def comments(document: Document) -> list[str]:
    """Return the comments above the first key of a document that holds a mapping."""
    text = YamlText(document.text)
    return [comment[1:].strip() for comment in text.comments((0, text.line(text.keys[0])))]


def drop(document: Document, entry: int) -> Document:
    """Return the document, which holds a list, without one of its entries."""
    left = [item for place, item in enumerate(document.data) if place != entry]
    text = YamlText(document.text, entry)
    return verified(document, _replaced(text, text.span, []), left or None, "id")


def verified(document: Document, text: str, meant: Any, key: str) -> Document:
    """Return the document of the changed `text`; raise CatalogError unless it says what was meant."""
    try:
        result = parse(text, document.file)
    except CatalogError:
        result = None
    if result is None or result.data != meant:
        wrong = "cannot be changed without touching the rest"
        expected = "expected key: value lines without braces around them"
        line = document.line((key,))
        raise CatalogError([Message(document.file, line, key, wrong, expected, "change it by hand")])
    return result


def _assigned(text: YamlText, key: str, value: Any, order: Sequence[str]) -> str:
    place = next((place for place, name in enumerate(text.keys) if name.value == key), None)
    if place is None:
        line = _line_for(text, key, order)
        return _replaced(text, (line, line), _block(text, key, value))
    node, span = text.mapping.value[place][1], text.key_span(place)
    if isinstance(value, str) and text.is_inline(node) and len(value) <= LONG:
        start, end = node.start_mark.index, node.end_mark.index
        return text.text[:start] + _inline(value) + text.text[end:]
    if _is_plain(value) and _is_plain_list(node):
        return _replaced(text, span, [text.lines[span[0]], *_items(text, node, value, span[1])])
    return _replaced(text, span, [] if value is None else _block(text, key, value))


def _replaced(text: YamlText, span: Span, new: list[str]) -> str:
    first, last = span
    kept = "".join(new)
    lost = [comment for comment in text.comments(span) if comment not in kept]
    indent = "".join(re.findall("^ *", text.lines[first])) if first < last else ""
    above = [f"{indent}{comment}\n" for comment in lost]
    return "".join([*text.lines[:first], *above, *new, *text.lines[last:]])


def _line_for(text: YamlText, key: str, order: Sequence[str]) -> int:
    before = order[: order.index(key)] if key in order else order
    earlier = [place for place, name in enumerate(text.keys) if name.value in before]
    return text.key_span(earlier[-1])[1] if earlier else text.line(text.keys[0])


def _block(text: YamlText, key: str, value: Any) -> list[str]:
    indent = " " * text.column
    return [indent + line if line.strip() else line for line in lines(dump_file({key: value}))]


def _items(text: YamlText, node: yaml.SequenceNode, wanted: list[str], last: int) -> Iterator[str]:
    """Yield the lines of a list: kept ones as they are, new ones, the comments of those that go."""
    firsts = [text.line(item) for item in node.value]
    spans = list(zip(firsts, [*firsts[1:], last], strict=True))
    indent = " " * node.start_mark.column
    matcher = SequenceMatcher(None, [item.value for item in node.value], wanted, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from (line for first, stop in spans[start:end] for line in text.lines[first:stop])
            continue
        new = wanted[new_start:new_end]
        if len(new) == end - start and all(map(text.is_inline, node.value[start:end])):
            for item, value, span in zip(node.value[start:end], new, spans[start:end], strict=True):
                yield from _with_item(text, item, value, span)
            continue
        yield from (f"{indent}- {_inline(item)}\n" for item in new)
        yield from (
            f"{indent}{comment}\n" for span in spans[start:end] for comment in text.comments(span)
        )


def _with_item(text: YamlText, item: yaml.Node, value: str, span: Span) -> list[str]:
    """Return the lines of an item with another value; the comment beside it stays there."""
    start, end = text.starts[span[0]], text.starts[span[0] + 1]
    before = text.text[start : item.start_mark.index]
    after = text.text[item.end_mark.index : end]
    return [f"{before}{_inline(value)}{after}", *text.lines[span[0] + 1 : span[1]]]


def _inline(value: str) -> str:
    return dump([value])[2:-1]


def _is_plain(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_plain_list(node: yaml.Node) -> bool:
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        return False
    return all(isinstance(item, yaml.ScalarNode) for item in node.value)
