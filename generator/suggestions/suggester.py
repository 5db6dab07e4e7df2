"""Suggest themes and tags for a paper from its title and abstract, each with its reason in words."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from generator.catalog.index import Catalog
from generator.errors import quote
from generator.suggestions.evidence import Evidence
from generator.suggestions.phrases import Kind, Topic, read
from generator.suggestions.profiles import Profile, Profiles
from generator.text import texmath

MAX_THEMES, MAX_TAGS = 3, 5
THEME_THRESHOLD, TAG_THRESHOLD = 0.3, 0.5
"""Lowest scores to suggest; tests/bench/suggestions.py measures precision and recall."""
NAMED_THRESHOLD = 0.5
"""Lowest confidence that a second or third theme is named."""
THEME_MENTION_WEIGHT, TAG_SIMILARITY_WEIGHT = 0.1, 0.6
"""Weight of the secondary evidence: themes are ranked mainly by similarity, tags by mentions."""
MAX_QUOTED = 3
"""Most words that a reason quotes."""


@dataclass(frozen=True)
class Suggestion:
    """A theme or a tag that may fit."""

    id: str
    score: float
    """Comparable among themes and among tags, not between them."""
    reason: str
    """One clause for people, quoting words of the title or abstract."""


@dataclass(frozen=True)
class Suggestions:
    """Themes and tags that may fit a paper, best first."""

    themes: tuple[Suggestion, ...]
    """The first is the primary theme."""
    tags: tuple[Suggestion, ...]


class Suggester:
    """Suggests themes and tags from their names and from the words of their papers."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._profiles = Profiles(catalog)

    def suggest(self, title: str, text: str, called: str = "abstract") -> Suggestions:
        """Return themes and tags for a title and a text, TeX between dollars.

        `called` names the text in reasons.
        """
        evidence = self.evidence(title, text, called)
        totals = scores(evidence)
        ranked = best(totals, "theme", THEME_THRESHOLD)[:MAX_THEMES]
        themes = ranked[:1] + [theme for theme in ranked[1:] if _is_named(evidence, theme)]
        tags = best(totals, "tag", TAG_THRESHOLD)[:MAX_TAGS]
        return Suggestions(
            tuple(
                Suggestion(theme.id, totals[theme], self._reason(evidence, theme)) for theme in themes
            ),
            tuple(Suggestion(tag.id, totals[tag], self._reason(evidence, tag)) for tag in tags),
        )

    def likeness(self, title: str, text: str) -> float:
        """Return how well a paper fits its best theme; suggested themes have 0.3 or more."""
        totals = scores(self.evidence(title, text))
        return max((totals[topic] for topic in best(totals, "theme")), default=0)

    def nearest(self, title: str, text: str, most: int) -> list[str]:
        """Return the papers of the catalogue that share most with a title and a text."""
        evidence = self.evidence(title, text)
        alike = {
            paper: math.fsum(evidence.shared(profile).values())
            for paper, profile in self._profiles.papers.items()
        }
        return sorted(filter(alike.get, alike), key=lambda paper: (-alike[paper], paper))[:most]

    def evidence(self, title: str, text: str, called: str = "abstract") -> Evidence:
        """Return the evidence in a title and a text."""
        return Evidence(read(title), read(text), self._profiles, called)

    def _reason(self, evidence: Evidence, topic: Topic) -> str:
        """Quote the topic's name, or else name its most similar paper."""
        if _is_named(evidence, topic):
            mention = evidence.mentions[topic]
            place = "title" if mention.place == "title" else evidence.called
            return f"the {place} says {quote(mention.quote)}"
        if not (paper := self._nearest_paper(evidence, topic)):
            return f"its description has {_shared(evidence, self._profiles.descriptions[topic])}"
        title = quote(texmath.to_text(self._catalog.paper[paper].title))
        return f"like {title} (shared: {_shared(evidence, self._profiles.papers[paper])})"

    def _nearest_paper(self, evidence: Evidence, topic: Topic) -> str | None:
        groups = self._catalog.by_theme if topic.kind == "theme" else self._catalog.by_tag
        alike = {}
        for paper in groups.get(topic.id, ()):
            profile = self._profiles.papers.get(paper.id)
            if profile and topic in profile.topics:
                alike[paper.id] = math.fsum(evidence.shared(profile).values())
        return min(filter(alike.get, alike), key=lambda one: (-alike[one], one), default=None)


def scores(evidence: Evidence) -> dict[Topic, float]:
    """Return how well each topic fits."""
    totals = {}
    for topic in evidence.similarity | evidence.mentions:
        similarity, confidence = evidence.similarity.get(topic, 0), evidence.confidence(topic)
        by_likeness = similarity + THEME_MENTION_WEIGHT * confidence
        by_names = confidence + TAG_SIMILARITY_WEIGHT * similarity
        totals[topic] = by_likeness if topic.kind == "theme" else by_names
    return totals


def best(totals: Mapping[Topic, float], kind: Kind, least: float = 0) -> list[Topic]:
    """Return the topics that score at least so much, the best first."""
    sure = [topic for topic, total in totals.items() if topic.kind == kind and total >= least]
    return sorted(sure, key=lambda topic: (-totals[topic], topic.id))


def _is_named(evidence: Evidence, topic: Topic) -> bool:
    return evidence.confidence(topic) > (NAMED_THRESHOLD if topic.kind == "theme" else 0)


def _shared(evidence: Evidence, profile: Profile) -> str:
    """Return the terms that say most of what a text and a profile share, as they are written."""
    shared = evidence.shared(profile)
    strongest = sorted(shared, key=lambda term: (-shared[term], evidence.spell(term)))
    return ", ".join(list(dict.fromkeys(map(evidence.spell, strongest)))[:MAX_QUOTED])
