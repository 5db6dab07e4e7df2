"""The branch that a host serves: the site at its root, previews of pull requests below pr-preview/.

Its trees are put together from git's objects, without a working tree: a deployment takes the folder of
previews over as it is, a preview everything else, so neither can touch the other. Nothing is ever
forced: who loses a race starts anew from what the other published.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.errors import CatalogError, Message, printable

PREVIEWS = "pr-preview"
DOMAIN = "CNAME"
"""The file in which GitHub Pages keeps a domain of one's own, when it is set in the settings."""
NO_JEKYLL = ".nojekyll"
"""Tells GitHub Pages to serve files as they are."""
SOURCES = "mkdocs.yml"
"""Tells a branch of sources from one of sites."""
MOST_BYTES = 1_000_000_000
"""What GitHub Pages serves, the site and all previews together."""
RETRY = "see to the remote and its rights, then try again"
TRIES, PAUSE = 8, 0.1
"""How often a push is tried, and seconds by which each wait is longer than the one before."""
LONGEST_ANSWER = 300
"""Characters of what git said that a message repeats."""
AUTHOR = {
    f"GIT_{role}_{fact}": value
    for role in ("AUTHOR", "COMMITTER")
    for fact, value in (("NAME", "Papershelf"), ("EMAIL", "papershelf@noreply.invalid"))
}

Tree = dict[str, str]
"""What a folder holds: by name, mode, kind and object id as git lists them."""
Edit = Callable[[Tree], Tree]


