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

from generator.errors import CatalogError, Loc, Message, Problem, quote

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
        _Reader(self.text, lines).document()
        return lines


class _Reader:
    """Turn the parser's events into data; a loop over events cannot overflow the parser's stack."""

    def __init__(self, text: str, lines: dict[Loc, int] | None = None) -> None:
        self.events: Iterator[Any] = yaml.parse(
            text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        self.lines = lines

    def document(self) -> Any:
        next(self.events)
        if isinstance(event := next(self.events), yaml.StreamEndEvent):
            return None
        data = self._value(next(self.events), ())
        next(self.events)
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            raise _problem(
                event, "a second document starts here", "one document a file", "remove the --- line"
            )
        return data

    def _value(self, event: Any, loc: Loc) -> Any:
        self._note(event, loc)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _problem(event, "an anchor (& or *) is used", "plain values", "write the value out")
        if event.tag not in (None, "!"):
            raise _problem(
                event, f"the tag {quote(event.tag)} is used", "plain values", "remove the tag"
            )
        if len(loc) > DEEPEST:
            raise _problem(
                event,
                "lists or mappings are nested too deeply",
                "a flat file",
                "check brackets and indents",
            )
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
                raise _problem(
                    event, "a key is not plain text", "key: value", "write the key as one word"
                )
            if event.value in items:
                key = quote(event.value)
                raise _problem(
                    event,
                    f"the key {key} stands here for the second time",
                    "each key once",
                    "remove one",
                )
            key_loc = (*loc, event.value)
            items[event.value] = self._value(next(self.events), key_loc)
            self._note(event, key_loc)
        return items

    def _note(self, event: Any, loc: Loc) -> None:
        if self.lines is not None:
            self.lines[loc] = event.start_mark.line + 1


class _MisplacedError(Exception):
    def __init__(self, line: int, problem: Problem) -> None:
        self.line, self.problem = line, problem


def read(path: Path, file: str) -> Document:
    """Read one YAML file; raise CatalogError with the line at which it cannot be read."""
    return parse(text_of(path, file), file)


def text_of(path: Path, file: str) -> str:
    """Return the text of a file; raise CatalogError with the line at which it cannot be read."""
    try:
        return _decode(path.read_bytes())
    except OSError as error:
        found = _MisplacedError(
            0, Problem(f"cannot be read ({error.strerror})", "expected a file", "check its permissions")
        )
    except _MisplacedError as error:
        found = error
    raise _unreadable(file, found) from None


def parse(text: str, file: str) -> Document:
    """Return the document that `text` holds; messages name it `file`."""
    try:
        return Document(file, text, _Reader(text).document())
    except _MisplacedError as error:
        found = error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found = _MisplacedError(line, _not_yaml(f"the character U+{error.character:04X}"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        found = _MisplacedError(mark.line + 1 if mark else 0, _not_yaml(str(error.problem)))
    raise _unreadable(file, found) from None


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
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_FileDumper.add_representer(str, _text)


def _decode(raw: bytes) -> str:
    if len(raw) > LARGEST:
        size = f"the file has {len(raw) // 1_000_000} MB"
        raise _MisplacedError(
            0,
            Problem(
                size,
                f"expected at most {LARGEST // 1_000_000} MB",
                "split it or remove what is not a fact",
            ),
        )
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        wrong = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise _MisplacedError(
            line, Problem(wrong, "expected text in UTF-8", "save the file as UTF-8")
        ) from None


def _problem(event: Any, wrong: str, expected: str, remedy: str) -> _MisplacedError:
    return _MisplacedError(event.start_mark.line + 1, Problem(wrong, f"expected {expected}", remedy))


def _unreadable(file: str, found: _MisplacedError) -> CatalogError:
    wrong = found.problem
    return CatalogError([Message(file, found.line, "file", wrong.wrong, wrong.expected, wrong.remedy)])


def _not_yaml(found: str) -> Problem:
    remedy = 'check quotes and indents; put text with ": " or " #" in quotes'
    return Problem(f"not readable as YAML: {found}", "expected key: value lines", remedy)
