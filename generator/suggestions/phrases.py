"""Running text as words, and the names and aliases of topics found in it."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple

from generator.text import texmath
from generator.text.words import WORD, stem, words

Phrase = tuple[str, ...]
"""The words of a name: stems, but acronyms in their capitals, so that NODE is no node."""
Kind = Literal["theme", "tag"]


class Topic(NamedTuple):
    """A theme or a tag; the two may share an id."""

    kind: Kind
    id: str


class Word(NamedTuple):
    """A word and its position in a text."""

    stem: str
    acronym: str
    """In its capitals and without a plural's s; empty if it is none."""
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A text with formulas as plain Unicode, and its words."""

    written: str
    words: tuple[Word, ...]

    @cached_property
    def spelling(self) -> Mapping[str, str]:
        """How each stem is written where it first stands."""
        return {word.stem: self.quote(word, word) for word in reversed(self.words)}

    def quote(self, first: Word, last: Word) -> str:
        """Return the text from one word to another, on one line."""
        return " ".join(self.written[first.start : last.end].split())


NO_TEXT = Text("", ())


def read(source: str) -> Text:
    """Return a title or an abstract, TeX between dollars, as words."""
    text = unicodedata.normalize("NFKC", texmath.to_text(source))
    found = (
        Word(_stem(match[0]), _acronym(match[0]), match.start(), match.end())
        for match in WORD.finditer(text)
    )
    return Text(text, tuple(word for word in found if word.stem))


class Phrases:
    """Names and aliases of topics, indexed for lookup in texts."""

    def __init__(self, names: Iterable[tuple[Topic, str]]) -> None:
        topics: dict[Phrase, list[Topic]] = defaultdict(list)
        for topic, name in names:
            phrase = tuple(word.acronym or word.stem for word in read(name).words)
            if topic not in topics[phrase]:
                topics[phrase].append(topic)
        self.topics: Mapping[Phrase, list[Topic]] = topics
        self._by_first_word: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in filter(None, topics):
            self._by_first_word[phrase[0]].append(phrase)

    def find(self, text: Text) -> dict[Phrase, list[str]]:
        """Return the phrases found in `text`, each with its spellings there."""
        found: dict[Phrase, list[str]] = defaultdict(list)
        for index, word in enumerate(text.words):
            for phrase in self._starting_with(word):
                here = text.words[index : index + len(phrase)]
                if len(here) == len(phrase) and all(map(_matches, here, phrase)):
                    found[phrase].append(text.quote(here[0], here[-1]))
        return found

    def _starting_with(self, word: Word) -> list[Phrase]:
        known = self._by_first_word
        return known.get(word.stem, []) + (known.get(word.acronym, []) if word.acronym else [])


def _matches(word: Word, part: str) -> bool:
    return part in (word.stem, word.acronym)


@cache
def _stem(word: str) -> str:
    return stem("".join(words(word)))


@cache
def _acronym(word: str) -> str:
    singular = word.removesuffix("s")
    return singular if singular.isupper() and len(singular) > 1 else ""
