"""RIS, as Zotero, Mendeley, EndNote and Crossref write it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import rispy  # type: ignore[import-untyped]
from rispy.config import TAG_KEY_MAPPING  # type: ignore[import-untyped]

from generator.bibliography import author_lists, dates, venues
from generator.errors import Message, Remark, quote
from generator.importers.bibliographies import entry as entries
from generator.importers.bibliographies.entry import Entry
from generator.importers.draft import Source
from generator.text import plain

TAG = re.compile(r"[ \t]*([A-Z][A-Z0-9])  -(?: (.*)|\s*)", re.DOTALL)
START = re.compile(r"^[ \t]*TY  -", re.M)
OTHER = re.compile(r"^[ \t]*(?:A1|AU|T1|TI|PY|Y1|DA|UR|DO|ER)  -", re.M)
TAGS = {tag: tag for tag in [*TAG_KEY_MAPPING, "BT", "U1"]}
REPEATED = ["AU", "A1", "KW", "N1", "UR", "U1"]
KINDS: dict[str, venues.Kind] = {"CONF": "conference", "CPAPER": "conference", "THES": "thesis"}
CONTAINERS = ("T2", "JF", "JO", "BT", "C3", "JA", "J2")
FACTS = ("TY", "AU", "A1", "TI", "T1", "N1", "U1", "DA", "PY", "Y1", "OP", "DO", "UR", "AB", "N2")
MORE = ("KW", "M3", "PB", "VL", "IS", "SP", "EP", "ID", "ER")
HINTS = ("AN", "DB", "M1", "M3", "PB", "VL", "T2", "JF", "JO", "C7")
READ = frozenset((*FACTS, *MORE, *CONTAINERS, *HINTS))
"""Tags of which a record keeps what they say."""
END_OF_FILE = re.compile(r"EF\s*(?:-\s*)?")
"""The Web of Science's last line."""
OUR_OWN = re.compile(r"papershelf-(title|author|venue): (.*)")


@dataclass
class _Lines:
    """The lines of one record, with continuation lines joined."""

    number: int
    lines: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The record as the parser wants it."""
        return "\n".join([*(" ".join(parts) for parts in self.lines), "ER  - "])


def is_ris(text: str) -> bool:
    """Tell whether `text` holds an RIS record."""
    return bool(START.search(text) and OTHER.search(text))


def read(text: str, file: str) -> Source:
    """Return the papers of an RIS file; raise CatalogError if no record can be read."""
    entries.refuse_too_many(file, sum(1 for _ in START.finditer(text)))
    records, skipped = _records(text.splitlines(), file)
    found = []
    for record in records:
        # Addresses hold semicolons, so nothing is split at them.
        (data,) = rispy.loads(record.text, mapping=TAGS, list_tags=REPEATED, delimiter_tags_mapping={})
        found.append(_entry(record.number, data))
    return entries.source(file, found, skipped, "RIS records from a TY line to an ER line")


def _records(lines: Iterable[str], file: str) -> tuple[list[_Lines], list[Message]]:
    records: list[_Lines] = []
    skipped: list[Message] = []
    open_record = outside = False
    for number, line in enumerate(lines, 1):
        tag = TAG.fullmatch(line)
        if tag and tag[1] == "TY":
            records.append(_Lines(number))
            open_record = True
        if not line.strip():
            continue
        if not open_record:
            if END_OF_FILE.fullmatch(line):
                continue
            if not outside:
                skipped.append(_outside(file, number, line))
            outside = True
            continue
        outside = False
        if tag and tag[1] == "ER":
            open_record = False
        elif tag:
            records[-1].lines.append([f"{tag[1]}  - {plain.one_line(tag[2] or '')}"])
        else:
            records[-1].lines[-1].append(plain.one_line(line))
    return records, skipped


def _outside(file: str, number: int, line: str) -> Message:
    wrong, expected = f"{quote(line.strip())} stands outside a record", "expected a line TY  - ..."
    return Message(file, number, "record", wrong, expected, "put it into a record", "warning")


def _entry(line: int, data: dict[str, Any]) -> Entry:
    kind = KINDS.get(data.get("TY", "").strip(), "article")
    remarks: list[Remark] = []
    exact = [match.groups() for text in data.get("U1", []) if (match := OUR_OWN.fullmatch(text))]
    own = {key: [text for name, text in exact if name == key] for key in ("title", "author", "venue")}
    title = data.get("TI") or data.get("T1", "")
    notes = [note for note in data.get("N1", []) if venues.ARXIV_ITSELF.match(note)]
    return Entry(
        line=line,
        title=own["title"][0] if own["title"] else plain.title(title),
        authors=own["author"] or _authors(data.get("AU") or data.get("A1", []), remarks),
        kind=kind,
        container=_thesis(data) if kind == "thesis" else plain.plain(_first(data, CONTAINERS)),
        date=_date(data.get("DA", ""), _first(data, ("PY", "Y1"))),
        original=data.get("OP", ""),
        hints=[data.get(tag, "") for tag in HINTS] + notes,
        doi=data.get("DO", ""),
        urls=data.get("UR", []),
        categories=data.get("KW", []),
        abstract=data.get("AB") or data.get("N2", ""),
        exact_venue=own["venue"][0] if own["venue"] else "",
        volume=data.get("VL", ""),
        number=data.get("IS", ""),
        pages="-".join(filter(None, (data.get("SP", ""), data.get("EP", "")))),
        key=data.get("ID", ""),
        dropped=sorted(tag for tag in data if tag not in READ),
        remarks=remarks,
    )


def _first(data: dict[str, Any], tags: Iterable[str]) -> str:
    return str(next(filter(None, (data.get(tag) for tag in tags)), ""))


def _date(date: str, year: str) -> str:
    # EndNote's DA has no year.
    return date if dates.YEAR.search(date) else f"{date} {year}".strip()


def _thesis(data: dict[str, Any]) -> str:
    return ", ".join(filter(None, (data.get("M3") or "PhD thesis", data.get("PB", ""))))


def _authors(names: list[str], remarks: list[Remark]) -> list[str]:
    names = author_lists.cut_others(names, remarks)
    return [author for name in names for author in author_lists.turned(name.split(","), remarks)]
