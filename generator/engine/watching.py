"""What a record touches: whatever read of it.

While a file is made, each thing that it reads of the catalogue is noted: a theme by its id, the papers
of a tag, how many authors there are. The file is made again when one of these reads would bring
something else, or when what it was made from has changed; no other rule says which pages a change
touches, so a page may show anything of the catalogue without a second place to mention it.
"""

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, Set, ValuesView
from contextlib import contextmanager
from typing import Any

from generator.catalog.records import Paper, Record
from generator.pages.watcher import Watcher

Read = tuple[str, ...]
"""What was read: the object's name, the attribute, and what it was asked for, if anything."""
SIZE, CALL = "#", "()"
"""Ends of an attribute of which only the size was read, or which was called."""
GONE = "gone"
"""What a read brings that is of no use any more."""


class Reads(Watcher):
    """The reads of watched objects while files are made."""

    def __init__(self) -> None:
        self._watched: dict[str, Any] = {}
        self._noted: dict[Read, Any] | None = None

    def watch(self, name: str, target: Any) -> Any:
        """Return the object in a wrapping that notes what is read of it."""
        self._watched[name] = target
        return Watched(target, name, self._note)

    def prepare(self) -> None:
        """Let the watched objects work out what they would else do in each process."""
        for target in self._watched.values():
            if hasattr(target, "prepare"):
                target.prepare()

    def remembered(self, make: Callable[[Paper], str]) -> Callable[[Paper], str]:
        """Return a function that makes something of each paper once, but notes its reads each time."""
        made: dict[str, tuple[str, dict[Read, Any]]] = {}

        def once(paper: Paper) -> str:
            if paper.id not in made:
                outer = self._noted
                with self.noted() as noted:
                    made[paper.id] = (make(paper), noted)
                self._noted = outer
            text, noted = made[paper.id]
            if self._noted is not None:
                self._noted |= noted
            return text

        return once

    @contextmanager
    def noted(self) -> Iterator[dict[Read, Any]]:
        """Yield the reads that happen within, in their order, with what they bring."""
        self._noted = noted = dict[Read, Any]()
        try:
            yield noted
        finally:
            self._noted = None

    def again(self, read: Read) -> Any:
        """Return what a read brings now."""
        name, attribute, *asked = read
        target = self._watched[name]
        if attribute.endswith(CALL):
            arguments = [self._argument(argument) for argument in asked]
            method = getattr(target, attribute.removesuffix(CALL))
            return GONE if None in arguments else method(*arguments)
        value = getattr(target, attribute.removesuffix(SIZE))
        if attribute.endswith(SIZE):
            return len(value)
        return value.get(asked[0]) if asked else value

    def _argument(self, written: str) -> Any:
        kind, _, rest = written.partition(":")
        if kind == "set":
            return frozenset(filter(None, rest.split(",")))
        return rest if kind == "text" else self._watched["catalog"].paper.get(rest)

    def _note(self, read: Read, value: Any) -> None:
        if self._noted is not None:
            self._noted[read] = value


Note = Callable[[Read, Any], None]


class Watched:
    """An object whose attributes, mappings and methods note what is read of them."""

    def __init__(self, target: Any, name: str, note: Note) -> None:
        self._target, self._name, self._note = target, name, note
        self._wrapped: dict[str, Any] = {}

    def __getattr__(self, attribute: str) -> Any:
        if attribute in self._wrapped:
            return self._wrapped[attribute]
        value = getattr(self._target, attribute)
        if callable(value):
            return self._wrapped.setdefault(attribute, self._called(attribute, value))
        if isinstance(value, Mapping):
            mapping = WatchedMapping(value, (self._name, attribute), self._note)
            return self._wrapped.setdefault(attribute, mapping)
        self._note((self._name, attribute), value)
        return value

    def _called(self, attribute: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            value = method(*arguments)
            self._note((self._name, attribute + CALL, *map(_written, arguments)), value)
            return value

        return call


class WatchedMapping(Mapping[str, Any]):
    """A mapping that notes which of its keys were read, or that all were."""

    def __init__(self, target: Mapping[str, Any], name: Read, note: Note) -> None:
        self._target, self._name, self._note = target, name, note

    def __getitem__(self, key: str) -> Any:
        self._note((*self._name, key), self._target.get(key))
        return self._target[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        size = len(self._target)
        self._note((self._name[0], self._name[1] + SIZE), size)
        return size

    def keys(self) -> KeysView[str]:
        """Return all keys."""
        return self._whole().keys()

    def values(self) -> ValuesView[Any]:
        """Return all values."""
        return self._whole().values()

    def items(self) -> ItemsView[str, Any]:
        """Return all pairs."""
        return self._whole().items()

    def _whole(self) -> Mapping[str, Any]:
        self._note(self._name, self._target)
        return self._target


def _written(argument: Any) -> str:
    if isinstance(argument, Set):
        return "set:" + ",".join(sorted(argument))
    return f"paper:{argument.id}" if isinstance(argument, Record) else f"text:{argument}"
