"""Rules on completeness: required keys, unless the record lists them for review."""

from collections.abc import Iterator

from generator.catalog.shelf import Shelf
from generator.errors import Message, Problem


def complete_records(shelf: Shelf) -> Iterator[Message]:
    """Required keys are present or listed under `review`."""
    for entry in shelf.shown_papers:
        for key in shelf.needed:
            if not getattr(entry.record, key) and key not in (*entry.record.review, *entry.blanked):
                yield entry.message(key, Problem("is missing", f"expected a line {key}: ...", "add it"))


def dated_venues(shelf: Shelf) -> Iterator[Message]:
    """A venue, except of a thesis, includes the year of publication, which may differ from the
    preprint's.
    """
    for entry in shelf.papers:
        found = entry.record.published_in
        unknown = {"venue", "published"} & {*entry.record.review}
        if found and not found.year and found.type != "thesis" and not unknown:
            problem = Problem("has no year", "expected it at the end: ICLR 2024", "add it")
            yield entry.message("venue", problem, level="warning")
        if entry.record.publication and not found and "venue" not in entry.blanked:
            problem = Problem("stands without a venue", "expected a line venue: ... too", "add it")
            yield entry.message("publication", problem)


def reviewed_once(shelf: Shelf) -> Iterator[Message]:
    """A key is listed under `review` at most once."""
    for entry in shelf.papers:
        for index, key in enumerate(entry.record.review):
            if key in entry.record.review[:index]:
                problem = Problem(f'"{key}" stands here twice', "expected each once", "remove one")
                yield entry.message("review", problem, index)
