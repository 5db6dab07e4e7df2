"""Git objects, read and written without a working tree."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from generator.errors import CatalogError, Message, printable

RETRY = "check the remote and your rights, then try again"
LONGEST_QUOTE = 300
"""Characters of git's output that a message repeats."""
AUTHOR = {
    f"GIT_{role}_{field}": value
    for role in ("AUTHOR", "COMMITTER")
    for field, value in (("NAME", "Papershelf"), ("EMAIL", "papershelf@noreply.invalid"))
}


class Entry(NamedTuple):
    """An entry of a tree."""

    mode: str
    kind: str
    """blob or tree."""
    id: str


Tree = dict[str, Entry]
"""The entries of a folder by name."""


def folder_entry(tree: str) -> Entry:
    """Return the entry of a subfolder, given the id of its tree."""
    return Entry("040000", "tree", tree)


def file_entry(blob: str) -> Entry:
    """Return the entry of a file, given the id of its content."""
    return Entry("100644", "blob", blob)


class Repository:
    """A repository's objects; methods raise CatalogError with git's own message."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def store_folder(self, site: Path) -> str:
        """Store all files of a folder, byte for byte, and return the id of their tree.

        Attributes, filters and ignore rules are for working trees and do not apply.
        """
        paths = sorted(path for path in site.resolve().rglob("*") if path.is_symlink() or path.is_file())
        if link := next((path for path in paths if path.is_symlink()), None):
            raise error(f"{printable(str(link))} is a link", "expected files", "copy what it links to")
        if odd := next((path for path in paths if "\n" in str(path)), None):
            wrong = f"{printable(str(odd))} has a line break in its name"
            raise error(wrong, "expected names without line breaks", "rename it")
        listed = "".join(f"{path}\n" for path in paths)
        ids = self.git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed).split()
        names = (path.relative_to(site.resolve()).as_posix() for path in paths)
        return self.write_files(dict(zip(names, ids, strict=True)))

    def store_text(self, text: str) -> str:
        """Store a file's text and return its id."""
        return self.git("hash-object", "-w", "--stdin", stdin=text)

    def write_files(self, blobs: Mapping[str, str]) -> str:
        """Store a tree of files, given the ids of their contents by path; return the tree's id."""
        entries = "".join(f"100644 {id}\t{path}\0" for path, id in blobs.items())
        with TemporaryDirectory() as folder:
            index = Path(folder, "index")
            output(self.run("update-index", "-z", "--index-info", stdin=entries, index=index))
            return output(self.run("write-tree", index=index))

    def write_tree(self, tree: Tree) -> str:
        """Store a tree and return its id."""
        lines = "".join(f"{' '.join(entry)}\t{name}\0" for name, entry in tree.items())
        return self.git("mktree", "-z", stdin=lines)

    def read_tree(self, id: str) -> Tree:
        """Return the entries of a tree."""
        lines = (line.partition("\t") for line in self.git("ls-tree", "-z", id).split("\0") if line)
        return {name: Entry(*facts.split()) for facts, _, name in lines}

    def paths(self, tree: str) -> list[str]:
        """Return the paths of all files below a tree."""
        listed = self.git("ls-tree", "-r", "-z", "--name-only", tree)
        return [path for path in listed.split("\0") if path]

    def size(self, tree: str) -> int:
        """Return the total size of all files below a tree, in bytes."""
        lines = self.git("ls-tree", "-r", "-l", "-z", tree).split("\0")
        return sum(int(line.partition("\t")[0].split()[-1]) for line in lines if line)

    def git(self, *arguments: str, stdin: str = "") -> str:
        """Return the output of a git command."""
        return output(self.run(*arguments, stdin=stdin))

    def run(
        self, *arguments: str, stdin: str = "", index: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a git command, whether it succeeds or not, with an index of its own if one is given."""
        # Git must not ask for a password: there may be nobody to answer.
        environment = os.environ | AUTHOR | {"GIT_TERMINAL_PROMPT": "0"}
        if index:
            environment["GIT_INDEX_FILE"] = str(index)
        return subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=self.folder,
            env=environment,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )


def output(ran: subprocess.CompletedProcess[str]) -> str:
    """Return what git printed; raise CatalogError if it failed."""
    if ran.returncode:
        raise failure(ran)
    return ran.stdout.strip()


def failure(ran: subprocess.CompletedProcess[str]) -> CatalogError:
    """Return the error of a git command that failed."""
    return error(quoted(ran.stderr), "expected a remote that answers")


def quoted(text: str) -> str:
    """Return git's output as messages repeat it."""
    return f'git said "{printable(" ".join(text.split())[:LONGEST_QUOTE])}"'


def error(wrong: str, expected: str, remedy: str = RETRY) -> CatalogError:
    """Return an error about the branch."""
    return CatalogError([Message("git", 0, "branch", wrong, expected, remedy)])
