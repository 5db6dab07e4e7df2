"""The branch that a host serves: the site at its root, previews of pull requests below pr-preview/.

New trees are put together from git objects, without a working tree. A deployment keeps the folder of
previews as it is, and a preview keeps everything else. No push is forced: when another push came first,
the change is made again on top of it.
"""

import re
import time
from collections.abc import Callable
from pathlib import Path

from generator.errors import printable
from generator.hosting.git import Repository, Tree, error, failure, file_entry, folder_entry, quoted

PREVIEWS = "pr-preview"
DOMAIN = "CNAME"
"""The file in which GitHub Pages keeps a custom domain."""
NO_JEKYLL = ".nojekyll"
"""Tells GitHub Pages to serve files as they are."""
SOURCES = "mkdocs.yml"
"""Its presence tells a branch of sources from a branch of sites."""
MAX_BYTES = 1_000_000_000
"""What GitHub Pages serves, the site and all previews together."""
TRIES, PAUSE = 8, 0.1
"""How often a push is tried; each wait is PAUSE seconds longer than the one before."""
REMOVED = Path(__file__).with_name("removed")
"""What stands in the place of a removed preview."""
SCRIPTS = (".js", ".mjs", ".cjs")
"""Files that hosts serve as scripts, of which any may have been registered as a service worker."""
Edit = Callable[[Tree], Tree]


class Branch:
    """A branch of a remote, which is known by its name or URL.

    Methods return whether anything had to change, and raise CatalogError with git's own message.
    """

    def __init__(self, repository: Path, remote: str, name: str) -> None:
        self.objects, self.remote, self.ref = Repository(repository), remote, f"refs/heads/{name}"

    def publish(self, site: Path) -> bool:
        """Replace everything but the previews and the domain by a site."""
        _expect_site(site)
        files = self.objects.read_tree(self.objects.store_folder(site))
        if PREVIEWS in files:
            raise error(
                f"{site} holds {PREVIEWS}/", "expected a site without previews", "remove that folder"
            )

        def replace(before: Tree) -> Tree:
            kept = {name: entry for name, entry in before.items() if name in (PREVIEWS, DOMAIN)}
            return self._unprocessed(kept | files)

        return self._commit("Publish the site", replace)

    def preview(self, number: int, site: Path) -> bool:
        """Add or replace the preview of a pull request."""
        _expect_site(site)
        tree = self.objects.store_folder(site)

        def put(before: Tree) -> Tree:
            after = self._unprocessed(self._with_preview(before, number, tree))
            self._expect_room(after)
            return after

        return self._commit(f"Publish preview {number}", put)

    def remove(self, number: int) -> bool:
        """Replace the preview of a pull request, if there is one, by a page that clears its traces.

        A service worker that the preview registered would otherwise keep answering at its address.
        """
        page, script, worker = (
            self.objects.store_text((REMOVED / name).read_text("utf-8"))
            for name in ("index.html", "clear.js", "worker.js")
        )

        def replace(before: Tree) -> Tree:
            preview = self._previews(before).get(str(number))
            if preview is None:
                return before
            scripts = (path for path in self.objects.paths(preview.id) if path.endswith(SCRIPTS))
            blobs = dict.fromkeys(scripts, worker) | {"index.html": page, "clear.js": script}
            return self._with_preview(before, number, self.objects.write_files(blobs))

        return self._commit(f"Remove preview {number}", replace)

    def _commit(self, message: str, edit: Edit) -> bool:
        """Edit the newest tree and push it, again and again until no other push comes first."""
        for attempt in range(TRIES):
            time.sleep(PAUSE * attempt)
            tip = self._tip()
            before = self.objects.read_tree(tip) if tip else {}
            if SOURCES in before:
                raise error(
                    f"{self.ref} holds {SOURCES}", "expected a branch for sites alone", "name another"
                )
            after = edit(before)
            if after == before:
                return False
            parents = ("-p", tip) if tip else ()
            tree = self.objects.write_tree(after)
            commit = self.objects.git("commit-tree", tree, *parents, "-m", message)
            rejection = self._push(commit)
            if not rejection:
                return True
        raise error(
            f"was refused {TRIES} times ({quoted(rejection)})", "expected a branch that takes commits"
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
        """Push a commit; return "", or git's line if it was rejected, as after another push."""
        push = ("push", "--porcelain", "--no-verify", "--", self.remote, f"{commit}:{self.ref}")
        ran = self.objects.run(*push)
        rejected = re.search(r"^!\t.*\[(remote )?rejected\].*", ran.stdout, re.M)
        if ran.returncode and not rejected:
            raise failure(ran)
        return rejected[0] if rejected else ""

    def _unprocessed(self, tree: Tree) -> Tree:
        return tree | {NO_JEKYLL: file_entry(self.objects.store_text(""))}

    def _expect_room(self, tree: Tree) -> None:
        """Refuse a tree that is larger than what the host serves, all previews together."""
        total = self.objects.size(self.objects.write_tree(tree))
        if total > MAX_BYTES:
            wrong = f"would hold {total:,} bytes with all its previews"
            expected = f"expected at most {MAX_BYTES:,}"
            raise error(wrong, expected, "close pull requests that wait, or remove their previews")

    def _previews(self, root: Tree) -> Tree:
        return self.objects.read_tree(root[PREVIEWS].id) if PREVIEWS in root else {}

    def _with_preview(self, root: Tree, number: int, tree: str) -> Tree:
        previews = self._previews(root) | {str(number): folder_entry(tree)}
        return root | {PREVIEWS: folder_entry(self.objects.write_tree(previews))}


def _expect_site(site: Path) -> None:
    if not (site / "index.html").is_file():
        expected, remedy = "expected a built site with its index.html", "name the folder of the site"
        raise error(f"{printable(str(site))} has no home page", expected, remedy)
