"""A built site that came from an untrusted job, judged before anything of it is unpacked.

Jobs hand files on as ZIP archives. What an archive says of sizes is not believed: bytes are counted
while they are decompressed, and reading stops where there are too many.
"""

import io
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.errors import CatalogError, Message, Problem, quote
from generator.hosting.entries import faults

MOST_MESSAGES = 20
ENTRY_IN_TABLE = 200
"""Bytes that an entry has in an archive's table of contents, generously."""
PIECE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one site may hold."""

    files: int = 200_000
    """Some 10,000 papers make 100,000."""
    file: int = 100_000_000
    """Bytes; GitHub refuses larger files."""
    total: int = 1_000_000_000
    """Bytes; GitHub Pages serves no more."""


LIMITS = Limits()


def check(archive: Path, limits: Limits = LIMITS) -> int:
    """Return how many files a site's archive holds; raise CatalogError if it may not be published."""
    with _opened(archive, limits) as opened:
        return len(_judged(opened, archive, limits))


def unpack(archive: Path, site: Path, limits: Limits = LIMITS) -> int:
    """Check an archive as a whole, then write its files into a new folder; return how many there are."""
    with _opened(archive, limits) as opened:
        files = _judged(opened, archive, limits)
        site.mkdir(parents=True)
        for file in files:
            path = site / file.filename
            path.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(file) as stream, path.open("xb") as target:
                shutil.copyfileobj(stream, target, PIECE)
    return len(files)


def _judged(opened: ZipFile, archive: Path, limits: Limits) -> list[ZipInfo]:
    """Return the files of an archive after all that is asked of them was found true."""
    entries = opened.infolist()
    if len(entries) > limits.files:
        raise _too_many(archive, limits)
    wrong = [
        _message(f"{archive.name}/{entry.orig_filename[:200]}", problem)
        for entry, problem in islice(faults(entries), MOST_MESSAGES)
    ]
    if wrong:
        raise CatalogError(wrong)
    files = [entry for entry in entries if not entry.is_dir()]
    if not any(file.filename == "index.html" for file in files):
        expected, remedy = "expected a site with its index.html", "pack what is in the site's folder"
        raise _refused(archive, Problem("has no home page", expected, remedy))
    _count(opened, files, archive, limits)
    return files


def _count(opened: ZipFile, files: list[ZipInfo], archive: Path, limits: Limits) -> None:
    total = 0
    for file in files:
        size = 0
        with opened.open(file) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                total += len(piece)
                if size > limits.file or total > limits.total:
                    raise _too_large(archive, file, limits, alone=size > limits.file)


@contextmanager
def _opened(archive: Path, limits: Limits) -> Iterator[ZipFile]:
    """Open an archive; what the parser cannot read in it becomes a message."""
    try:
        with _Bounded(archive, limits) as file, ZipFile(file) as opened:
            yield opened
    # Which of these it is depends on which bytes are damaged.
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OverflowError, ValueError) as error:
        wrong = f"cannot be read ({quote(str(error))})"
        problem = Problem(wrong, "expected a ZIP archive", "build and pack the site again")
        raise _refused(archive, problem) from error


class _Bounded(io.BufferedReader):
    """A file that refuses a table of contents beyond measure, which is read in one piece."""

    def __init__(self, archive: Path, limits: Limits) -> None:
        super().__init__(io.FileIO(archive))
        self.archive, self.limits = archive, limits

    def seek(self, offset: int, whence: int = 0, /) -> int:
        # A damaged table of contents can place a file before the archive's beginning.
        if offset < 0 and whence == 0:
            raise BadZipFile("a file lies before its beginning")
        return super().seek(offset, whence)

    def read(self, size: int | None = -1, /) -> bytes:
        if size and size > max(self.limits.files * ENTRY_IN_TABLE, PIECE):
            raise _too_many(self.archive, self.limits)
        return super().read(size)


def _too_many(archive: Path, limits: Limits) -> CatalogError:
    expected, remedy = f"expected at most {limits.files:,}", "publish fewer"
    return _refused(archive, Problem("holds too many files", expected, remedy))


def _too_large(archive: Path, file: ZipInfo, limits: Limits, alone: bool) -> CatalogError:
    if alone:
        wrong, most = f"{quote(file.filename)} is too large", limits.file
    else:
        wrong, most = "holds too much", limits.total
    return _refused(archive, Problem(wrong, f"expected at most {most:,} bytes", "publish less"))


def _refused(archive: Path, problem: Problem) -> CatalogError:
    return CatalogError([_message(archive.name, problem)])


def _message(place: str, problem: Problem) -> Message:
    return Message(place, 0, "archive", problem.wrong, problem.expected, problem.remedy)
