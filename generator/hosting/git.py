"""Git's objects, read and made without a working tree."""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import CatalogError, Message, printable

RETRY = "see to the remote and its rights, then try again"
LONGEST_ANSWER = 300
"""Characters of what git said that a message repeats."""
AUTHOR = {
    f"GIT_{role}_{fact}": value
    for role in ("AUTHOR", "COMMITTER")
    for fact, value in (("NAME", "Papershelf"), ("EMAIL", "papershelf@noreply.invalid"))
}

Tree = dict[str, str]
"""What a folder holds: by name, mode, kind and object id as git lists them."""


class Repository:
    """A repository's objects; methods raise CatalogError with what git said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stored(self, site: Path) -> str:
        """Put a folder's files among git's objects and return its tree's id.

        Each byte as it is: attributes, filters and ignored names are for working trees, not for sites.
        """
        paths = sorted(path for path in site.resolve().rglob("*") if path.is_symlink() or path.is_file())
        if link := next((path for path in paths if path.is_symlink()), None):
            raise error(f"{printable(str(link))} is a link", "expected files", "copy what it leads to")
        if odd := next((path for path in paths if "\n" in str(path)), None):
            wrong = f"{printable(str(odd))} holds a line's end in its name"
            raise error(wrong, "expected names of one line", "rename it")
        listed = "".join(f"{path}\n" for path in paths)
        ids = self.git("hash-object", "-w", "--no-filters", "--stdin-paths", asked=listed).split()
        names = (path.relative_to(site.resolve()).as_posix() for path in paths)
        entries = (f"100644 {id}\t{name}\0" for id, name in zip(ids, names, strict=True))
        with TemporaryDirectory() as folder:
            index = Path(folder, "index")
            answer(self.run("update-index", "-z", "--index-info", asked="".join(entries), index=index))
            return answer(self.run("write-tree", index=index))

    def listing(self, tree: str) -> Tree:
        """Return what a tree holds."""
        lines = self.git("ls-tree", "-z", tree).split("\0")
        return {name: entry for entry, _, name in (line.partition("\t") for line in lines if line)}

    def size(self, tree: str) -> int:
        """Return how many bytes all files of a tree have."""
        lines = self.git("ls-tree", "-r", "-l", "-z", tree).split("\0")
        return sum(int(line.partition("\t")[0].split()[-1]) for line in lines if line)

    def made(self, tree: Tree) -> str:
        """Store a tree and return its id."""
        lines = "".join(f"{entry}\t{name}\0" for name, entry in tree.items())
        return self.git("mktree", "-z", asked=lines)

    def git(self, *arguments: str, asked: str = "") -> str:
        """Return what a git command prints, `asked` being its standard input."""
        return answer(self.run(*arguments, asked=asked))

    def run(
        self, *arguments: str, asked: str = "", index: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a git command, whether it succeeds or not, with an index of its own if one is given."""
        # Nothing may ask for a password: there may be nobody to answer.
        environment = os.environ | AUTHOR | {"GIT_TERMINAL_PROMPT": "0"}
        if index:
            environment["GIT_INDEX_FILE"] = str(index)
        return subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=self.folder,
            env=environment,
            input=asked,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )


def answer(ran: subprocess.CompletedProcess[str]) -> str:
    """Return what git printed; raise CatalogError if it failed."""
    if ran.returncode:
        raise failed(ran)
    return ran.stdout.strip()


def failed(ran: subprocess.CompletedProcess[str]) -> CatalogError:
    """Return the error of a git command that failed."""
    return error(said(ran.stderr), "expected a remote that answers")


def said(text: str) -> str:
    """Return git's words as messages repeat them."""
    return f'git said "{printable(" ".join(text.split())[:LONGEST_ANSWER])}"'


def error(wrong: str, expected: str, remedy: str = RETRY) -> CatalogError:
    """Return an error about the branch."""
    return CatalogError([Message("git", 0, "branch", wrong, expected, remedy)])
