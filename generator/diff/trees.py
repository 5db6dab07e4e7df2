"""A catalog folder out of git's objects, written to a folder where it can be read like any other.

Nothing is checked out, and no tree is followed deeper than a catalog goes. Links, submodules, names
that climb and files beyond all measure are left out and told.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.errors import CatalogError, Message, Problem, quote
from generator.yamlfiles.read import LARGEST

MOST_BYTES, MOST_FILES = 100_000_000, 50_000
"""What one catalog may hold; more is not read."""
FOLDERS, FILES = ("papers", "lists"), ("themes.yml", "tags.yml", "authors.yml")
LINK = "120000"
ID = re.compile(rb"[0-9a-f]{40,64}")


class Object(NamedTuple):
    """One entry of a tree."""

    mode: str
    kind: str
    """blob, tree, or commit for a submodule."""
    id: str
    size: int
    """Bytes of a blob, 0 for anything else."""
    name: str


def commit(ref: str) -> str:
    """Return the full id of the commit that a branch, tag or id names; raise Problem if none is."""
    expected, remedy = "expected a branch, a tag or a commit", "fetch it, or correct its name"
    if ref.startswith("-") or not ref.isprintable():
        raise Problem(f"{quote(ref)} is no name of a commit", expected, remedy)
    ran = _run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if ran.returncode or not ID.fullmatch(found := ran.stdout.strip()):
        said = ran.stderr.decode(errors="replace").strip()
        reason = f" (git: {quote(said)})" if said else ""
        raise Problem(f"{quote(ref)} names no commit here{reason}", expected, remedy)
    return found.decode()


def extract(commit: str, folder: str, target: Path) -> list[Message]:
    """Write the catalog in `folder` of a commit into `target`; return what had to be left out.

    `target` is not made where the commit has no such folder. Raises CatalogError if there is too much.
    """
    left_out: list[Message] = []
    files: dict[Path, Object] = {}
    for path, found in _catalog(commit, folder):
        place = f"{folder}/{path}" if path else folder
        if problem := _fault(found):
            message = Message(place, 0, "file", problem.wrong, problem.expected, problem.remedy)
            left_out.append(message)
        elif found.kind == "tree":
            (target / path).mkdir(exist_ok=True)
        else:
            files[target / path] = found
    _refuse_too_much(folder, files.values())
    for file, content in zip(files, _contents(files.values()), strict=True):
        file.write_bytes(content)
    return left_out


def others(before: str, after: str, folder: str) -> int:
    """Return how many files beside a catalog differ between two commits."""
    rest = (":(top)", f":(top,exclude,literal){folder}")
    named = _read("diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after, "--", *rest)
    return named.count(b"\0")


def _catalog(commit: str, folder: str) -> Iterator[tuple[str, Object]]:
    """Yield the folder itself as "", what of it is a catalog's, and what its folders hold."""
    for root in _listing(commit, folder):
        yield "", root._replace(name=PurePosixPath(folder).name)
        for part in _listing(root.id) if root.kind == "tree" else ():
            if part.name in (*FOLDERS, *FILES):
                yield part.name, part
            if part.name in FOLDERS and part.kind == "tree":
                for found in _listing(part.id):
                    yield f"{part.name}/{found.name}", found


def _listing(tree: str, *path: str) -> Iterator[Object]:
    listed = _read("ls-tree", "-z", "-l", "--full-tree", "--end-of-options", tree, *path)
    for line in listed.split(b"\0")[:-1]:
        facts, _, name = line.partition(b"\t")
        mode, kind, id, size = facts.decode().split()
        yield Object(mode, kind, id, int(size) if size.isdigit() else 0, os.fsdecode(name))


def _fault(found: Object) -> Problem | None:
    """Say why an entry is left out, if it is."""
    if (
        found.name in (".", "..")
        or re.search(r"[/\\]", found.name)
        or len(os.fsencode(found.name)) > 255
    ):
        return Problem("is no file's name", "expected a short name without slashes", "rename it")
    if found.mode == LINK:
        return Problem("is a symbolic link", "expected a file", "put the file itself in its place")
    if found.kind == "commit":
        return Problem("is neither file nor folder", "expected files of records", "remove it")
    if found.size > LARGEST:
        expected = f"expected at most {LARGEST // 1_000_000} MB"
        return Problem(
            f"the file has {found.size / 1_000_000:.1f} MB", expected, "split it or remove it"
        )
    return None


def _refuse_too_much(folder: str, files: Iterable[Object]) -> None:
    sizes = [found.size for found in files]
    if sum(sizes) > MOST_BYTES or len(sizes) > MOST_FILES:
        wrong = f"holds {len(sizes):,} files with {sum(sizes):,} bytes"
        expected = f"expected at most {MOST_FILES:,} and {MOST_BYTES:,}"
        raise CatalogError([Message(folder, 0, "file", wrong, expected, "split the catalog")])


def _contents(blobs: Iterable[Object]) -> Iterator[bytes]:
    """Yield what each blob holds; git answers with a line of facts, the bytes and a line's end."""
    asked = "".join(f"{blob.id}\n" for blob in blobs)
    answer, start = memoryview(_read("cat-file", "--batch", asked=asked)), 0
    for blob in asked.split():
        facts, _, _ = bytes(answer[start : start + 100]).partition(b"\n")
        if not facts.startswith(f"{blob} blob ".encode()):
            raise _unreadable(f"git answered {quote(facts.decode(errors='replace'))}")
        start += len(facts) + 1
        size = int(facts.split()[2])
        yield bytes(answer[start : start + size])
        start += size + 1


def _read(*arguments: str, asked: str = "") -> bytes:
    ran = _run(*arguments, asked=asked)
    if ran.returncode:
        raise _unreadable(f"git ended with {quote(ran.stderr.decode(errors='replace').strip())}")
    return ran.stdout


def _unreadable(wrong: str) -> CatalogError:
    expected, remedy = "expected the objects of both commits", "fetch them in full"
    return CatalogError([Message("git", 0, "object", wrong, expected, remedy)])


def _run(*arguments: str, asked: str = "") -> subprocess.CompletedProcess[bytes]:
    # No shell, and no argument of an outsider's choice: ids are hexadecimal, refs start with no hyphen.
    command = ["git", "--no-replace-objects", *arguments]
    return subprocess.run(command, input=asked.encode(), capture_output=True, check=False)  # noqa: S603
