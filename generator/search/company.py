"""Words that keep company with a topic, learnt from the papers that have it.

A paper on associative memory that never says "recall" is still one that somebody who types "recall"
may mean, since most of its kind say so.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.search.documents import ABSTRACT, SUMMARY, TITLE
from generator.search.postings import Lists

LITERAL = TITLE | SUMMARY | ABSTRACT
MOST = 24
"""Words that a paper gets at most."""
MOST_OF_TAG = 300
"""Words of a tag that are looked at, the likeliest."""
LEAST_LIFT = 2.5
"""How much more frequent a word must be among a tag's papers than among all."""
LEAST = 2
"""Papers of a tag that must say a word."""
STEPS = 10**6
"""Scores are rounded to 1/STEPS, so that all machines agree."""


def company(catalog: Catalog, papers: Sequence[Paper], lists: Lists) -> Iterator[list[str]]:
    """Yield for each paper the terms typical of its tags, best first."""
    likely = _likely(catalog, papers, lists)

    @cache
    def words(tags: tuple[str, ...]) -> list[str]:
        scores: dict[str, int] = defaultdict(int)
        for tag in tags:
            for term, score in likely[tag]:
                scores[term] += score
        least = min(nlargest(MOST, scores.values()), default=0)
        best = [term for term, score in scores.items() if score >= least]
        return sorted(best, key=lambda term: (-scores[term], term))[:MOST]

    return (words(paper.tags) for paper in papers)


def _likely(catalog: Catalog, papers: Sequence[Paper], lists: Lists) -> dict[str, list[tuple[str, int]]]:
    """Return the words of each tag with the share of its papers that say them, weighed by lift."""
    terms = lists.vocabulary.terms
    telling = np.array(
        [len(term) >= 3 and not term.isdigit() and term[0] != "=" for term in terms], dtype=bool
    )
    said = (lists.masks & LITERAL > 0) & (lists.documents < len(papers))
    order = np.argsort(lists.documents[said], kind="stable")
    by_paper = lists.first[said][order]
    starts = np.searchsorted(lists.documents[said][order], np.arange(len(papers) + 1))
    holders = np.bincount(by_paper, minlength=len(terms))
    telling &= (holders >= LEAST) & (holders <= len(papers) / 4)
    position = {paper.id: place for place, paper in enumerate(papers)}
    likely = {}
    for tag, tagged in catalog.by_tag.items():
        places = [position[paper.id] for paper in tagged]
        found = np.concatenate([by_paper[starts[place] : starts[place + 1]] for place in places])
        counts = np.bincount(found, minlength=len(terms))
        rows = np.flatnonzero(telling & (counts >= LEAST))
        scores = _scores(counts[rows], holders[rows], len(tagged), len(papers))
        likely[tag] = _best(
            {terms[row]: score for row, score in zip(rows, scores.tolist(), strict=True)}
        )
    return likely


def _scores(
    counts: NDArray[np.int64], holders: NDArray[np.int64], tagged: int, papers: int
) -> NDArray[np.int64]:
    """Return how likely each word is among a tag's papers, 0 where it is no likelier than elsewhere."""
    share = counts / (tagged + 1)
    lift = share * papers / holders
    scores = np.rint(share * np.log(np.maximum(lift, 1)) * STEPS).astype(np.int64)
    return np.where(lift >= LEAST_LIFT, scores, 0)


def _best(scores: dict[str, int]) -> list[tuple[str, int]]:
    likely = [(term, score) for term, score in scores.items() if score]
    return sorted(likely, key=lambda item: (-item[1], item[0]))[:MOST_OF_TAG]
