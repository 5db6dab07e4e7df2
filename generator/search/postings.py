"""The inverted index: for each term the documents that have it, in files of about one size."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, takewhile
from typing import NamedTuple

from generator.text.words import compounds, stem, words

SHARD = 20_000
"""Characters of JSON in a file of terms."""
DIGIT = re.compile(r"\d")

Masks = dict[str, int]
"""For each term of a document the mask of the fields that have it."""
Shard = dict[str, list[int]]
"""For each term gaps between documents, each with a mask."""


class Terms(NamedTuple):
    """The statistics of a document's words."""

    masks: Masks
    pairs: Mapping[tuple[str, str], int]
    """The mask of each two neighbouring stems."""
    forms: list[tuple[str, str]]
    """Each stem with the word that it comes from."""


def terms(fields: Iterable[tuple[int, str]]) -> Terms:
    """Return the stems of a document's words, and of compounds as one word."""
    masks: Masks = {}
    pairs: dict[tuple[str, str], int] = {}
    forms: list[tuple[str, str]] = []
    for mask, text in fields:
        found = words(text)
        stems = [stem(word) for word in found]
        forms += zip(stems, found, strict=True)
        for term in (*stems, *map(stem, compounds(text))):
            masks[term] = masks.get(term, 0) | mask
        for pair in pairwise(stems):
            pairs[pair] = pairs.get(pair, 0) | mask
    return Terms(masks, pairs, forms)


class Postings:
    """Documents by term, in arrays, since there are millions."""

    def __init__(self) -> None:
        self._found: dict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, position: int, masks: Iterable[tuple[str, int]]) -> None:
        """Add the terms of a document."""
        for term, mask in masks:
            self._found[term].extend((position, mask))

    def __iter__(self) -> Iterator[tuple[str, "array[int]"]]:
        yield from self._found.items()

    def frequencies(self) -> Mapping[str, int]:
        """Return how many documents have each term."""
        return {term: len(found) // 2 for term, found in self._found.items()}

    def shards(self) -> Iterator[Shard]:
        """Yield the terms in the order in which browsers sort."""
        shard: Shard = {}
        size = 0
        for term in sorted(self._found, key=as_browsers_sort):
            shard[term] = _gaps(self._found[term])
            size += len(term) + 3 * len(shard[term])
            if size > SHARD:
                yield shard
                shard, size = {}, 0
        if shard:
            yield shard


class Pairs:
    """Documents by two neighbouring stems, kept by the first of them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._found: dict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, position: int, pairs: Mapping[tuple[str, str], int]) -> None:
        """Add a document that stands behind all that were added before."""
        for (one, other), mask in pairs.items():
            number = self._numbers.setdefault(other, len(self._numbers))
            self._found[one].extend((number, position, mask))

    def shards(self) -> Iterator[Shard]:
        """Yield the pairs, two stems with a blank, in the order in which browsers sort."""
        others = list(self._numbers)
        shard: Shard = {}
        size = 0
        for one in sorted(self._found, key=lambda term: as_browsers_sort(f"{term} ")):
            flat = self._found[one]
            postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
            for i in range(0, len(flat), 3):
                postings[others[flat[i]]].extend(flat[i + 1 : i + 3])
            for other in sorted(postings, key=as_browsers_sort):
                shard[f"{one} {other}"] = _gaps(postings[other])
                size += len(one) + len(other) + 3 * len(postings[other])
                if size > SHARD:
                    yield shard
                    shard, size = {}, 0
        if shard:
            yield shard


def vocabulary(
    frequencies: Mapping[str, int], forms: Mapping[str, Counter[str]], most: int
) -> dict[str, object]:
    """Return the most frequent form of each stem, and how frequent it is."""
    ranked = sorted(forms, key=lambda term: (-frequencies[term], term))
    usual = {max(sorted(forms[term]), key=forms[term].__getitem__): term for term in ranked}
    told = sorted([word for word in usual if len(word) > 2 and not DIGIT.search(word)][:most])
    logs = "".join(str(min(9, frequencies[usual[word]].bit_length())) for word in told)
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


def _gaps(flat: "array[int]") -> list[int]:
    merged: dict[int, int] = {}
    for i in range(0, len(flat), 2):
        merged[flat[i]] = merged.get(flat[i], 0) | flat[i + 1]
    gaps, last = [], 0
    for position in sorted(merged):
        gaps += [position - last, merged[position]]
        last = position
    return gaps
