"""What readers can keep offline: the site's pages and what these load, in short and file by file."""

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.engine.store import Made

SUMMARY, MANIFEST = "offline.json", "offline-files.json"
LEFT_OUT = frozenset({"api", "feeds", "schema"})
"""Folders for other programs."""
KEPT = frozenset({".html", ".css", ".js", ".woff2", ".svg", ".png", ".jpg", ".jpeg", ".webp"})
DATA = ("search/", "map/")
"""Folders whose JSON files pages load."""
LENGTH = 16
"""Hexadecimal digits of a digest, of a file and of all."""


def write(site: Path, made: Mapping[str, Made] = MappingProxyType({})) -> None:
    """Write the edition of a built site: in short, and with path, digest and size of each file.

    Files that are still as a build made them are not read again.
    """
    kept = [_file(site, path, made.get(path)) for path in sorted(_paths(site)) if is_kept(path)]
    edition = sha256(json.dumps(kept).encode()).hexdigest()[:LENGTH]
    summary = {"edition": edition, "files": len(kept), "bytes": sum(size for _, _, size in kept)}
    for name, data in ((SUMMARY, summary), (MANIFEST, {"edition": edition, "files": kept})):
        (site / name).write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


def _paths(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        below = "" if folder == str(site) else Path(folder).relative_to(site).as_posix() + "/"
        yield from (below + name for name in names)


def _file(site: Path, path: str, made: Made | None) -> tuple[str, str, int]:
    if made and made.is_at(f"{site}/{path}"):
        return path, made.content[:LENGTH], made.size
    content = (site / path).read_bytes()
    return path, sha256(content).hexdigest()[:LENGTH], len(content)


def is_kept(path: str) -> bool:
    """Tell whether readers need a file of the site when they are offline."""
    parts = PurePosixPath(path).parts
    suffix = PurePosixPath(path).suffix
    if parts[0] in LEFT_OUT or parts[0].startswith("."):
        return False
    if suffix == ".png" and (parts[0] == "themes" or path == "card.png"):
        return False  # for links elsewhere
    return (
        suffix in KEPT
        or (suffix == ".json" and path.startswith(DATA))
        or (suffix == ".bib" and len(parts) == 2 and parts[0] == "papers")
    )
