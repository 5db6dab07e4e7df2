"""Read and replace whole files, atomically."""

import codecs
from pathlib import Path
from stat import S_IMODE


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
    part.write_bytes(content.encode() if isinstance(content, str) else content)
    if path.exists():
        part.chmod(S_IMODE(path.stat().st_mode))
    part.replace(path)


def rewrite(path: Path, text: str) -> None:
    """Replace a file that people edit, keeping its byte order mark and Windows line ends."""
    before = path.read_bytes() if path.exists() else b""
    content = (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()
    replace(path, codecs.BOM_UTF8 * before.startswith(codecs.BOM_UTF8) + content)
