"""Read YAML as plain text values with line numbers; write YAML through a dumper.

Every scalar is text, so that an arXiv id such as 2006.10000 survives unquoted. Anchors, tags and deep
nesting are refused: no record needs them, and a parser can be brought down with them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.errors import CatalogError, Loc, Message, quote

DEEPEST = 20
LARGEST = 5_000_000
"""Bytes; a file beyond this is not a catalog file."""
LONG, WIDTH = 200, 88
"""Characters of text that is folded, and of its lines."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class Document:
    """One YAML file: its data, and the line of each value."""

    file: str
    """The path as messages name it."""
    text: str
    data: Any
    """Mappings, lists, strings and None."""

    def line(self, loc: Loc) -> int:
        """Return the line of the value at `loc`, or of its nearest parent that exists."""
        while loc and loc not in self._lines:
            loc = loc[:-1]
        return self._lines.get(loc, 1)

    @cached_property
    def _lines(self) -> dict[Loc, int]:
        lines: dict[Loc, int] = {}
        _Reader(self.text, self.file, lines).document()
        return lines


class _Reader:
    """Turn the parser's events into data; a loop over events cannot overflow the parser's stack."""

    def __init__(self, text: str, file: str, lines: dict[Loc, int] | None = None) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.events: Iterator[Any] = yaml.parse(text, Loader=loader)
        self.file, self.lines = file, lines

    def document(self) -> Any:
        next(self.events)
        if isinstance(event := next(self.events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self.events), ())
        next(self.events)
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            remedy = "remove the --- line"
            raise self._refusal(event, "a second document starts here", "one document a file", remedy)
        return data

    def _value(self, event: Any, loc: Loc) -> Any:
        self._note(event, loc)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            wrong, remedy = "an anchor (& or *) is used", "write the value out"
            raise self._refusal(event, wrong, "plain values", remedy)
        if event.tag not in (None, "!"):
            wrong = f"the tag {quote(event.tag)} is used"
            raise self._refusal(event, wrong, "plain values", "remove the tag")
        if len(loc) > DEEPEST:
            wrong, remedy = "lists or mappings are nested too deeply", "check brackets and indents"
            raise self._refusal(event, wrong, "a flat file", remedy)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loc)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(loc)
        return None if event.value in NULLS and event.implicit[0] else event.value

    def _sequence(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*loc, len(items))))
        return items

    def _mapping(self, loc: Loc) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag not in (None, "!"):
                remedy = "write the key as one word"
                raise self._refusal(event, "a key is not plain text", "key: value", remedy)
            if event.value in items:
                wrong = f"the key {quote(event.value)} stands here for the second time"
                raise self._refusal(event, wrong, "each key once", "remove one")
            key_loc = (*loc, event.value)
            items[event.value] = self._value(next(self.events), key_loc)
            self._note(event, key_loc)
        return items

    def _note(self, event: Any, loc: Loc) -> None:
        if self.lines is not None:
            self.lines[loc] = event.start_mark.line + 1

    def _refusal(self, event: Any, wrong: str, expected: str, remedy: str) -> CatalogError:
        return _unreadable(self.file, event.start_mark.line + 1, wrong, expected, remedy)


def text_of(path: Path, file: str) -> str:
    """Return the text of a file; raise CatalogError with the line at which it cannot be read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        wrong = f"cannot be read ({error.strerror})"
        raise _unreadable(file, 0, wrong, "a file", "check its permissions") from None
    if len(raw) > LARGEST:
        wrong, expected = (
            f"the file has {len(raw) // 1_000_000} MB",
            f"at most {LARGEST // 1_000_000} MB",
        )
        raise _unreadable(file, 0, wrong, expected, "split it or remove what is not a fact")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, wrong = raw.count(b"\n", 0, error.start) + 1, f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise _unreadable(file, line, wrong, "text in UTF-8", "save the file as UTF-8") from None


def parse(text: str, file: str) -> Document:
    """Return the document that `text` holds; messages name it `file`.

    Raises CatalogError with the line at which it is no plain YAML.
    """
    try:
        return Document(file, text, _Reader(text, file).document())
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found = f"the character U+{error.character:04X}"
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, found = mark.line + 1 if mark else 0, str(error.problem)
    remedy = 'check quotes and indents; put text with ": " or " #" in quotes'
    raise _unreadable(file, line, f"not readable as YAML: {found}", "key: value lines", remedy)


def dump(data: Any) -> str:
    """Return `data` as YAML that parses to equal data, keys in their order."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The safe dumper, without references between equal lists."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value out."""
        return True


def dump_file(data: Any) -> str:
    """Return `data` as YAML in the style of curators' files, long text folded."""
    text = yaml.dump(data, Dumper=_FileDumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    # The emitter loses blanks when it folds text whose lines are indented.
    return text if parse(text, "").data == data else dump(data)


class _FileDumper(yaml.SafeDumper):
    """A dumper that folds long text; slower than the safe dumper, and used for single files only."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write every value out."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = ">" if len(value) > LONG or "\n" in value else None
    kind = "bool" if value in ("true", "false") else "str"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", value, style=style)


_FileDumper.add_representer(str, _text)


def _unreadable(file: str, line: int, wrong: str, expected: str, remedy: str) -> CatalogError:
    return CatalogError([Message(file, line, "file", wrong, f"expected {expected}", remedy)])
