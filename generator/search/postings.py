"""The inverted index: for each term the documents that have it, in files of about one size."""

import json
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise, repeat, takewhile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.text.words import compounds, stem, words

SHARD = 20_000
"""About how many characters of JSON a file of terms has; at least half, unless it is the last."""
ENDS = 256
"""One of so many terms, chosen by its letters, can end a file: so a changed paper leaves most files."""
DIGIT = re.compile(r"\d")

Masks = dict[str, int]
"""For each term of a document the mask of the fields that have it."""
Numbers = NDArray[Any]


class Terms(NamedTuple):
    """The statistics of a document's words."""

    masks: Masks
    pairs: Mapping[tuple[str, str], int]
    """The mask of each two neighbouring stems."""
    words: list[str]


def terms(fields: Iterable[tuple[int, str]]) -> Terms:
    """Return the stems of a document's words, and of compounds as one word."""
    masks: Masks = {}
    pairs: dict[tuple[str, str], int] = {}
    forms: list[str] = []
    for mask, text in fields:
        found = words(text)
        stems = [stem(word) for word in found]
        forms += found
        for term in (*stems, *map(stem, compounds(text))) if "-" in text else stems:
            masks[term] = masks.get(term, 0) | mask
        for pair in pairwise(stems):
            pairs[pair] = pairs.get(pair, 0) | mask
    return Terms(masks, pairs, forms)


class Vocabulary:
    """Terms by number, as they come, and their order in browsers."""

    def __init__(self) -> None:
        self.number: dict[str, int] = defaultdict(lambda: len(self.number))

    @cached_property
    def terms(self) -> list[str]:
        """The terms by number; from now on there are no more."""
        return list(self.number)

    def ranks(self, end: str = "") -> Numbers:
        """Return the place of each term among all, each with an `end`, as browsers sort them."""
        order = sorted(range(len(self.terms)), key=lambda n: as_browsers_sort(self.terms[n] + end))
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        return ranks

    @cached_property
    def digests(self) -> NDArray[np.uint64]:
        """A number for each term that depends on its letters alone."""
        whole = b"".join(blake2b(term.encode(), digest_size=8).digest() for term in self.terms)
        return np.frombuffer(whole, dtype="<u8")

    @cached_property
    def lengths(self) -> Numbers:
        """The characters of each term."""
        return np.array([len(term) for term in self.terms], dtype=np.int64)


