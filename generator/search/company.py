"""Words that keep company with a topic, learnt from the papers that have it.

A paper on associative memory that never says "recall" is still one that somebody who types "recall"
may mean, since most of its kind say so.
"""

from collections.abc import Iterator, Sequence
from functools import cache

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


Weights = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Words by their place in the alphabet, and a score for each."""


def company(catalog: Catalog, papers: Sequence[Paper], lists: Lists) -> Iterator[list[str]]:
    """Yield for each paper the terms typical of its tags, best first."""
    names = sorted(lists.vocabulary.terms)
    likely = _likely(catalog, papers, lists)

    @cache
    def words(tags: tuple[str, ...]) -> list[str]:
        if not tags:
            return []
        terms, scores = map(np.concatenate, zip(*map(likely.__getitem__, tags), strict=True))
        found, of = np.unique(terms, return_inverse=True)
        best, _ = _best(found, np.bincount(of, scores).astype(np.int64), MOST)
        return [names[term] for term in best.tolist()]

    return (words(paper.tags) for paper in papers)


def _likely(catalog: Catalog, papers: Sequence[Paper], lists: Lists) -> dict[str, Weights]:
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
    alphabet = np.empty(len(terms), dtype=np.int64)
    alphabet[sorted(range(len(terms)), key=terms.__getitem__)] = np.arange(len(terms))
    position = {paper.id: place for place, paper in enumerate(papers)}
    likely = {}
    for tag, tagged in catalog.by_tag.items():
        places = [position[paper.id] for paper in tagged]
        found = np.concatenate([by_paper[starts[place] : starts[place + 1]] for place in places])
        counts = np.bincount(found, minlength=len(terms))
        rows = np.flatnonzero(telling & (counts >= LEAST))
        scores = _scores(counts[rows], holders[rows], len(tagged), len(papers))
        likely[tag] = _best(alphabet[rows], scores, MOST_OF_TAG)
    return likely


def _scores(
    counts: NDArray[np.int64], holders: NDArray[np.int64], tagged: int, papers: int
) -> NDArray[np.int64]:
    """Return how likely each word is among a tag's papers, 0 where it is no likelier than elsewhere."""
    share = counts / (tagged + 1)
    lift = share * papers / holders
    scores = np.rint(share * np.log(np.maximum(lift, 1)) * STEPS).astype(np.int64)
    return np.where(lift >= LEAST_LIFT, scores, 0)


def _best(terms: NDArray[np.int64], scores: NDArray[np.int64], most: int) -> Weights:
    """Return the terms with the highest scores above 0, best first, equal ones by the alphabet."""
    terms, scores = terms[scores > 0], scores[scores > 0]
    order = np.lexsort((terms, -scores))[:most]
    return terms[order], scores[order]
