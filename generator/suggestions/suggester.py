"""Suggest themes and tags for a paper from its title and abstract, each with its reason in words."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.catalog.index import Catalog
from generator.errors import quote
from generator.suggestions.evidence import Evidence
from generator.suggestions.phrases import Kind, Topic, read
from generator.suggestions.profiles import NOTHING, Profile, Profiles
from generator.text import texmath

MOST_THEMES, MOST_TAGS = 3, 5
LEAST_THEME, LEAST_TAG = 0.3, 0.5
"""Scores below which nothing is suggested; tests/bench_suggestions.py shows what they cost and save."""
LEAST_NAMED = 0.5
"""A theme after the first must also be named so surely."""
MENTION_OF_THEME, LIKENESS_OF_TAG = 0.1, 0.6
"""Themes go by likeness and tags by their names; so much does the other evidence add."""
QUOTED = 3
"""Words of the title or abstract that an explanation quotes."""


@dataclass(frozen=True)
class Suggestion:
    """A theme or a tag that may fit."""

    id: str
    score: float
    """The higher, the surer; themes compare with themes, tags with tags."""
    because: str
    """One clause for people, quoting words of the title or abstract."""


@dataclass(frozen=True)
class Suggestions:
    """What may fit a paper, the surest first; empty where nothing does."""

    themes: tuple[Suggestion, ...]
    """The first is the primary theme."""
    tags: tuple[Suggestion, ...]


class Suggester:
    """Knows a catalog's themes and tags by their names and by the words of their papers."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._profiles = Profiles(catalog)

    def suggest(
        self, title: str, text: str, leave_out: str = "", called: str = "abstract"
    ) -> Suggestions:
        """Return what fits a title and an abstract, or what the text is called, TeX between dollars.

        The paper whose id is `leave_out` counts as if the catalog did not hold it.
        """
        evidence = replace(self.evidence(title, text, leave_out), called=called)
        totals = scores(evidence)
        ranked = best(totals, "theme", LEAST_THEME)[:MOST_THEMES]
        themes = ranked[:1] + [theme for theme in ranked[1:] if _is_named(evidence, theme)]
        tags = best(totals, "tag", LEAST_TAG)[:MOST_TAGS]
        return Suggestions(
            tuple(
                Suggestion(theme.id, totals[theme], self._because(evidence, theme)) for theme in themes
            ),
            tuple(Suggestion(tag.id, totals[tag], self._because(evidence, tag)) for tag in tags),
        )

    def evidence(self, title: str, text: str, leave_out: str = "") -> Evidence:
        """Return all that a title and an abstract say, before anything is chosen."""
        without = self._profiles.papers.get(leave_out, NOTHING)
        return Evidence(read(title), read(text), self._profiles, without)

    def _because(self, evidence: Evidence, topic: Topic) -> str:
        """Quote the topic's name, or else name the paper of the topic that is most alike."""
        if _is_named(evidence, topic):
            mention = evidence.mentions[topic]
            place = "title" if mention.place == "title" else evidence.called
            return f"the {place} says {quote(mention.quote)}"
        if not (paper := self._most_alike(evidence, topic)):
            return f"its description has {_shared(evidence, self._profiles.descriptions[topic])}"
        title = quote(texmath.to_text(self._catalog.paper[paper].title))
        return f"like {title} (shared: {_shared(evidence, self._profiles.papers[paper])})"

    def _most_alike(self, evidence: Evidence, topic: Topic) -> str | None:
        groups = self._catalog.by_theme if topic.kind == "theme" else self._catalog.by_tag
        alike = {}
        for paper in groups.get(topic.id, ()):
            profile = self._profiles.papers[paper.id]
            if topic in profile.topics and profile is not evidence.without:
                alike[paper.id] = math.fsum(evidence.shared(profile).values())
        return min(filter(alike.get, alike), key=lambda one: (-alike[one], one), default=None)


def scores(evidence: Evidence) -> dict[Topic, float]:
    """Return how well each topic fits."""
    totals = {}
    for topic in evidence.likeness | evidence.mentions:
        likeness, sureness = evidence.likeness.get(topic, 0), evidence.sureness(topic)
        by_likeness = likeness + MENTION_OF_THEME * sureness
        by_names = sureness + LIKENESS_OF_TAG * likeness
        totals[topic] = by_likeness if topic.kind == "theme" else by_names
    return totals


def best(totals: Mapping[Topic, float], kind: Kind, least: float = 0) -> list[Topic]:
    """Return the topics that score at least so much, the best first."""
    sure = [topic for topic, total in totals.items() if topic.kind == kind and total >= least]
    return sorted(sure, key=lambda topic: (-totals[topic], topic.id))


def _is_named(evidence: Evidence, topic: Topic) -> bool:
    return evidence.sureness(topic) > (LEAST_NAMED if topic.kind == "theme" else 0)


def _shared(evidence: Evidence, profile: Profile) -> str:
    """Return the terms that say most of what a text and a profile share, as they are written."""
    shared = evidence.shared(profile)
    strongest = sorted(shared, key=lambda term: (-shared[term], evidence.spell(term)))
    return ", ".join(list(dict.fromkeys(map(evidence.spell, strongest)))[:QUOTED])
