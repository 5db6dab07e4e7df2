"""What every record has in the end; until then the record says itself what waits for a curator."""

from collections.abc import Iterator

from generator.catalog.records import NEEDED
from generator.catalog.shelf import Shelf
from generator.errors import Message, Problem


def complete_records(shelf: Shelf) -> Iterator[Message]:
    """No needed key is missing, but for those that wait for review."""
    for entry in shelf.shown_papers:
        for key in NEEDED:
            if not getattr(entry.record, key) and key not in (*entry.record.review, *entry.blanked):
                yield entry.message(key, Problem("is missing", f"expected a line {key}: ...", "add it"))


def dated_venues(shelf: Shelf) -> Iterator[Message]:
    """A venue but of a thesis has the year of publication, which need not be that of the preprint."""
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
    """A key waits for review once."""
    for entry in shelf.papers:
        for index, key in enumerate(entry.record.review):
            if key in entry.record.review[:index]:
                problem = Problem(f'"{key}" stands here twice', "expected each once", "remove one")
                yield entry.message("review", problem, index)