class Branch:
    """A branch of a remote that a repository knows by name or address.

    Methods return whether anything had to change, and raise CatalogError with what git said.
    """

    def __init__(self, repository: Path, remote: str, name: str) -> None:
        self.repository, self.remote, self.ref = repository, remote, f"refs/heads/{name}"

    def publish(self, site: Path) -> bool:
        """Replace everything by a site, but for the previews and the domain."""
        _expect_site(site)
        files = self._listing(self._stored(site))
        if PREVIEWS in files:
            raise _error(
                f"{site} holds {PREVIEWS}/", "expected a site without previews", "remove that folder"
            )

        def replace(before: Tree) -> Tree:
            kept = {name: entry for name, entry in before.items() if name in (PREVIEWS, DOMAIN)}
            return self._unprocessed(kept | files)

        return self._commit("Publish the site", replace)

    def preview(self, number: int, site: Path) -> bool:
        """Replace the preview of a pull request by a site, or put it there."""
        _expect_site(site)
        tree = self._stored(site)

        def put(before: Tree) -> Tree:
            previews = self._previews(before) | {str(number): _folder(tree)}
            after = self._unprocessed(before | {PREVIEWS: _folder(self._made(previews))})
            self._expect_room(after)
            return after

        return self._commit(f"Publish preview {number}", put)

    def remove(self, number: int) -> bool:
        """Remove the preview of a pull request, if there is one."""

        def drop(before: Tree) -> Tree:
            previews = self._previews(before)
            if str(number) not in previews:
                return before
            rest = {name: entry for name, entry in previews.items() if name != str(number)}
            others = {name: entry for name, entry in before.items() if name != PREVIEWS}
            return others | ({PREVIEWS: _folder(self._made(rest))} if rest else {})

        return self._commit(f"Remove preview {number}", drop)

    def _commit(self, message: str, edit: Edit) -> bool:
        """Edit the newest tree and push it, again and again until nobody else was faster."""
        for tried in range(TRIES):
            time.sleep(PAUSE * tried)
            tip = self._tip()
            before = self._listing(tip) if tip else {}
            if SOURCES in before:
                raise _error(
                    f"{self.ref} holds {SOURCES}", "expected a branch for sites alone", "name another"
                )
            after = edit(before)
            if after == before:
                return False
            parents = ("-p", tip) if tip else ()
            commit = self._git("commit-tree", self._made(after), *parents, "-m", message)
            refused = self._push(commit)
            if not refused:
                return True
        raise _error(
            f"was refused {TRIES} times ({_said(refused)})", "expected a branch that takes commits"
        )

    def _tip(self) -> str | None:
        """Fetch the newest commit and return its id, None where the branch does not exist yet."""
        if not self._git("ls-remote", "--", self.remote, self.ref):
            return None
        # A clone with all its history keeps it: a shallow fetch would cut off that of the branch.
        shallow = self._git("rev-parse", "--is-shallow-repository") == "true"
        depth = ["--depth=1"] if shallow else []
        self._git("fetch", "--quiet", "--no-tags", *depth, "--", self.remote, self.ref)
        return self._git("rev-parse", "FETCH_HEAD")

    def _push(self, commit: str) -> str:
        """Push a commit; return "", or what git said if it was rejected, as after somebody else's."""
        push = ("push", "--porcelain", "--no-verify", "--", self.remote, f"{commit}:{self.ref}")
        ran = self._run(*push)
        rejected = re.search(r"^!\t.*\[(remote )?rejected\].*", ran.stdout, re.M)
        if ran.returncode and not rejected:
            raise _failed(ran)
        return rejected[0] if rejected else ""

    def _stored(self, site: Path) -> str:
        """Put a folder's files among git's objects and return its tree's id.

        Each byte as it is: attributes, filters and ignored names are for working trees, not for sites.
        """
        paths = sorted(path for path in site.resolve().rglob("*") if path.is_symlink() or path.is_file())
        if link := next((path for path in paths if path.is_symlink()), None):
            raise _error(f"{printable(str(link))} is a link", "expected files", "copy what it leads to")
        listed = "".join(f"{path}\n" for path in paths)
        ids = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", asked=listed).split()
        names = (path.relative_to(site.resolve()).as_posix() for path in paths)
        entries = (f"100644 {id}\t{name}\0" for id, name in zip(ids, names, strict=True))
        with TemporaryDirectory() as folder:
            index = Path(folder, "index")
            _answer(self._run("update-index", "-z", "--index-info", asked="".join(entries), index=index))
            return _answer(self._run("write-tree", index=index))

    def _unprocessed(self, tree: Tree) -> Tree:
        return tree | {NO_JEKYLL: f"100644 blob {self._git('hash-object', '-w', '--stdin')}"}

    def _expect_room(self, tree: Tree) -> None:
        """Refuse a tree that is larger than what the host serves, all previews together."""
        lines = self._git("ls-tree", "-r", "-l", "-z", self._made(tree)).split("\0")
        total = sum(int(line.partition("\t")[0].split()[-1]) for line in lines if line)
        if total > MOST_BYTES:
            wrong = f"would hold {total:,} bytes with all its previews"
            expected = f"expected at most {MOST_BYTES:,}"
            raise _error(wrong, expected, "close pull requests that wait, or remove their previews")

    def _previews(self, root: Tree) -> Tree:
        return self._listing(root[PREVIEWS].split()[-1]) if PREVIEWS in root else {}

    def _listing(self, tree: str) -> Tree:
        lines = self._git("ls-tree", "-z", tree).split("\0")
        return {name: entry for entry, _, name in (line.partition("\t") for line in lines if line)}

    def _made(self, tree: Tree) -> str:
        lines = "".join(f"{entry}\t{name}\0" for name, entry in tree.items())
        return self._git("mktree", "-z", asked=lines)

    def _git(self, *arguments: str, asked: str = "") -> str:
        return _answer(self._run(*arguments, asked=asked))

    def _run(
        self, *arguments: str, asked: str = "", index: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        # Nothing may ask for a password: there may be nobody to answer.
        environment = os.environ | AUTHOR | {"GIT_TERMINAL_PROMPT": "0"}
        if index:
            environment["GIT_INDEX_FILE"] = str(index)
        return subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=self.repository,
            env=environment,
            input=asked,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )


def _expect_site(site: Path) -> None:
    if not (site / "index.html").is_file():
        expected, remedy = "expected a built site with its index.html", "name the folder of the site"
        raise _error(f"{printable(str(site))} has no home page", expected, remedy)


def _folder(tree: str) -> str:
    return f"040000 tree {tree}"


def _answer(ran: subprocess.CompletedProcess[str]) -> str:
    if ran.returncode:
        raise _failed(ran)
    return ran.stdout.strip()


def _failed(ran: subprocess.CompletedProcess[str]) -> CatalogError:
    return _error(_said(ran.stderr), "expected a remote that answers")


def _said(text: str) -> str:
    return f'git said "{printable(" ".join(text.split())[:LONGEST_ANSWER])}"'


def _error(wrong: str, expected: str, remedy: str = RETRY) -> CatalogError:
    return CatalogError([Message("git", 1, "branch", wrong, expected, remedy)])
