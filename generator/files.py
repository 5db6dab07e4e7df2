"""Read and replace whole files, atomically."""

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE

if sys.platform != "win32":
    import fcntl


def read(path: Path) -> str:
    """Return a file's text without byte order mark, all line ends as a single newline."""
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def replace(path: Path, content: str | bytes) -> None:
    """Write text in UTF-8, or bytes, to `path`, making its folder; a killed run leaves the old file.

    The file keeps its mode; a symbolic link stays, and the file that it leads to is replaced.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content.encode() if isinstance(content, str) else content)
        if path.exists():
            part.chmod(S_IMODE(path.stat().st_mode))
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let no other command check and write a folder meanwhile; one that is killed lets it go.

    Windows has no locks of folders; there nothing is held.
    """
    if sys.platform == "win32":
        yield
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


def rewrite(path: Path, text: str) -> None:
    """Replace a file that people edit, keeping its byte order mark and Windows line ends."""
    before = path.read_bytes() if path.exists() else b""
    content = (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()
    replace(path, codecs.BOM_UTF8 * before.startswith(codecs.BOM_UTF8) + content)
