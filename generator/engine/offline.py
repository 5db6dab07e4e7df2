"""What readers can keep offline: the site's pages and what these load, in short and file by file."""

import json
from hashlib import sha256
from pathlib import Path, PurePosixPath

SUMMARY, MANIFEST = "offline.json", "offline-files.json"
LEFT_OUT = frozenset({"api", "feeds", "schema"})
"""Folders for other programs."""
KEPT = frozenset({".html", ".css", ".js", ".woff2", ".svg", ".png", ".jpg", ".jpeg", ".webp"})
DATA = ("search/", "map/")
"""Folders whose JSON files pages load."""
LENGTH = 16
"""Hexadecimal digits of a digest, of a file and of all."""


def write(site: Path) -> None:
    """Write the edition of a built site: in short, and with path, digest and size of each file."""
    paths = sorted(site.rglob("*"), key=Path.as_posix)
    files = [_file(site, path) for path in paths if path.is_file()]
    kept = [file for file in files if file]
    edition = sha256(json.dumps(kept).encode()).hexdigest()[:LENGTH]
    summary = {"edition": edition, "files": len(kept), "bytes": sum(size for _, _, size in kept)}
    for name, data in ((SUMMARY, summary), (MANIFEST, {"edition": edition, "files": kept})):
        (site / name).write_text(json.dumps(data, separators=(",", ":")) + "\n", "utf-8")


def _file(site: Path, path: Path) -> tuple[str, str, int] | None:
    below = path.relative_to(site).as_posix()
    if not is_kept(below):
        return None
    content = path.read_bytes()
    return below, sha256(content).hexdigest()[:LENGTH], len(content)


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
