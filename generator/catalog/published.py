"""What was published: addresses that stay, and the days on which records last changed.

`published.txt` has a line for each page of a paper or of a listing: its address below the site's root
and, if it has a record, the day of the record's last change and a digest of what the record says. Lines
are sorted and never removed, so that branches merge; of two lines of one address the newer counts.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from re import compile as regex

from generator import permalinks
from generator.bibliography.identifiers import LONGEST_SLUG, check_day
from generator.catalog.index import Catalog
from generator.catalog.listings import KINDS, WEEKS
from generator.catalog.records import Paper, Record
from generator.errors import Message, Problem, quote

FILE = "published.txt"
MOST_MESSAGES = 20
"""About one file; whatever holds so many lines that cannot be read is no register."""
DIGITS = 12
"""Of a digest; it tells versions of one record apart."""
ADDRESS = rf"(?:new/\d{{4}}-W\d\d|[a-z]+/[a-z0-9][a-z0-9-]{{0,{LONGEST_SLUG - 1}}}_?)/"
LINE = regex(rf"({ADDRESS})(?: (\d{{4}}-\d\d-\d\d) ([0-9a-f]{{{DIGITS}}}))?")


@dataclass(frozen=True, order=True)
class Published:
    """A published address; day and digest are empty if no record stands behind it alone."""

    address: str
    modified: str = ""
    digest: str = ""
    line: int = 0
    file: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.address, self.modified, self.digest)))


Register = Mapping[str, Published]


def parse(text: str, file: str) -> tuple[Register, list[Message]]:
    """Return what a file says by address, and a message for each line that cannot be read."""
    found: dict[str, Published] = {}
    messages: list[Message] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = LINE.fullmatch(line.strip())
        if match and (not match[2] or _is_day(match[2])):
            one = Published(match[1], match[2] or "", match[3] or "", number, file)
            found[one.address] = max(one, found.get(one.address, one))
        elif line.strip() and len(messages) < MOST_MESSAGES:
            expected = "expected an address, or an address, a day and a digest"
            wrong, remedy = f"{quote(line)} cannot be read", "remove it and run `catalog published`"
            messages.append(Message(file, number, "address", wrong, expected, remedy))
    return found, messages


def _is_day(text: str) -> bool:
    try:
        return bool(check_day(text))
    except Problem:
        return False


def renewed(known: Register, catalog: Catalog, today: str) -> Register:
    """Return the register with what the catalogue publishes now; a record that differs changed today."""
    found = dict(known)
    for address, record in addresses(catalog):
        digest = _digest(record) if record else ""
        before = known.get(address)
        if before is None:
            day = record.modified if isinstance(record, Paper) else today
            found[address] = Published(address, day if record else "", digest)
        elif before.digest != digest:
            found[address] = Published(address, today if record else "", digest)
    return found


def text(register: Register) -> str:
    """Return the file of a register."""
    return "".join(f"{register[address]}\n" for address in sorted(register))


def addresses(catalog: Catalog) -> Iterator[tuple[str, Record | None]]:
    """Yield the address of each page of a paper or a listing, with the record behind it."""
    for paper in (*catalog.papers, *catalog.withdrawn):
        yield permalinks.url(permalinks.paper(paper.id)), paper
    lists = {one.id: one for one in catalog.lists}
    records = {"themes": catalog.theme, "tags": catalog.tag, "lists": lists}
    for kind in (*KINDS, WEEKS):
        of: Mapping[str, Record] = records.get(kind.name, {})
        yield from ((permalinks.url(kind.page(one.id)), of.get(one.id)) for one in kind.of(catalog))


def _digest(record: Record) -> str:
    said = record.model_dump(exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:DIGITS]
