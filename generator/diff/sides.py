"""One side of a comparison: the catalog as a commit has it, what is wrong with it, and its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.catalog.shelf import Entry, Shelf, load
from generator.checks.check import check
from generator.diff import trees
from generator.errors import Message
from generator.outputs import PAGES
from generator.pages.rendering import Renderer
from generator.site import Site


@dataclass(frozen=True)
class Side:
    """The catalog of one commit."""

    commit: str
    folder: str
    """The catalog's path in the repository, by which messages name its files."""
    present: bool
    """Whether the commit has a catalog at all."""
    shelf: Shelf
    messages: tuple[Message, ...]
    """What was left out of the commit's files, and what `catalog check` says of the rest."""

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Files, and folders of files, of which nothing could be read."""
        return frozenset(m.file for m in self.messages if m.field == "file") - {self.folder}

    def lost(self, entry: Entry[Any]) -> bool:
        """Tell whether this side may hold the entry where it could not be read."""
        file = entry.document.file
        return not self.unreadable.isdisjoint((file, file.rpartition("/")[0]))

    @cached_property
    def pages(self) -> Mapping[str, str] | None:
        """The text of each generated page by path, None while errors keep the site from being built."""
        if not self.present:
            return {}
        if any(message.level == "error" for message in self.messages):
            return None
        renderer = Renderer(self.shelf.catalog, Site(), frozenset())
        return {path: str(make()) for pages in PAGES for path, make in pages(renderer)}


def read(commit: str, folder: str) -> Side:
    """Return the catalog in `folder` of a commit, empty where there is none."""
    with TemporaryDirectory(prefix="papershelf-") as temporary:
        target = Path(temporary) / "catalog"
        left_out = trees.extract(commit, folder, target)
        if target.exists():
            shelf = load(target, folder)
            return Side(commit, folder, True, shelf, tuple(sorted({*left_out, *check(shelf)})))
    return Side(commit, folder, False, Shelf((), (), (), (), ()), tuple(left_out))
