"""Files replaced as a whole, so that nobody ever meets half of one."""

import codecs
from pathlib import Path


def read(path: Path) -> str:
    """Return a file's text as parsers want it: without a byte order mark, lines ending in one character."""
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def replace(path: Path, text: str) -> None:
    """Write `text` to `path` in UTF-8, making its folder; a run that is killed leaves the old file.

    A file that exists keeps its byte order mark and its Windows line ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else b""
    content = (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(codecs.BOM_UTF8 * before.startswith(codecs.BOM_UTF8) + content)
    part.replace(path)
