"""What a title and an abstract hold that speaks for a topic: its names, and words like its papers'."""

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
"""How much a name in the abstract says, beside one in the title."""
DAMPING = 0.75
"""The power to which shares are raised, so that a word of many papers outdoes one that fills a few."""


class Mention(NamedTuple):
    """A topic's name as it is written."""

    sureness: float
    """The chance that the topic is meant, by all its names together."""
    quote: str
    """The name that says most."""
    place: Literal["title", "text"]


@dataclass(frozen=True)
class Evidence:
    """A title and an abstract, held against the profiles of a catalog."""

    title: Text
    text: Text
    profiles: Profiles
    without: Profile
    """The paper that is left out."""
    called: str = "abstract"
    """What an explanation calls the text."""

    @cached_property
    def mentions(self) -> dict[Topic, Mention]:
        """The topics that are named."""
        named: dict[Topic, list[Mention]] = defaultdict(list)
        in_title, in_text = self.profiles.phrases.find(self.title), self.profiles.phrases.find(self.text)
        for phrase in in_title | in_text:
            for topic in self.profiles.phrases.topics[phrase]:
                sureness = self.profiles.reliability(phrase, topic, self.without)
                named[topic].append(
                    _mention(sureness, in_title.get(phrase, []), in_text.get(phrase, []))
                )
        return {topic: _together(mentions) for topic, mentions in named.items()}

    @cached_property
    def terms(self) -> Mapping[Term, float]:
        """Words and named tags with their weights, which grow with rarity."""
        counts = weigh(self.title, self.text)
        rarity = {term: self.profiles.rarity(term, self.without) for term in counts}
        length = math.hypot(*(weight * rarity[term] for term, weight in counts.items())) or 1
        words = {term: weight * rarity[term] ** 2 / length for term, weight in counts.items()}
        tags = {
            topic: mention.sureness for topic, mention in self.mentions.items() if topic.kind == "tag"
        }
        return words | tags

    @cached_property
    def likeness(self) -> dict[Topic, float]:
        """How much each topic's papers and description are like this; named tags tell themes alone."""
        likeness: dict[Topic, float] = defaultdict(float)
        for term, weight in self.terms.items():
            for topic, share in self.profiles.shares(term, self.without):
                if topic.kind == "theme" or isinstance(term, str):
                    likeness[topic] += weight * share**DAMPING
        return likeness

    def sureness(self, topic: Topic) -> float:
        """Return the chance that a topic is named, 0 if none of its names is there."""
        return self.mentions[topic].sureness if topic in self.mentions else 0

    def shared(self, profile: Profile) -> Mapping[Term, float]:
        """Return the terms shared with a paper or a description, with how much each says."""
        both = self.terms.keys() & profile.terms.keys()
        return {term: self.terms[term] * profile.terms[term] for term in both}

    def spell(self, term: Term) -> str:
        """Return a term as the title or the abstract has it."""
        if isinstance(term, Topic):
            return printable(self.mentions[term].quote)
        return self.title.spelling.get(term) or self.text.spelling[term]


def _mention(sureness: float, in_title: list[str], in_text: list[str]) -> Mention:
    if in_title:
        return Mention(sureness, in_title[0], "title")
    return Mention(sureness * (REPEATED if len(in_text) > 1 else ONCE), in_text[0], "text")


def _together(mentions: list[Mention]) -> Mention:
    surest = max(mentions, key=lambda mention: mention.sureness)
    return surest._replace(sureness=1 - math.prod(1 - mention.sureness for mention in mentions))
