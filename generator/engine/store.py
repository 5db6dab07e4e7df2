"""What the site folder holds of the last build, and what each file in it was made from.

The store is one JSON file, replaced as a whole when a build is done, and safe to remove at any time. It
is of no use to a build with other settings, templates or programs, and a file of the site counts only
while it is the one that was written: of the same size and time, or else of the same content, as after a
restored cache.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from generator.engine.watching import Read
from generator.files import replace


@dataclass(frozen=True)
class Made:
    """A file of the site as it was written."""

    key: str
    """Fingerprint of what it was made from."""
    reads: tuple[Read, ...]
    """What was read of the catalogue to make it."""
    content: str
    """The SHA-256 digest of what it holds."""
    size: int
    time: int
    """When it was written, as the disk has it, in nanoseconds."""
    updated: str = ""
    """Of a page, the day of its last change."""

    def is_at(self, path: str) -> bool:
        """Tell whether this is the file at a path."""
        try:
            found = os.stat(path)  # noqa: PTH116  (there are tens of thousands)
            if found.st_size != self.size:
                return False
            return (
                found.st_mtime_ns == self.time
                or sha256(Path(path).read_bytes()).hexdigest() == self.content
            )
        except OSError:
            return False


def write(path: str, content: bytes) -> tuple[str, int, int]:
    """Write a file of the site; return its digest, its size and when it was written."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with Path(path).open("wb") as file:
        file.write(content)
        file.flush()
        found = os.fstat(file.fileno())
    return sha256(content).hexdigest(), found.st_size, found.st_mtime_ns


@dataclass
class Built:
    """What a build made."""

    files: dict[str, Made] = field(default_factory=dict)
    """By their paths below the site's folder."""
    values: dict[Read, str] = field(default_factory=dict)
    """Fingerprints of what their reads brought."""


class Store:
    """What the last build made, and what this one makes."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        """Where the store is kept, None while pages are served."""
        self.edition = ""
        """Fingerprint of what every file depends on."""
        self.built = Built()
        if file:
            self._read(file)

    def begin(self, edition: str) -> Built:
        """Return what the last build made, nothing where that was of another edition."""
        before = self.built if edition == self.edition else Built()
        self.edition, self.built = edition, Built()
        return before

    def write(self) -> None:
        """Keep the store for the next build."""
        if not self.file:
            return
        places: dict[Read, int] = {}
        files = {}
        for path, made in self.built.files.items():
            reads = [places.setdefault(read, len(places)) for read in made.reads]
            files[path] = [made.key, reads, made.content, made.size, made.time, made.updated]
        self.file.parent.mkdir(parents=True, exist_ok=True)
        values = [[*read, self.built.values[read]] for read in places]
        whole = {"edition": self.edition, "reads": values, "files": files}
        replace(self.file, json.dumps(whole, separators=(",", ":")))

    def _read(self, file: Path) -> None:
        try:
            whole = json.loads(file.read_bytes())
            values = {tuple(read): value for *read, value in whole["reads"]}
            reads = list(values)
            files = {path: _made(reads, *facts) for path, facts in whole["files"].items()}
            self.built, self.edition = Built(files, values), whole["edition"]
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            self.built = Built()  # there is none, or not one of this version


def _made(
    reads: list[Read], key: str, places: Iterable[int], content: str, size: int, time: int, updated: str
) -> Made:
    return Made(key, tuple(reads[place] for place in places), content, size, time, updated)
