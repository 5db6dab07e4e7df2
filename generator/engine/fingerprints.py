"""Fingerprints of what a generated file is made from: equal for equal values, in every process."""

from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from functools import partial
from hashlib import blake2b
from types import FunctionType, MethodType
from typing import Any

from generator.catalog.records import Paper, Record
from generator.engine.watching import Watched
from generator.pages.rendering import Renderer
from generator.search.postings import Shard

SIZE = 16
"""Bytes of a fingerprint."""


class Fingerprints:
    """Fingerprints of values, those of records and dataclasses taken once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, bytes]] = {}
        """By identity, with the object itself, so that no other takes its place."""

    def of(self, value: Any) -> str:
        """Return the fingerprint of a value; raise TypeError for one of a kind that has none."""
        return digest(self._bytes(value)).hex()

    def _bytes(self, value: Any) -> bytes:
        if known := self._known.get(id(value)):
            return known[1]
        match value:
            case str():
                return b"s" + value.encode("utf-8", "surrogatepass")
            case bytes():
                return b"b" + value
            case None | bool() | int() | float():
                return repr(value).encode()
            case Record():
                return self._of_record(value)
            case list() | tuple():
                return b"l" + self._joined(value)
            case Mapping():
                return b"m" + self._joined(part for item in value.items() for part in item)
            case Set():
                return b"S" + self._joined(sorted(value))
            case Renderer() | Watched():
                return b""  # what is read of it is noted while the file is made
        return self._other(value)

    def _other(self, value: Any) -> bytes:
        if isinstance(value, partial):
            return b"p" + self._joined((value.func, value.args, value.keywords))
        if isinstance(value, FunctionType | MethodType) or hasattr(value, "cache_info"):
            return f"f{value.__module__}.{value.__qualname__}".encode()
        if isinstance(value, Shard):
            return b"i" + value.digest
        if is_dataclass(value):
            return self._once(value)
        raise TypeError(
            f"{type(value).__name__} has no fingerprint; pass plain values to what makes a file"
        )

    def _joined(self, values: Any) -> bytes:
        parts = [self._bytes(value) for value in values]
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)

    def _once(self, value: Any) -> bytes:
        facts = [getattr(value, field.name) for field in fields(value)]
        return self._keep(value, digest(b"d" + self._joined(facts)))

    def _of_record(self, record: Record) -> bytes:
        # What it says, but not what it has only worked out so far.
        facts = [getattr(record, name) for name in type(record).model_fields]
        found = (record.people, record.modified) if isinstance(record, Paper) else ()
        written = repr((type(record).__name__, facts, found))
        return self._keep(record, digest(written.encode("utf-8", "surrogatepass")))

    def _keep(self, value: Any, fingerprint: bytes) -> bytes:
        self._known[id(value)] = (value, fingerprint)
        return fingerprint


def digest(content: bytes) -> bytes:
    """Return the fingerprint of bytes."""
    return blake2b(content, digest_size=SIZE).digest()
