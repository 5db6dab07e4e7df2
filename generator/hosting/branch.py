"""The branch that a host serves: the site at its root, previews of pull requests below pr-preview/.

Its trees are put together from git's objects, without a working tree: a deployment takes the folder of
previews over as it is, a preview everything else, so neither can touch the other. Nothing is ever
forced: who loses a race starts anew from what the other published.
"""

import re
import time
from collections.abc import Callable
from pathlib import Path

from generator.errors import printable
from generator.hosting.git import Repository, Tree, error, failed, said

PREVIEWS = "pr-preview"
DOMAIN = "CNAME"
"""The file in which GitHub Pages keeps a domain of one's own, when it is set in the settings."""
NO_JEKYLL = ".nojekyll"
"""Tells GitHub Pages to serve files as they are."""
SOURCES = "mkdocs.yml"
"""Tells a branch of sources from one of sites."""
MOST_BYTES = 1_000_000_000
"""What GitHub Pages serves, the site and all previews together."""
TRIES, PAUSE = 8, 0.1
"""How often a push is tried, and seconds by which each wait is longer than the one before."""
Edit = Callable[[Tree], Tree]


class Branch:
    """A branch of a remote that a repository knows by name or address.

    Methods return whether anything had to change, and raise CatalogError with what git said.
    """

    def __init__(self, repository: Path, remote: str, name: str) -> None:
        self.objects, self.remote, self.ref = Repository(repository), remote, f"refs/heads/{name}"

    def publish(self, site: Path) -> bool:
        """Replace everything by a site, but for the previews and the domain."""
        _expect_site(site)
        files = self.objects.listing(self.objects.stored(site))
        if PREVIEWS in files:
            raise error(
                f"{site} holds {PREVIEWS}/", "expected a site without previews", "remove that folder"
            )

        def replace(before: Tree) -> Tree:
            kept = {name: entry for name, entry in before.items() if name in (PREVIEWS, DOMAIN)}
            return self._unprocessed(kept | files)

        return self._commit("Publish the site", replace)

    def preview(self, number: int, site: Path) -> bool:
        """Replace the preview of a pull request by a site, or put it there."""
        _expect_site(site)
        tree = self.objects.stored(site)

        def put(before: Tree) -> Tree:
            previews = self._previews(before) | {str(number): _folder(tree)}
            after = self._unprocessed(before | {PREVIEWS: _folder(self.objects.made(previews))})
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
            return others | ({PREVIEWS: _folder(self.objects.made(rest))} if rest else {})

        return self._commit(f"Remove preview {number}", drop)

    def _commit(self, message: str, edit: Edit) -> bool:
        """Edit the newest tree and push it, again and again until nobody else was faster."""
        for tried in range(TRIES):
            time.sleep(PAUSE * tried)
            tip = self._tip()
            before = self.objects.listing(tip) if tip else {}
            if SOURCES in before:
                raise error(
                    f"{self.ref} holds {SOURCES}", "expected a branch for sites alone", "name another"
                )
            after = edit(before)
            if after == before:
                return False
            parents = ("-p", tip) if tip else ()
            commit = self.objects.git("commit-tree", self.objects.made(after), *parents, "-m", message)
            refused = self._push(commit)
            if not refused:
                return True
        raise error(
            f"was refused {TRIES} times ({said(refused)})", "expected a branch that takes commits"
        )

    def _tip(self) -> str | None:
        """Fetch the newest commit and return its id, None where the branch does not exist yet."""
        if not self.objects.git("ls-remote", "--", self.remote, self.ref):
            return None
        # A clone with all its history keeps it: a shallow fetch would cut off that of the branch.
        shallow = self.objects.git("rev-parse", "--is-shallow-repository") == "true"
        depth = ["--depth=1"] if shallow else []
        self.objects.git("fetch", "--quiet", "--no-tags", *depth, "--", self.remote, self.ref)
        return self.objects.git("rev-parse", "FETCH_HEAD")

    def _push(self, commit: str) -> str:
        """Push a commit; return "", or what git said if it was rejected, as after somebody else's."""
        push = ("push", "--porcelain", "--no-verify", "--", self.remote, f"{commit}:{self.ref}")
        ran = self.objects.run(*push)
        rejected = re.search(r"^!\t.*\[(remote )?rejected\].*", ran.stdout, re.M)
        if ran.returncode and not rejected:
            raise failed(ran)
        return rejected[0] if rejected else ""

    def _unprocessed(self, tree: Tree) -> Tree:
        return tree | {NO_JEKYLL: f"100644 blob {self.objects.git('hash-object', '-w', '--stdin')}"}

    def _expect_room(self, tree: Tree) -> None:
        """Refuse a tree that is larger than what the host serves, all previews together."""
        total = self.objects.size(self.objects.made(tree))
        if total > MOST_BYTES:
            wrong = f"would hold {total:,} bytes with all its previews"
            expected = f"expected at most {MOST_BYTES:,}"
            raise error(wrong, expected, "close pull requests that wait, or remove their previews")

    def _previews(self, root: Tree) -> Tree:
        return self.objects.listing(root[PREVIEWS].split()[-1]) if PREVIEWS in root else {}


def _expect_site(site: Path) -> None:
    if not (site / "index.html").is_file():
        expected, remedy = "expected a built site with its index.html", "name the folder of the site"
        raise error(f"{printable(str(site))} has no home page", expected, remedy)


def _folder(tree: str) -> str:
    return f"040000 tree {tree}"
