"""Write generated files to disk: write what differs, remove what is stale, keep hand-written files."""

import hashlib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import dirname

from generator.errors import CatalogError, Message
from generator.files import locked, replace
from generator.outputs import Content, Outputs, as_bytes

MANIFEST = ".papershelf.sha256"
"""Lists the generated files under docs/ in the form of sha256sum; builders leave out dot files."""


def refuse_overwriting(outputs: Outputs, docs: Path) -> None:
    """Raise CatalogError for each file under docs/ that was written or edited by hand where a page
    belongs.
    """
    ours = written(docs)
    places = sorted(outputs.keys() | ours.keys())
    there = _in_folders_that_exist(docs, places)
    taken = [
        path for path in there if _is_by_hand(docs / path, outputs.get(path), ours.get(path, set()))
    ]
    rivals = {rival for path in outputs for rival in _rivals(path)} - outputs.keys() - ours.keys()
    taken += [rival for rival in _in_folders_that_exist(docs, rivals) if (docs / rival).exists()]
    if taken:
        raise CatalogError(_in_the_way(docs / path, path in ours) for path in taken)


def write(outputs: Outputs, docs: Path) -> tuple[int, int]:
    """Write what differs, remove what is stale; return how many files of each.

    The manifest names what was and what will be before the first file is written, so that a run that
    was interrupted leaves nothing that the next one would take for hand-written.
    """
    docs.mkdir(parents=True, exist_ok=True)
    with locked(docs):
        return _write(outputs, docs)


def _write(outputs: Outputs, docs: Path) -> tuple[int, int]:
    refuse_overwriting(outputs, docs)
    before = written(docs)
    after = {path: {_digest(as_bytes(content))} for path, content in outputs.items()}
    changed = [path for path, content in outputs.items() if not _holds(docs / path, content)]
    stale = sorted(before.keys() - after.keys())
    if before != after:
        both = {path: before.get(path, set()) | after.get(path, set()) for path in {**before, **after}}
        replace(docs / MANIFEST, _manifest(both))
    for path in changed:
        replace(docs / path, as_bytes(outputs[path]))
    for path in stale:
        _remove(docs, path)
    if before != after:
        replace(docs / MANIFEST, _manifest(after))
    return len(changed), len(stale)


def written(docs: Path) -> dict[str, set[str]]:
    """Return the paths under docs/ that the generator has written, with their digests."""
    manifest = docs / MANIFEST
    try:
        lines = manifest.read_text("utf-8").splitlines() if manifest.exists() else []
    except (OSError, UnicodeDecodeError):
        wrong, expected = "cannot be read", "expected the list of generated files"
        remedy = "remove it, and the generated files with it"
        raise CatalogError([Message(manifest.as_posix(), 0, "file", wrong, expected, remedy)]) from None
    found: dict[str, set[str]] = {}
    for line in lines:
        digest, _, path = line.partition("  ")
        # The list may come from elsewhere; what it names is removed, so it may name nothing outside.
        if path and not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts:
            found.setdefault(path, set()).add(digest)
    return found


def _rivals(path: str) -> list[str]:
    """Return the files that a builder would serve at the same URL."""
    if path.endswith("/index.html"):
        return [path.removesuffix("/index.html") + ".md"]
    if path.endswith("index.md"):
        folder = path.removesuffix("index.md")
        return [f"{folder}README.md", *([f"{folder[:-1]}.md"] if folder else [])]
    return [path.removesuffix(".md") + "/index.md"] if path.endswith(".md") else []


def _manifest(files: Mapping[str, set[str]]) -> str:
    lines = (f"{digest}  {path}\n" for path in sorted(files) for digest in sorted(files[path]))
    return "".join(lines)


def _in_folders_that_exist(docs: Path, paths: Collection[str]) -> list[str]:
    @cache
    def may_hold(folder: str) -> bool:
        above = docs / dirname(folder)
        if not folder or not may_hold(dirname(folder)):
            return not folder
        return (docs / folder).exists() or not above.is_dir()  # below a file, which is in the way

    return [path for path in paths if may_hold(dirname(path))]


def _is_by_hand(file: Path, content: Content | None, ours: set[str]) -> bool:
    if not file.exists() and not file.is_symlink():
        return any(parent.is_file() for parent in file.parents)
    return not (_holds(file, content) or (file.is_file() and _digest(file.read_bytes()) in ours))


def _holds(file: Path, content: Content | None) -> bool:
    return content is not None and file.is_file() and file.read_bytes() == as_bytes(content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _remove(docs: Path, path: str) -> None:
    (docs / path).unlink(missing_ok=True)
    for folder in Path(path).parents[:-1]:
        if (docs / folder).is_dir() and not any((docs / folder).iterdir()):
            (docs / folder).rmdir()


def _in_the_way(file: Path, generated: bool) -> Message:
    wrong = "was changed by hand" if generated else "is written by hand where a generated page belongs"
    expected = "expected what the generator wrote, or nothing"
    remedy = "move it away; what it says belongs in catalog/ or in a page of another name"
    return Message(file.as_posix(), 0, "file", wrong, expected, remedy)
