"""Evidence for topics in a title and an abstract: their names, and the words of their papers."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from generator.errors import printable
from generator.suggestions.phrases import Text, Topic
from generator.suggestions.profiles import Profile, Profiles, Term, weigh

ONCE, REPEATED = 0.4, 0.7
"""Confidence in a name found in the abstract, relative to the title."""
SHARE_EXPONENT = 0.75
"""Below 1, so that a word in many papers outweighs one frequent in a few."""


class Mention(NamedTuple):
    """A topic's name as it is written."""

    confidence: float
    """Probability that the topic is meant, from all its names."""
    quote: str
    """The name with the highest confidence."""
    place: Literal["title", "text"]


@dataclass(frozen=True)
class Evidence:
    """A title and an abstract compared with the profiles of a catalogue."""

    title: Text
    text: Text
    profiles: Profiles
    called: str = "abstract"
    """What an explanation calls the text."""

    @cached_property
    def mentions(self) -> dict[Topic, Mention]:
        """The topics that are named."""
        named: dict[Topic, list[Mention]] = defaultdict(list)
        in_title, in_text = self.profiles.phrases.find(self.title), self.profiles.phrases.find(self.text)
        for phrase in in_title | in_text:
            for topic in self.profiles.phrases.topics[phrase]:
                confidence = self.profiles.reliability(phrase, topic)
                named[topic].append(
                    _mention(confidence, in_title.get(phrase, []), in_text.get(phrase, []))
                )
        return {topic: _together(mentions) for topic, mentions in named.items()}

    @cached_property
    def terms(self) -> Mapping[Term, float]:
        """Words and named tags with their weights, which grow with rarity."""
        counts = weigh(self.title, self.text)
        rarity = {term: self.profiles.rarity(term) for term in counts}
        length = math.hypot(*(weight * rarity[term] for term, weight in counts.items())) or 1
        words = {term: weight * rarity[term] ** 2 / length for term, weight in counts.items()}
        tags = {
            topic: mention.confidence for topic, mention in self.mentions.items() if topic.kind == "tag"
        }
        return words | tags

    @cached_property
    def similarity(self) -> dict[Topic, float]:
        """Similarity to each topic's papers and description; named tags count for themes only."""
        similarity: dict[Topic, float] = defaultdict(float)
        for term, weight in self.terms.items():
            for topic, share in self.profiles.shares(term):
                if topic.kind == "theme" or isinstance(term, str):
                    similarity[topic] += weight * share**SHARE_EXPONENT
        return similarity

    def confidence(self, topic: Topic) -> float:
        """Return the probability that a topic is named, 0 if none of its names occurs."""
        return self.mentions[topic].confidence if topic in self.mentions else 0

    def shared(self, profile: Profile) -> Mapping[Term, float]:
        """Return the terms shared with a paper or a description, with their weights."""
        both = self.terms.keys() & profile.terms.keys()
        return {term: self.terms[term] * profile.terms[term] for term in both}

    def spell(self, term: Term) -> str:
        """Return a term as the title or the abstract has it."""
        if isinstance(term, Topic):
            return printable(self.mentions[term].quote)
        return self.title.spelling.get(term) or self.text.spelling[term]


def _mention(confidence: float, in_title: list[str], in_text: list[str]) -> Mention:
    if in_title:
        return Mention(confidence, in_title[0], "title")
    return Mention(confidence * (REPEATED if len(in_text) > 1 else ONCE), in_text[0], "text")


def _together(mentions: list[Mention]) -> Mention:
    surest = max(mentions, key=lambda mention: mention.confidence)
    return surest._replace(confidence=1 - math.prod(1 - mention.confidence for mention in mentions))
