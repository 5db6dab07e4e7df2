"""Files made and written: by as many processes as the machine has processors, where they are many."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.engine.fingerprints import Fingerprints, digest
from generator.engine.store import Made
from generator.engine.watching import Read, Reads
from generator.outputs import Content

FEW = 400
"""Files that one process makes sooner than several start."""
CHUNK = 50

PROCESSORS = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
"""How many processes can work at a time; elsewhere they cannot be forked safely."""

Task = tuple[str, str, Content]
"""A file's path under docs/, its path in the site, and what makes it."""


class Maker:
    """Makes the files of the site that are not there already, made from the same."""

    def __init__(
        self,
        site: Path,
        before: Mapping[str, Made],
        reads: Reads,
        contents: Callable[[str, Content], tuple[bytes, str]],
        wanted: Iterable[Task],
    ) -> None:
        self.site, self.before, self.reads, self.contents = site, before, reads, contents
        left = before.keys() - {path for _, path, _ in wanted}
        self._leftover = {before[path].key: path for path in sorted(left) if not before[path].reads}
        self.fingerprints = Fingerprints()
        self._values: dict[Read, bytes] = {}

    def kept(self, task: Task) -> Made | None:
        """Return how a file was made that is in the site, None if it was made from something else."""
        made = self.before.get(task[1])
        return made if made and self._is_right(made, task) else self._moved(task)

    def _moved(self, task: Task) -> Made | None:
        """Move a file here that was made from the same for a path that nothing has any more."""
        former = self._leftover.pop(self._key(task[2], ()), "")
        made = self.before.get(former)
        if not made or not made.is_at(f"{self.site}/{former}"):
            return None
        place = self.site / task[1]
        place.parent.mkdir(parents=True, exist_ok=True)
        (self.site / former).rename(place)
        return made

    def _is_right(self, made: Made, task: Task) -> bool:
        if not made.is_at(f"{self.site}/{task[1]}"):
            return False
        values = [self._value(read) for read in made.reads]
        return self._key(task[2], values) == made.key

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


def keep_or_make_all(maker: Maker, tasks: Sequence[Task], processes: int) -> Iterator[tuple[str, Made]]:
    """Keep or make files, and yield their paths in the site with how they were made."""
    found = {task[1]: maker.kept(task) for task in tasks}
    yield from ((path, made) for path, made in found.items() if made)
    missing = [task for task in tasks if not found[task[1]]]
    if len(missing) < FEW or processes == 1:
        yield from ((task[1], maker.make(task)) for task in missing)
        return
    maker.reads.prepare()
    global _work
    _work = (maker, missing)
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            for chunk in pool.imap_unordered(_chunk, range(0, len(missing), CHUNK)):
                yield from chunk
    finally:
        _work = None


_work: tuple[Maker, Sequence[Task]] | None = None
"""What the processes that are forked find to do."""


def _chunk(start: int) -> list[tuple[str, Made]]:
    assert _work
    maker, tasks = _work
    return [(task[1], maker.make(task)) for task in tasks[start : start + CHUNK]]
