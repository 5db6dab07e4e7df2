"""The canonical form of the catalogue's files: keys in the model's order, one way to write each value.

Comments stay above their key. A value with a comment beside it is left as it was written; when such a
value changes, its comments stay with the items of a list, or move above the key.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

import yaml

from generator.errors import CatalogError, Message, quote
from generator.yamlfiles.positions import YamlText, lines
from generator.yamlfiles.read import Document, dump, dump_file, parse

HINT = re.compile(r"#\s*yaml-language-server:\s*(?:\$schema=\S*)?[ \t]*#?[ \t]*(.*\n)")
"""The line that tells editors where the schema is, and what a curator wrote behind it."""
Data = Mapping[str, Any]


def canonical(document: Document, order: Sequence[str], hint: str = "") -> Document:
    """Return the document in canonical form, with `hint` as its first line.

    Raises CatalogError if the form of the file allows no safe change.
    """
    data = document.data
    if not data:
        return document
    _refuse_others(document)
    meant: Any
    if isinstance(data, list):
        body, meant = list(_all_entries(document, order)), [present(item) for item in data]
    else:
        body, meant = file_lines(YamlText(document.text), data, data, order), present(data)
    return verified(document, "".join([hint, *map(_unhinted, body)]), meant, "file")


def file_lines(text: YamlText, old: Data, new: Data, order: Sequence[str]) -> list[str]:
    """Return the lines of a file that holds one mapping, whose values change from `old` to `new`."""
    first = text.line(text.keys[0])
    return [*_comments(text, 0, first), *_mapping(text, old, new, order, first)]


def entry_lines(text: YamlText, old: Data, new: Data, order: Sequence[str]) -> list[str]:
    """Return the lines of an entry of a list, whose values change from `old` to `new`."""
    mapping = _mapping(text, old, new, order, text.span[0])
    above = list(takewhile(lambda line: line.startswith("#"), mapping))
    first, *others = mapping[len(above) :] or ["{}\n"]  # no key has a value
    return [*above, f"- {first}", *(f"  {line}" if line.strip() else line for line in others)]


def present(data: Data) -> dict[str, Any]:
    """Return a mapping without empty keys."""
    return {key: value for key, value in data.items() if value is not None}


def verified(document: Document, text: str, meant: Any, key: str) -> Document:
    """Return the document parsed from changed `text`; raise CatalogError if the data are not as
    intended.
    """
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


def _refuse_others(document: Document) -> None:
    """Raise CatalogError where something other than a mapping stands for a record."""
    data = document.data
    for index, item in enumerate(data if isinstance(data, list) else [data]):
        if not isinstance(item, dict):
            line = document.line((index,))
            wrong, expected = f"holds {quote(item)}", "expected key: value lines"
            remedy = "write one key a line, or remove it"
            raise CatalogError([Message(document.file, line, "record", wrong, expected, remedy)])


def _unhinted(line: str) -> str:
    match = HINT.fullmatch(line)
    return line if not match else f"# {match[1]}" if match[1].strip() else ""


def _all_entries(document: Document, order: Sequence[str]) -> Iterator[str]:
    end = 0
    for index, item in enumerate(document.data):
        text = YamlText(document.text, index)
        yield from _comments(text, end, text.span[0])
        yield from entry_lines(text, item, item, order)
        end = text.span[1]
    yield from _comments(text, end, len(text.lines))


def _mapping(text: YamlText, old: Data, new: Data, order: Sequence[str], start: int) -> list[str]:
    """Return the lines of a mapping, and of comments from line `start` on, without its indent."""
    blocks: dict[str, list[str]] = {}
    for index, key in enumerate(text.keys):
        first, last = text.key_span(index)
        blocks[key.value] = [*_comments(text, start, first), *_value(text, index, old, new)]
        start = last
    blocks |= {key: lines(dump_file({key: new[key]})) for key in new if key not in blocks}
    ranks = {key: rank for rank, key in enumerate(order)}
    ordered = sorted(blocks, key=lambda key: ranks.get(key, len(ranks)))
    return [line for key in ordered for line in blocks[key]] + _comments(text, start, text.span[1])


def _value(text: YamlText, index: int, old: Data, new: Data) -> list[str]:
    """Return the lines of a key and its value, with the comments among them."""
    key, node = text.keys[index].value, text.mapping.value[index][1]
    first, last = span = text.key_span(index)
    comments, value = text.comments(span), new.get(key)
    if comments and value is not None:
        if value == old[key]:
            return [_unindented(line, text.column) for line in text.lines[first:last]]
        if _is_plain(value) and _is_block(node):
            return [_unindented(text.lines[first], text.column), *_items(text, node, value, last)]
    above = [f"{comment}\n" for comment in comments]
    return above if value is None else above + lines(dump_file({key: value}))


def _items(text: YamlText, node: yaml.SequenceNode, wanted: list[str], last: int) -> Iterator[str]:
    """Yield the lines of a list: kept items unchanged, new ones after the comments of old ones."""
    starts = [text.line(item) for item in node.value]
    spans = list(zip(starts, [*starts[1:], last], strict=True))
    indent = " " * (node.start_mark.column - text.column)
    matcher = SequenceMatcher(None, [item.value for item in node.value], wanted, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        for first, stop in spans[start:end]:
            if kind == "equal":
                yield from (_unindented(line, text.column) for line in text.lines[first:stop])
            else:
                yield from (f"{indent}{comment}\n" for comment in text.comments((first, stop)))
        if kind != "equal":
            yield from (f"{indent}{dump([item])}" for item in wanted[new_start:new_end])


def _is_plain(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_block(node: yaml.Node) -> bool:
    """Tell whether a node is a list of plain values, each on lines of its own."""
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        return False
    return all(isinstance(item, yaml.ScalarNode) for item in node.value)


def _unindented(line: str, column: int) -> str:
    """Return a line without its indent, which a comment may lack."""
    return line[len(line[:column]) - len(line[:column].lstrip(" -")) :]


def _comments(text: YamlText, first: int, last: int) -> list[str]:
    return [line.lstrip(" -") for line in text.lines[first:last] if line.lstrip(" -").startswith("#")]
