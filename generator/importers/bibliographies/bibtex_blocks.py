"""The entries of a BibTeX file, with macros expanded and crossrefs followed."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
)

from generator.errors import CatalogError, Message, Remark, printable, quote
from generator.text import plain

LONGEST = 2_000_000
"""Characters that all macros of a file may expand to."""
FIELD_START = re.compile(r"(?<!\\)[{}\"]|(?<=[}\"\d])\s+(?P<name>[A-Za-z][\w-]*)\s*=")
"""A field that begins where one ends, and the braces by which to tell."""
MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
MARK = re.compile(r'(?<!\\)[{}"#]')
VOLUMES = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection"})
NOT_INHERITED = frozenset({"title", "subtitle", "author", "crossref", "doi", "url", "abstract"})

# What the parser warns of is said by our own messages, with file and line.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Item:
    """One entry: its type and field names in lower case, its values in TeX."""

    line: int
    kind: str
    key: str
    fields: dict[str, str]
    remarks: list[Remark]
    """What is to be said of the paper."""
    asides: list[Remark]
    """What is to be said of the file."""


def items(text: str, file: str) -> tuple[list[Item], list[Message]]:
    """Return a BibTeX file's papers, and remarks on what is no paper or cannot be read."""
    library = parse_string(text, parse_stack=[])
    macros = _Macros(library, file)
    entries = list(_entries(library))
    broken = [_without_comma(file, block) for block, _ in entries if _swallowed(block)]
    found = [_item(block, macros, asides) for block, asides in entries if not _swallowed(block)]
    parents = {item.key.lower(): item.fields for item in reversed(found)}
    papers = [_with_parent(item, parents) for item in found if item.kind not in VOLUMES]
    skipped = [_failed(file, block) for block in library.blocks if type(block) is ParsingFailedBlock]
    return papers, skipped + broken + [_volume(file, item) for item in found if item.kind in VOLUMES]


def _entries(library: Library) -> Iterator[tuple[Entry, list[Remark]]]:
    for block in library.blocks:
        asides, inner = [], block
        if isinstance(inner, DuplicateBlockKeyBlock):
            asides.append(Remark(f"{quote(inner.key)} is an earlier entry's, too", "key"))
            inner = inner.ignore_error_block or inner
        if isinstance(inner, DuplicateFieldKeyBlock):
            names = ", ".join(sorted(inner.duplicate_keys))
            asides.append(Remark("stands twice; the first is taken", printable(names[:60])))
            inner = inner.ignore_error_block or inner
        if isinstance(inner, Entry):
            yield inner, asides


class _Macros:
    """The file's @string macros; what they expand to may not outgrow LONGEST."""

    def __init__(self, library: Library, file: str) -> None:
        self.file, self.left = file, LONGEST
        self.texts: dict[str, str] = {}
        for string in library.strings:
            self.texts[string.key.lower()] = self.expand(string.value)

    def expand(self, raw: str) -> str:
        """Return a value without quotes or braces, with its strings joined and macros expanded."""
        return "".join(map(self._part, _parts(raw)))

    def undefined(self, raw: str) -> list[str]:
        """Return the macros in a value that no @string defines, except names of months."""
        names = (part for part in _parts(raw) if re.fullmatch(r"[^\W\d]\S*", part))
        known = {*self.texts, *MONTHS}
        return [name for name in names if name.lower() not in known]

    def _part(self, part: str) -> str:
        if len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
            return part[1:-1]
        # A macro that nobody defines stays as its name; so do the months.
        text = self.texts.get(part.lower(), part)
        self.left -= len(text)
        if self.left < 0:
            wrong = f"its macros expand to more than {LONGEST:,} characters"
            raise CatalogError([_message(self.file, 0, wrong, "a bibliography", "write them out")])
        return text


def _parts(raw: str) -> list[str]:
    """Split a value at each # that joins strings."""
    parts, start, depth, quoted = [], 0, 0, False
    for mark in MARK.finditer(raw) if "#" in raw else ():
        match mark[0]:
            case "{":
                depth += 1
            case "}":
                depth -= 1
            case '"' if depth == 0:
                quoted = not quoted
            case "#" if depth == 0 and not quoted:
                parts.append(raw[start : mark.start()].strip())
                start = mark.end()
    return [*parts, raw[start:].strip()]


def _item(block: Entry, macros: _Macros, asides: list[Remark]) -> Item:
    fields: dict[str, str] = {}
    remarks: list[Remark] = []
    for field in block.fields:
        key = field.key.lower()
        for name in macros.undefined(field.value):
            about = "venue" if key in ("journal", "booktitle", "journaltitle") else printable(key[:60])
            remarks.append(Remark(f"no @string defines {quote(name)}", about))
        fields.setdefault(key, macros.expand(field.value).strip())
    return Item(_line(block), block.entry_type.lower(), block.key, fields, remarks, asides)


def _with_parent(item: Item, parents: dict[str, dict[str, str]]) -> Item:
    key = item.fields.get("crossref", "").lower()
    if not key:
        return item
    if key not in parents:
        item.remarks.append(Remark(f"there is no entry {quote(key)}", "crossref"))
    parent = parents.get(key, {})
    given = {name: value for name, value in parent.items() if name not in NOT_INHERITED}
    fields = {"booktitle": parent.get("title", ""), **given, **item.fields}
    return replace(item, fields=fields)


def _failed(file: str, block: ParsingFailedBlock) -> Message:
    reason = plain.one_line(getattr(block.error, "abort_reason", str(block.error)))
    wrong = f"cannot be read: {printable(reason[:200]).rstrip('.')}"
    return _message(file, _line(block), wrong, "a complete entry", "check its braces and commas")


def _swallowed(block: Entry) -> str:
    """Return the name of a field that became part of the one before it for want of a comma."""
    for field in block.fields:
        depth, quoted = 0, False
        for mark in FIELD_START.finditer(field.value):
            if mark["name"] and depth == 0 and not quoted:
                return str(mark["name"])
            depth += {"{": 1, "}": -1}.get(mark[0], 0)
            quoted ^= mark[0] == '"' and depth == 0
    return ""


def _without_comma(file: str, block: Entry) -> Message:
    wrong = f"{quote(block.key)} has no comma before the field {quote(_swallowed(block))}"
    return _message(file, _line(block), wrong, "a comma after each field", "add it, and import again")


def _volume(file: str, item: Item) -> Message:
    wrong = f"{quote(item.key)} is a volume of papers"
    return _message(file, item.line, wrong, "papers", "name the paper of it that you mean")


def _message(file: str, line: int, wrong: str, expected: str, remedy: str) -> Message:
    return Message(file, line, "entry", wrong, f"expected {expected}", remedy, "warning")


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1
