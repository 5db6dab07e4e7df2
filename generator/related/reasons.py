"""Reasons in plain words why two papers are related."""

import re
from collections.abc import Callable, Iterator

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.related.vectors import Term
from generator.text import texmath
from generator.text.words import WORD, stem, words

MOST_TOPICS = 2
LEAST_TAG, LEAST_WORD = 0.02, 0.02
"""How much of a score a tag or a word must explain to be named."""
COUNTABLE = re.compile(
    r"(?:bound|circuit|constant|equation|feature|field|law|limit|machine|matrix|memory|method"
    r"|model|network|operator|problem|process|simulation|system|transformer|autoencoder|benchmark)$"
)
"""Last words of tags that stand in the plural after "both on"."""

TO_OLDER = {"builds_on": "this paper builds on it", "answers": "this paper answers it"}
TO_NEWER = {"builds_on": "builds on this paper", "answers": "answers this paper"}


class Reasons:
    """Says why papers of a catalogue are near each other."""

    def __init__(self, catalog: Catalog, shared: Callable[[str, str], list[tuple[float, Term]]]) -> None:
        self._catalog, self._shared = catalog, shared
        self._lower_case = _lower_case(catalog)

    def reason(self, paper: Paper, other: Paper) -> str:
        """Return why `other` is shown beside `paper`: "same authors, both on grokking"."""
        reasons = (self._relation(paper, other), self._authors(paper, other), self._topics(paper, other))
        return ", ".join(filter(None, reasons)) or self._themes(paper, other)

    def _relation(self, paper: Paper, other: Paper) -> str:
        for relation in paper.relations:
            if relation.paper == other.id:
                return TO_OLDER[relation.kind]
        for relation in other.relations:
            if relation.paper == paper.id:
                return TO_NEWER[relation.kind]
        return ""

    def _authors(self, paper: Paper, other: Paper) -> str:
        ours, theirs = ({author.id: author.name for author in each.people} for each in (paper, other))
        shared = [name for id, name in theirs.items() if id in ours]
        if not shared:
            return ""
        if len(shared) == len(theirs) == len(ours):
            return "same author" if len(shared) == 1 else "same authors"
        return f"also by {_joined(shared)}" if len(shared) < 3 else f"{len(shared)} of the same authors"

    def _topics(self, paper: Paper, other: Paper) -> str:
        shared = [(score, *_parts(term)) for score, term in self._shared(paper.id, other.id)]
        tags = [key for score, block, key in shared if block == "tag" and score >= LEAST_TAG]
        if tags:
            return "both on " + _joined(self._tags(tags))
        stems = [key for score, block, key in shared if block == "word" and score >= LEAST_WORD]
        if stems:
            quoted = (self._within_sentence(_spelt(paper, key)) for key in stems[:MOST_TOPICS])
            return "both mention " + _joined([f"“{word}”" for word in quoted])
        return ""

    def _themes(self, paper: Paper, other: Paper) -> str:
        shared = (self._catalog.theme[id].name for id in paper.themes if id in other.themes)
        return f"both in {next(shared, 'the same reading list')}"

    def _tags(self, ids: list[str]) -> list[str]:
        """Return the first tags' names without those that another one's name holds."""
        chosen: list[str] = []
        for name in (self._catalog.tag[id].name for id in ids):
            if len(chosen) < MOST_TOPICS and not any(_overlap(name, other) for other in chosen):
                chosen.append(name)
        lower = map(self._within_sentence, chosen)
        return [_plural(name) if COUNTABLE.search(name) else name for name in lower]

    def _within_sentence(self, name: str) -> str:
        first = words(name)[:1]
        if first and first[0] in self._lower_case:
            name = name[0].lower() + name[1:]
        return name


def _lower_case(catalog: Catalog) -> frozenset[str]:
    """Return the words that a catalogue writes in lower case somewhere, which are no proper names."""
    papers = (text for paper in catalog.papers for text in (paper.summary, paper.abstract))
    tags = (text for tag in catalog.tags for text in (tag.description, *tag.aliases))
    written = (frozenset(WORD.findall(text)) for text in (*papers, *tags) if text)
    return frozenset(word for word in frozenset[str]().union(*written) if word.islower())


def _parts(term: Term) -> tuple[str, str]:
    block, _, key = term.partition(":")
    return block, key


def _joined(items: list[str]) -> str:
    return " and ".join(items)


def _overlap(one: str, other: str) -> bool:
    return one.lower() in other.lower() or other.lower() in one.lower()


def _plural(name: str) -> str:
    return re.sub(r"y$", "ie", re.sub(r"ix$", "ice", re.sub(r"ss$", "sse", name))) + "s"


def _spelt(paper: Paper, key: str) -> str:
    """Return the first word of a paper with a stem, as the paper writes it."""
    return next((word for word in _written(paper) if stem("".join(words(word))) == key), key)


def _written(paper: Paper) -> Iterator[str]:
    for text in (paper.summary, paper.abstract, paper.title):
        yield from WORD.findall(texmath.to_text(text or ""))
