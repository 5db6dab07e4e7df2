"""Files made and written: by as many processes as the machine has processors, where they are many."""

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.engine.fingerprints import Fingerprints, digest
from generator.engine.store import Made
from generator.engine.watching import Read, Reads
from generator.outputs import Content

FEW = 400
"""Files that one process makes sooner than several start."""
CHUNK = 50

Task = tuple[str, str, Content]
"""A file's path under docs/, its path in the site, and what makes it."""


class Maker:
    """Makes files of the site from what they depend on, and says which of them are made already."""

    def __init__(
        self, site: Path, reads: Reads, contents: Callable[[str, Content], tuple[bytes, str]]
    ) -> None:
        self.site, self.reads, self.contents = site, reads, contents
        self.fingerprints = Fingerprints()
        self._values: dict[Read, bytes] = {}

    def is_right(self, made: Made | None, content: Content, place: Path) -> bool:
        """Tell whether the file at a place was made from the same."""
        if made is None:
            return False
        values = [self._value(read) for read in made.reads]
        return self._key(content, values) == made.key and made.is_at(place)

    def make(self, task: Task) -> Made:
        """Write a file."""
        source, path, content = task
        with self.reads.noted() as noted:
            whole, updated = self.contents(source, content)
        values = [self._value_noted(read, value) for read, value in noted.items()]
        place = self.site / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(whole)
        found, key = place.stat(), self._key(content, values)
        return Made(key, tuple(noted), digest(whole).hex(), found.st_size, found.st_mtime_ns, updated)

    def _key(self, content: Content, values: Sequence[bytes]) -> str:
        return digest(b"".join([self.fingerprints.of(content), *values])).hex()

    def _value(self, read: Read) -> bytes:
        known = self._values.get(read)
        return known if known is not None else self._value_noted(read, self.reads.again(read))

    def _value_noted(self, read: Read, value: Any) -> bytes:
        known = self._values.get(read)
        if known is None:
            known = self._values[read] = self.fingerprints.of(value)
        return known


def make_all(maker: Maker, tasks: Sequence[Task]) -> Iterator[tuple[str, Made]]:
    """Make files, and yield their paths in the site with how they were made."""
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    if len(tasks) < FEW or processors == 1:
        yield from ((task[1], maker.make(task)) for task in tasks)
        return
    global _work
    _work = (maker, tasks)
    gc.collect()
    gc.freeze()  # so that the processes share what they do not change
    try:
        with multiprocessing.get_context("fork").Pool(processors) as pool:
            for chunk in pool.imap_unordered(_chunk, range(0, len(tasks), CHUNK)):
                yield from chunk
    finally:
        _work = None
        gc.unfreeze()


_work: tuple[Maker, Sequence[Task]] | None = None
"""What the processes that are forked find to do."""


def _chunk(start: int) -> list[tuple[str, Made]]:
    assert _work
    maker, tasks = _work
    return [(task[1], maker.make(task)) for task in tasks[start : start + CHUNK]]
