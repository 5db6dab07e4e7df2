"""Statistics of words and phrases by topic, learnt from the catalogue."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.suggestions.phrases import NO_TEXT, Phrase, Phrases, Text, Topic, read
from generator.text.words import FUNCTION_WORDS

Term = str | Topic
"""A stem, or a tag that a paper has or names."""

TITLE_WEIGHT = 2
"""Occurrences that a word in the title counts for."""
TAG_WEIGHT = 0.3
"""Weight of a tag among the words of a paper, whose weights have length 1."""
LATER_THEME_SHARE = 0.5
"""Share of a paper that counts for its second and third theme."""
DESCRIPTION_WEIGHT = 6
"""Number of papers that a topic's names and description count for."""
PRIOR = 0.7
"""Assumed precision of a name that no paper has used yet."""


@dataclass(frozen=True)
class Profile:
    """Topics and terms of one paper, or of one topic's description."""

    topics: Mapping[Topic, float]
    """Themes and tags, each with the share of the paper that counts for it."""
    terms: Mapping[Term, float]
    phrases: frozenset[Phrase] = frozenset()


class Profiles:
    """Word and tag counts of a catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        described = dict(_vocabulary(catalog))
        self.phrases = Phrases(
            (topic, name) for topic, (names, _) in described.items() for name in names
        )
        self.descriptions = {
            topic: Profile(
                {topic: DESCRIPTION_WEIGHT}, weigh(NO_TEXT, read(". ".join((*names, description))))
            )
            for topic, (names, description) in described.items()
        }
        # Others teach nothing yet, so that an import ends alike when it is run again after a kill.
        confirmed = (paper for paper in catalog.papers if any(_topics(paper)))
        self.papers = {paper.id: self._learn(paper) for paper in confirmed}
        self._holding: Counter[Term] = Counter()
        self._using: Counter[Phrase] = Counter()
        self._meaning: Counter[tuple[Phrase, Topic]] = Counter()
        self._mass: dict[Topic, float] = defaultdict(float)
        self._weights: dict[Term, dict[Topic, float]] = defaultdict(lambda: defaultdict(float))
        for profile in (*self.descriptions.values(), *self.papers.values()):
            self._add(profile)

    def rarity(self, term: Term) -> float:
        """Return a term's inverse document frequency."""
        documents = len(self.papers) + len(self.descriptions)
        return math.log((documents + 1) / (self._holding[term] + 0.5))

    def shares(self, term: Term) -> Iterator[tuple[Topic, float]]:
        """Yield each topic whose papers or description hold a term, with its mean weight there."""
        for topic, weight in self._weights.get(term, {}).items():
            yield topic, weight / self._mass[topic]

    def reliability(self, phrase: Phrase, topic: Topic) -> float:
        """Return the share of the papers using a phrase that have the topic."""
        return (self._meaning[phrase, topic] + PRIOR) / (self._using[phrase] + 1)

    def _learn(self, paper: Paper) -> Profile:
        title, text = (
            read(paper.title),
            read(" ".join(filter(None, (paper.summary, paper.abstract)))),
        )
        topics = {topic: share for topic, share in _topics(paper) if topic in self.descriptions}
        tags = [topic for topic in topics if topic.kind == "tag"]
        terms = weigh(title, text) | dict.fromkeys(tags, TAG_WEIGHT)
        phrases = self.phrases.find(title).keys() | self.phrases.find(text).keys()
        return Profile(topics, terms, frozenset(phrases))

    def _add(self, profile: Profile) -> None:
        self._holding.update(profile.terms.keys())
        self._using.update(profile.phrases)
        for phrase in profile.phrases:
            meant = profile.topics.keys() & self.phrases.topics[phrase]
            self._meaning.update((phrase, topic) for topic in meant)
        for topic, share in profile.topics.items():
            self._mass[topic] += share
            for term, weight in profile.terms.items():
                self._weights[term][topic] += share * weight


def weigh(title: Text, text: Text) -> dict[Term, float]:
    """Return the stems of a paper with weights whose squares sum to 1."""
    counts = Counter(word.stem for word in text.words)
    for word in title.words:
        counts[word.stem] += TITLE_WEIGHT
    weights: dict[Term, float] = {
        stem: 1 + math.log(count)
        for stem, count in counts.items()
        if len(stem) > 1 and stem not in FUNCTION_WORDS
    }
    length = math.hypot(*weights.values())
    return {stem: weight / length for stem, weight in weights.items()}


def _vocabulary(catalog: Catalog) -> Iterator[tuple[Topic, tuple[tuple[str, ...], str]]]:
    for theme in catalog.themes:
        yield Topic("theme", theme.id), ((theme.name, *theme.aliases), theme.summary)
    for tag in catalog.tags:
        yield Topic("tag", tag.id), ((tag.name, *tag.aliases), tag.description)


def _topics(paper: Paper) -> Iterator[tuple[Topic, float]]:
    if "themes" not in paper.review:
        for index, id in enumerate(paper.themes):
            yield Topic("theme", id), LATER_THEME_SHARE if index else 1
    if "tags" not in paper.review:
        for id in paper.tags:
            yield Topic("tag", id), 1
