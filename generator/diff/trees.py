"""A catalogue read from git objects and written to a folder, where it is read like any other.

Nothing is checked out, and no tree is followed deeper than a catalogue goes. Links, submodules, names
with slashes and files that are too large are left out, with a message.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.errors import CatalogError, Message, Problem, quote
from generator.yamlfiles.read import LARGEST

MAX_BYTES, MAX_FILES = 100_000_000, 50_000
"""What one catalogue may hold; more is refused."""
FOLDERS, FILES = ("papers", "lists"), ("themes.yml", "tags.yml", "authors.yml")
LINK = "120000"
ID = re.compile(rb"[0-9a-f]{40,64}")


class Entry(NamedTuple):
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
    if ran.returncode or not ID.fullmatch(id := ran.stdout.strip()):
        output = ran.stderr.decode(errors="replace").strip()
        reason = f" (git: {quote(output)})" if output else ""
        raise Problem(f"{quote(ref)} names no commit here{reason}", expected, remedy)
    return id.decode()


def extract(commit: str, folder: str, target: Path) -> list[Message]:
    """Write the catalogue in `folder` of a commit into `target`; return messages on what was left out.

    `target` is not made where the commit has no such folder. Raises CatalogError if there is too much.
    """
    left_out: list[Message] = []
    found: dict[str, Entry] = {}
    for path, entry in _catalog(commit, folder):
        name = f"{folder}/{path}" if path else folder
        if problem := _problem(entry):
            message = Message(name, 0, "file", problem.wrong, problem.expected, problem.remedy)
            left_out.append(message)
        else:
            found[path] = entry
    files = {path: entry for path, entry in found.items() if entry.kind != "tree"}
    _refuse_too_much(folder, found.values())
    for path in found.keys() - files.keys():
        (target / path).mkdir(parents=True, exist_ok=True)
    for file, content in zip(files, _contents(files.values()), strict=True):
        (target / file).write_bytes(content)
    return left_out


def _catalog(commit: str, folder: str) -> Iterator[tuple[str, Entry]]:
    """Yield the folder itself as "", its known parts, and the entries of its folders."""
    for root in _listing(commit, folder):
        yield "", root._replace(name=PurePosixPath(folder).name)
        for part in _listing(root.id) if root.kind == "tree" else ():
            if part.name in (*FOLDERS, *FILES):
                yield part.name, part
            if part.name in FOLDERS and part.kind == "tree":
                for entry in _listing(part.id):
                    yield f"{part.name}/{entry.name}", entry


def _listing(tree: str, *path: str) -> list[Entry]:
    """Return the entries of a folder; raise CatalogError if two of them have the same name."""
    listed = _read("ls-tree", "-z", "-l", "--full-tree", "--end-of-options", tree, *path)
    entries = {}
    for line in listed.split(b"\0")[:-1]:
        facts, _, name = line.partition(b"\t")
        mode, kind, id, size = facts.decode().split()
        if name in entries:
            raise _unreadable(f"a folder lists {quote(os.fsdecode(name))} twice")
        entries[name] = Entry(mode, kind, id, int(size) if size.isdigit() else 0, os.fsdecode(name))
    return list(entries.values())


def _problem(entry: Entry) -> Problem | None:
    """Return why an entry is left out, None if it is not."""
    if (
        entry.name in (".", "..")
        or re.search(r"[/\\]", entry.name)
        or len(os.fsencode(entry.name)) > 255
    ):
        return Problem("is not a file name", "expected a short name without slashes", "rename it")
    if entry.mode == LINK:
        return Problem("is a symbolic link", "expected a file", "put the file itself in its place")
    if entry.kind == "commit":
        return Problem("is neither file nor folder", "expected files of records", "remove it")
    if entry.size > LARGEST:
        expected = f"expected at most {LARGEST // 1_000_000} MB"
        return Problem(
            f"the file has {entry.size / 1_000_000:.1f} MB", expected, "split it or remove it"
        )
    return None


def _refuse_too_much(folder: str, entries: Iterable[Entry]) -> None:
    sizes = [entry.size for entry in entries]
    if sum(sizes) > MAX_BYTES or len(sizes) > MAX_FILES:
        wrong = f"holds {len(sizes):,} files with {sum(sizes):,} bytes"
        expected = f"expected at most {MAX_FILES:,} and {MAX_BYTES:,}"
        raise CatalogError([Message(folder, 0, "file", wrong, expected, "split the catalogue")])


def _contents(blobs: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the content of each blob from the output of `git cat-file --batch`."""
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