class Entries:
    """Documents with the terms, or pairs of neighbouring terms, that they have; millions, in arrays."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._number = vocabulary.number.__getitem__
        self._first, self._second = array("i"), array("i")
        self._documents, self._masks = array("i"), array("H")

    def add(self, position: int, masks: Mapping[str, int]) -> None:
        """Add terms of a document."""
        self._first.extend(map(self._number, masks))
        self._second.extend(repeat(0, len(masks)))
        self._note(position, masks.values())

    def add_pairs(self, position: int, pairs: Mapping[tuple[str, str], int]) -> None:
        """Add pairs of terms of a document."""
        if pairs:
            for column, terms in zip((self._first, self._second), zip(*pairs, strict=True), strict=True):
                column.extend(map(self._number, terms))
            self._note(position, pairs.values())

    def _note(self, position: int, masks: Collection[int]) -> None:
        self._documents.extend(repeat(position, len(masks)))
        self._masks.extend(masks)

    def columns(self) -> tuple[NDArray[Any], ...]:
        """Return the numbers of first and second terms, the documents and the masks."""
        columns = self._first, self._second, self._documents, self._masks
        return tuple(np.array(column, dtype=column.typecode) for column in columns)


class Lists:
    """The documents of each term, or of each pair of terms, in order."""

    def __init__(self, vocabulary: Vocabulary, entries: Entries, pairs: bool = False) -> None:
        self.vocabulary, self.pairs = vocabulary, pairs
        first, second, documents, masks = entries.columns()
        ranks = vocabulary.ranks(" " if pairs else "")
        keys = ranks[first] * len(ranks) + (vocabulary.ranks()[second] if pairs else 0)
        order = np.lexsort((documents, keys))
        keys, documents, masks = keys[order], documents[order], masks[order]
        new = np.append(True, (np.diff(keys) != 0) | (np.diff(documents) != 0))[: len(keys)]
        self.documents = documents[new]
        self.masks = np.bitwise_or.reduceat(masks, np.flatnonzero(new)) if len(masks) else masks
        self.first, self.second, keys = first[order][new], second[order][new], keys[new]
        self._starts = np.flatnonzero(np.append(True, np.diff(keys))[: len(keys)])
        self.counts = np.diff(np.append(self._starts, len(keys)))
        self.keys = keys[self._starts]
        self.of = self.first[self._starts]
        """The number of each list's first term."""

    def list(self, *pair: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the documents of a pair of terms, and their masks."""
        numbers = [self.vocabulary.number.get(term, -1) for term in pair]
        of = slice(*np.searchsorted(self._first_sorted, [numbers[0], numbers[0] + 1]))
        rows = self._by_first[of]
        rows = rows[self.second[rows] == numbers[1]]
        return self.documents[rows], self.masks[rows]

    @cached_property
    def _by_first(self) -> NDArray[Any]:
        return np.argsort(self.first, kind="stable")

    @cached_property
    def _first_sorted(self) -> Numbers:
        found: Numbers = self.first[self._by_first]
        return found

    def frequencies(self) -> Counter[str]:
        """Return how many documents have each term."""
        counted = zip(self.of.tolist(), self.counts.tolist(), strict=True)
        return Counter({self.vocabulary.terms[number]: count for number, count in counted})

    def shards(self) -> Iterator["Shard"]:
        """Yield the lists in the order in which browsers sort, cut into files."""
        gaps = np.diff(self.documents, prepend=0)
        gaps[self._starts] = self.documents[self._starts]
        flat = np.stack([gaps, self.masks], axis=1).ravel()
        for start, end in pairwise(self._cuts()):
            entries = slice(self._starts[start], self._starts[start] + self.counts[start:end].sum())
            parts = [self.first[entries], *([self.second[entries]] if self.pairs else [])]
            whole = flat[2 * entries.start : 2 * entries.stop]
            digest = blake2b(whole.tobytes(), digest_size=16)
            for part in parts:
                digest.update(self.vocabulary.digests[part].tobytes())
            names = [part[self._starts[start:end] - entries.start] for part in parts]
            yield Shard(digest.digest(), self.vocabulary.terms, names, whole, self.counts[start:end])

    def _cuts(self) -> Iterator[int]:
        """Yield where files begin, and the end of the last one."""
        second = self.second[self._starts] if self.pairs else None
        names = [self.of, second] if second is not None else [self.of]
        sizes = sum(self.vocabulary.lengths[name] for name in names) + 6 * self.counts
        ends = np.cumsum(sizes)
        letters = sum(self.vocabulary.digests[name] for name in names)
        possible = np.flatnonzero(letters % ENDS == 0)
        last, size = 0, 0
        while last < len(ends):
            yield last
            later = possible[np.searchsorted(possible, np.searchsorted(ends, size + SHARD // 2)) :]
            most = int(np.searchsorted(ends, size + SHARD)) + 1
            last = min(int(later[0]) + 1 if len(later) else most, most, len(ends))
            size = int(ends[last - 1])
        yield last


@dataclass(frozen=True)
class Shard:
    """Some of the lists, which become JSON when their file is missing."""

    digest: bytes
    """Equal for shards that hold the same."""
    terms: Sequence[str]
    names: Sequence[NDArray[Any]]
    flat: NDArray[Any]
    counts: NDArray[Any]

    @property
    def first(self) -> str:
        """The first term, or pair with a blank."""
        return " ".join(self.terms[part[0]] for part in self.names)

    def __call__(self) -> str:
        """Return for each term gaps between documents, each with a mask."""
        names = zip(*([self.terms[n] for n in part.tolist()] for part in self.names), strict=True)
        ends = np.cumsum(2 * self.counts).tolist()
        flat = self.flat.tolist()
        lists = (flat[start:end] for start, end in pairwise([0, *ends]))
        return as_json(dict(zip(map(" ".join, names), lists, strict=True)))


def vocabulary(frequencies: Mapping[str, int], forms: Mapping[str, int], most: int) -> dict[str, object]:
    """Return the most frequent form of each stem, and how frequent it is."""
    usual: dict[str, str] = {}
    for word in sorted(forms, key=lambda word: (-forms[word], word)):
        usual.setdefault(stem(word), word)
    ranked = sorted(usual, key=lambda term: (-frequencies[term], term))
    words = [usual[term] for term in ranked]
    told = sorted([word for word in words if len(word) > 2 and not DIGIT.search(word)][:most])
    logs = "".join(str(min(9, frequencies[stem(word)].bit_length())) for word in told)
    return {"words": _front_coded(told), "logs": logs}


def _front_coded(ordered: list[str]) -> str:
    """Write words as how many letters each shares with the one before, A for none, and its others."""
    pieces = []
    for before, word in pairwise(["", *ordered]):
        same = takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False))
        shared = min(sum(1 for _ in same), 25)
        pieces.append(chr(ord("A") + shared) + word[shared:])
    return "".join(pieces)


def as_browsers_sort(term: str) -> bytes:
    """Return a key by which strings are in the order of JavaScript's."""
    return term.encode("utf-16-be")


def as_json(data: Any) -> str:
    """Return data as a line of JSON."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
