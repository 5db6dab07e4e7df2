"""Words that keep company with a topic, learnt from the papers that have it.

A paper on associative memory that never says "recall" is still one that somebody who types "recall"
may mean, since most of its kind say so.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import log

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.search.documents import ABSTRACT, SUMMARY, TITLE
from generator.search.postings import Postings

LITERAL = TITLE | SUMMARY | ABSTRACT
MOST = 24
"""Words that a paper gets at most."""
LEAST_LIFT = 2.5
"""How much more frequent a word must be among a tag's papers than among all."""
LEAST = 2
"""Papers of a tag that must say a word."""


def company(catalog: Catalog, papers: Sequence[Paper], postings: Postings) -> list[list[str]]:
    """Return for each paper the terms typical of its tags that it does not use, best first."""
    likely = _likely(catalog, papers, postings)
    return [_words(paper, likely) for paper in papers]


def _likely(
    catalog: Catalog, papers: Sequence[Paper], postings: Postings
) -> Mapping[str, list[tuple[str, float]]]:
    """Return the words of each tag with the share of its papers that say them, weighed by lift."""
    likely: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for term, flat in postings:
        if len(term) < 3 or term.isdigit():
            continue
        holders = [flat[i] for i in range(0, len(flat), 2) if flat[i + 1] & LITERAL]
        if len(holders) < LEAST or len(holders) > len(papers) / 4:
            continue
        counts = Counter(tag for n in holders for tag in papers[n].tags)
        for tag, count in counts.items():
            share = count / (len(catalog.by_tag[tag]) + 1)
            lift = share * len(papers) / len(holders)
            if count >= LEAST and lift >= LEAST_LIFT:
                likely[tag].append((term, share * log(lift)))
    return likely


def _words(paper: Paper, likely: Mapping[str, list[tuple[str, float]]]) -> list[str]:
    scores: dict[str, float] = defaultdict(float)
    for tag in paper.tags:
        for term, score in likely.get(tag, ()):
            scores[term] += score
    ranked = sorted(scores, key=lambda term: (-scores[term], term))
    return ranked[:MOST]
