"""One of the two versions compared: the catalogue of a commit, and its messages."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.catalog.shelf import Entry, Shelf, load
from generator.checks.check import check
from generator.diff import trees
from generator.errors import Message


@dataclass(frozen=True)
class Side:
    """The catalogue of one commit."""

    commit: str
    folder: str
    """The catalogue's path in the repository, by which messages name its files."""
    present: bool
    """Whether the commit has a catalogue at all."""
    shelf: Shelf
    messages: tuple[Message, ...]
    """What was left out of the commit's files, and the messages of `catalog check` about the rest."""

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """Files, and folders of files, that could not be read."""
        return frozenset(m.file for m in self.messages if m.field == "file") - {self.folder}

    def may_hold(self, entry: Entry[Any]) -> bool:
        """Tell whether the entry's file exists in this version but could not be read."""
        file = entry.document.file
        return not self.unreadable.isdisjoint((file, file.rpartition("/")[0]))


def read(commit: str, folder: str) -> Side:
    """Return the catalogue in `folder` of a commit, empty where there is none."""
    with TemporaryDirectory(prefix="papershelf-") as temporary:
        target = Path(temporary) / "catalog"
        left_out = trees.extract(commit, folder, target)
        if target.exists():
            shelf = load(target, folder)
            return Side(commit, folder, True, shelf, tuple(sorted({*left_out, *check(shelf)})))
    return Side(commit, folder, False, Shelf((), (), (), (), ()), tuple(left_out))
