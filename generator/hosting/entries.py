"""What is wrong with the entries of a site's archive, as far as their names and kinds tell."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from generator.errors import Problem, quote

MADE = frozenset({
    ".atom", ".bib", ".css", ".gz", ".html", ".js", ".json", ".png", ".ris", ".svg", ".txt", ".xml",
})  # fmt: skip
"""The kinds of file that the generator and MkDocs make."""
ENDINGS = MADE | {".avif", ".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".webp", ".woff2"}
"""With the kinds that pages of one's own may bring along."""
NAMES = frozenset({"CNAME", "LICENSE", "_headers", "_redirects", "__init__.py", "mkdocs_theme.yml"})
"""Files without such an ending: hosts' settings, and what Zensical copies along with a theme."""
LONGEST, DEEPEST = 400, 10
"""Bytes of a path, and its parts; a stranger's could ask for millions of folders."""
ENCRYPTED = 0x1
KINDS = {
    stat.S_IFLNK: "a link",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
}


def faults(entries: Iterable[ZipInfo]) -> Iterator[tuple[ZipInfo, Problem]]:
    """Yield what is wrong, in the archive's order; of each entry only the first."""
    seen: dict[str, bool] = {}
    folders: set[str] = set()
    files = []
    for entry in entries:
        problem = _name_fault(entry) or _kind_fault(entry)
        path = entry.orig_filename.rstrip("/")
        if problem is None and (path in seen and not (seen[path] and entry.is_dir())):
            problem = _problem("stands there twice", "expected every path once")
        if problem:
            yield entry, problem
            continue
        seen[path] = entry.is_dir()
        files += [] if entry.is_dir() else [entry]
        folders.update(str(parent) for parent in PurePosixPath(path).parents)
    for entry in files:
        if entry.orig_filename in folders:
            yield entry, _problem("is a file and a folder", "expected one of the two")


def _name_fault(entry: ZipInfo) -> Problem | None:
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    if not name:
        return _problem("has no name", "expected a path below the site")
    if not name.isprintable():
        return _problem("holds a control character", "expected a name that can be printed")
    if name.startswith("/") or "\\" in name or ":" in name:
        return _problem("is an absolute path, or another system's", "expected one below the site")
    if ".." in parts:
        return _problem("climbs out of the site", "expected a path below it")
    if parts[0] == ".github":
        return _problem("belongs to a workflow", "expected a built site, not its repository")
    if any(not part or part.startswith(".") for part in parts):
        return _problem("is hidden, or no path", "expected names that start with no dot")
    if len(name.encode()) > LONGEST or max(len(part.encode()) for part in parts) > 255:
        return _problem("is too long", f"expected at most {LONGEST} bytes, 255 between two slashes")
    if len(parts) > DEEPEST:
        return _problem("is too deep", f"expected at most {DEEPEST - 1} slashes")
    if entry.filename != name:
        return _problem(f"is also called {quote(entry.filename)}", "expected one name")
    return None


def _kind_fault(entry: ZipInfo) -> Problem | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        return _problem(f"is {KINDS.get(kind, 'of no known kind')}", "expected files and folders")
    path = PurePosixPath(entry.filename)
    if not entry.is_dir() and path.suffix not in ENDINGS and path.name not in NAMES:
        return _problem("is an unexpected kind of file", f"expected {', '.join(sorted(ENDINGS))}")
    if entry.flag_bits & ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return _problem("is encrypted or packed in a rare way", "expected deflated files")
    return None


def _problem(wrong: str, expected: str) -> Problem:
    return Problem(wrong, expected, "leave it out, or rename it")
