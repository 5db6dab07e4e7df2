"""Measure related papers against what a reader judged, beside plain TF-IDF, and what they cost.

Run by `make bench`. Precision is the share of the papers shown that were judged relevant; only papers
that were known when tests/data/related.yml was written take part.
"""

import math
import time
from collections import Counter
from dataclasses import replace

import yaml

from bench.suggestions import MANY, flagship, multiplied
from generator.related.neighbours import MOST, Neighbourhood
from generator.related.related import Related
from generator.text import texmath
from generator.text.words import stem, words
from support import ROOT

LEAST, MARGIN = 0.75, 0.10
"""Bounds of the precision, and of how far it lies above that of plain TF-IDF."""


def compare():
    """Print precision on both halves and the cost; fail if a bound is broken."""
    judged = yaml.safe_load((ROOT / "tests/data/related.yml").read_text("utf-8"))
    catalog = flagship()
    known = {*judged["known"]} & {paper.id for paper in catalog.papers}
    catalog = replace(catalog, papers=tuple(paper for paper in catalog.papers if paper.id in known))
    related, plain = Related(catalog), plain_neighbours(catalog)
    shown = {paper.id: [other.paper.id for other in related.to(paper)] for paper in catalog.papers}
    print(f"\n{'related papers':34}{'papers':>10}{'shown':>10}{'right':>10}{'TF-IDF':>10}")
    for half in ("tuned", "held"):
        answers = {id: right for id, right in judged[half].items() if id in known}
        each = sum(len(shown[id]) for id in answers) / len(answers)
        ours, theirs = precision(answers, shown), precision(answers, plain)
        print(f"{half:34}{len(answers):>10}{each:>10.2f}{ours:>10.2f}{theirs:>10.2f}")
        assert ours >= max(LEAST, theirs + MARGIN), f"{half}: too few of the papers shown are relevant"
    most = max(Counter(other for others in shown.values() for other in others).values())
    print(f"{'most often shown, times':34}{most:>10}")
    for count in (len(catalog.papers), MANY):
        print(f"{'all of ' + format(count, ',') + ' papers, s':34}{cost(catalog, count):>10.2f}")


def precision(answers, shown):
    right = sum(other in answers[id] for id in answers for other in shown[id])
    return right / sum(len(shown[id]) for id in answers)


def plain_neighbours(catalog):
    """Return the six nearest by TF-IDF on title and summary."""
    texts = {
        p.id: Counter(map(stem, words(texmath.to_text(f"{p.title} {p.summary}"))))
        for p in catalog.papers
    }
    holding = Counter(word for counts in texts.values() for word in counts)
    vectors = {}
    for id, counts in texts.items():
        vector = {word: n * math.log(len(texts) / holding[word]) for word, n in counts.items()}
        length = math.hypot(*vector.values())
        vectors[id] = {word: weight / length for word, weight in vector.items()}

    def likeness(one, other):
        return sum(weight * vectors[other].get(word, 0) for word, weight in vectors[one].items())

    return {
        id: sorted(texts.keys() - {id}, key=lambda other: (-likeness(id, other), other))[:MOST]
        for id in texts
    }


def cost(catalog, count):
    """Return the processor's seconds for all papers."""
    many = multiplied(catalog, count)
    start = time.process_time()
    neighbourhood = Neighbourhood(many)
    for paper in many.papers:
        neighbourhood.of(paper.id)
    return time.process_time() - start


if __name__ == "__main__":
    compare()
