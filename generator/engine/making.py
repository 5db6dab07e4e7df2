"""Files made and written: by as many processes as the machine has processors, where they are many."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from generator.engine.fingerprints import Fingerprints
from generator.engine.store import Built, Made, write
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
        before: Built,
        reads: Reads,
        contents: Callable[[str, Content], tuple[bytes, str]],
        wanted: Iterable[Task],
    ) -> None:
        self.site, self.before, self.reads, self.contents = site, before, reads, contents
        left = before.files.keys() - {path for _, path, _ in wanted}
        self._leftover = {
            before.files[path].key: path for path in sorted(left) if not before.files[path].reads
        }
        self.fingerprints = Fingerprints()
        self.values: dict[Read, str] = {}
        """The fingerprints of what reads bring now."""

    def kept(self, task: Task) -> Made | None:
        """Return how a file was made that is in the site, None if it was made from something else."""
        made = self.before.files.get(task[1])
        return made if made and self._is_right(made, task) else self._moved(task)

    def _moved(self, task: Task) -> Made | None:
        """Move a file here that was made from the same for a path that nothing has any more."""
        former = self._leftover.pop(self._key(task[2]), "") if self._leftover else ""
        made = self.before.files.get(former)
        if not made or not made.is_at(f"{self.site}/{former}"):
            return None
        place = self.site / task[1]
        place.parent.mkdir(parents=True, exist_ok=True)
        (self.site / former).rename(place)
        return made

    def _is_right(self, made: Made, task: Task) -> bool:
        return (
            self._changed.isdisjoint(made.reads)
            and made.is_at(f"{self.site}/{task[1]}")
            and self._key(task[2]) == made.key
        )

    @cached_property
    def _changed(self) -> frozenset[Read]:
        """The reads that bring something else than in the last build."""
        former = self.before.values.items()
        return frozenset(read for read, value in former if self._value(read) != value)

    def make(self, task: Task) -> Made:
        """Write a file."""
        source, path, content = task
        with self.reads.noted() as noted:
            whole, updated = self.contents(source, content)
        for read, value in noted.items():
            if read not in self.values:
                self.values[read] = self.fingerprints.of(value)
        written = write(f"{self.site}/{path}", whole)
        return Made(self._key(content), tuple(noted), *written, updated)

    def _key(self, content: Content) -> str:
        return self.fingerprints.of(content)

    def _value(self, read: Read) -> str:
        known = self.values.get(read)
        if known is None:
            known = self.values[read] = self.fingerprints.of(self.reads.again(read))
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
            for made, values in pool.imap_unordered(_chunk, range(0, len(missing), CHUNK)):
                maker.values |= values
                yield from made
    finally:
        _work = None


_work: tuple[Maker, Sequence[Task]] | None = None
"""What the processes that are forked find to do."""


def _chunk(start: int) -> tuple[list[tuple[str, Made]], dict[Read, str]]:
    """Make some files; return how they were made, and the values of reads that are new."""
    assert _work
    maker, tasks = _work
    known = len(maker.values)
    made = [(task[1], maker.make(task)) for task in tasks[start : start + CHUNK]]
    return made, dict(islice(maker.values.items(), known, None))
