"""Errors in content: one form of message, one family of exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, Self

Level = Literal["error", "warning"]

Loc = tuple[str | int, ...]
"""The keys and indexes that lead to a value inside a record."""


@dataclass(frozen=True, order=True)
class Message:
    """Where something is wrong, what was found, what was expected and what to do."""

    file: str
    """Path as a reader of the message can open it."""
    line: int
    """Counted from 1; 0 where there is none, as of a folder, a server or a file as a whole."""
    field: str
    wrong: str
    expected: str
    remedy: str
    level: Level = "error"
    """An error keeps the site from being built, a warning does not."""
    item: int | None = None
    """The index of the item that it is about, where the field holds a list."""

    def __str__(self) -> str:
        return f"{printable(self.place)}: {printable(self.field)}: {self.text}"

    @property
    def place(self) -> str:
        """The file, with the line where there is one."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def text(self) -> str:
        """Join what is wrong, what was expected and what to do."""
        return f"{self.wrong}; {self.expected}; {self.remedy}"

    def as_github(self) -> str:
        """Return the workflow command that annotates the line in a pull request."""
        place = f"file={_property(self.file)},line={self.line or 1},title={_property(self.field)}"
        return f"::{self.level} {place}::{_data(self.text)}"


class Remark(str):
    """A clause for the curator about a draft: on one key of its record, or on the whole paper."""

    key: str
    """The key, which the text names too; "" for the whole paper."""
    alarm: bool
    """Whether it doubts the paper itself, as a retraction does."""

    def __new__(cls, text: str, key: str = "", alarm: bool = False) -> Self:
        """Make a remark that reads `key: text`."""
        remark = super().__new__(cls, f"{key}: {text}" if key else text)
        remark.key, remark.alarm = key, alarm
        return remark


class CatalogError(Exception):
    """Content or files that cannot be used; carries every message, sorted."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = sorted(messages)
        super().__init__("\n".join(map(str, self.messages)))


class Problem(ValueError):
    """What is wrong with a value, raised before its file is known."""

    def __init__(self, wrong: str, expected: str, remedy: str) -> None:
        super().__init__(f"{wrong}; {expected}; {remedy}")
        self.wrong, self.expected, self.remedy = wrong, expected, remedy


def quote(value: object, longest: int = 60) -> str:
    """Return `value` as one printable line of at most `longest` characters, for use in a message."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    if value is None:
        return "nothing"
    text = str(value)
    shown = text if len(text) <= longest else text[: longest - 3] + "..."
    return f'"{printable(shown)}"'


def printable(text: str) -> str:
    """Return `text` with control characters escaped."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def counted(number: int, noun: str) -> str:
    """Return a number and what it counts: 1 error, 2 errors."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def nearest(word: str, known: list[str]) -> str:
    """Return a hint that names the known word most like `word`, "" if none is close."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
