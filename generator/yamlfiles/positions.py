"""Positions of keys, items and comments in a YAML file's text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import yaml

COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
IDLE = re.compile(r"( *)(?:#.*|\.\.\.)?\s*")
"""A line without data: blank, a comment or the end mark."""

Span = tuple[int, int]
"""The first line and the line after the last one, counted from 0."""


class YamlText:
    """The lines of a file around one mapping: the whole file's, or that of one entry of a list."""

    def __init__(self, text: str, entry: int | None = None) -> None:
        self.text = text if text.endswith("\n") else text + "\n"
        self.lines = lines(self.text)
        self.starts = [0, *accumulate(map(len, self.lines))]
        root: Any = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        self.span: Span = (0, len(self.lines))
        if entry is not None:
            self.span = self.span_of(root.value, entry, root.start_mark.column)
        self.mapping = root if entry is None else root.value[entry]
        self.column: int = self.mapping.start_mark.column
        self.keys = [key for key, _ in self.mapping.value]
        self.bare = _without_scalars(self.text, root)
        """The text with its values blotted out, so that a # in it starts a comment."""

    def key_span(self, place: int) -> Span:
        """Return the line range of a key and its value; a comment above belongs to the next key."""
        return self.span_of(self.keys, place, self.column)

    def span_of(self, nodes: Sequence[yaml.Node], place: int, column: int) -> Span:
        """Return the line range from a node to the next one, without trailing blank lines."""
        first = self.line(nodes[place])
        last = self.line(nodes[place + 1]) if place + 1 < len(nodes) else self.span[1]
        while last > first + 1 and self._is_idle(last - 1, column):
            last -= 1
        return first, last

    def line(self, node: yaml.Node) -> int:
        """Return the line on which a node starts."""
        return bisect_right(self.starts, node.start_mark.index) - 1

    def comments(self, span: Span) -> list[str]:
        """Return the comments in some lines."""
        bare = self.bare[self.starts[span[0]] : self.starts[span[1]]].split("\n")
        return [match[0] for line in bare if (match := COMMENT.search(line))]

    def _is_idle(self, line: int, column: int) -> bool:
        match = IDLE.fullmatch(self.lines[line])
        return match is not None and len(match[1]) <= column


def lines(text: str) -> list[str]:
    """Split text at the line breaks that both YAML and editors recognize."""
    return [line + "\n" for line in text.split("\n")[:-1]]


def _without_scalars(text: str, root: yaml.Node) -> str:
    pieces, place = [], 0
    for scalar in _scalars(root):
        start, end = scalar.start_mark.index, scalar.end_mark.index
        if scalar.style in ("|", ">"):  # a comment may follow the mark that opens a block
            start = text.index("\n", start)
        pieces += [text[place:start], re.sub(r"[^\n]", "x", text[start:end])]
        place = end
    return "".join([*pieces, text[place:]])


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    else:
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)
