"""Measure suggestions on the flagship: how often they are what its curators chose, and what they cost.

Each paper is suggested to as if the catalog did not hold it. The query is its title and the abstract of
the listing that it came from; listings are no part of the repository, so elsewhere it is the summary.
Run by `make bench`.
"""

import hashlib
import re
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import yaml

from generator.catalog import shelf
from generator.catalog.index import Catalog, title_key
from generator.suggestions.suggester import Suggester, best, scores
from support import LISTINGS, ROOT

FOLDS = 5
MANY = 10_000


class Query(NamedTuple):
    """What is asked of a paper, and what curators answered."""

    paper: str
    title: str
    text: str
    themes: tuple
    tags: tuple


def compare():
    """Print the quality on all papers, one and a fifth of them left out at a time, and the cost."""
    catalog = flagship()
    source, asked = queries(catalog)
    one, fold = left_out(catalog, asked), folded(catalog, asked)
    print(f"\n{'suggestions for ' + source:52}{'one out':>10}{'fifth out':>10}")
    for label in one:
        print(f"{label:52}{one[label]:>10.2f}{fold[label]:>10.2f}")
    print(f"{'':52}{len(catalog.papers):>10,}{MANY:>10,}")
    few, many = cost(catalog, asked), cost(multiplied(catalog, MANY), asked)
    for label in few:
        print(f"{label:52}{few[label]:>10.1f}{many[label]:>10.1f}")


def flagship():
    return shelf.load(ROOT / "catalog").catalog


def queries(catalog):
    """Return what is asked, said in words, and the query of each paper that curators have placed."""
    papers = [paper for paper in catalog.papers if not {"themes", "tags"} & set(paper.review)]
    if LISTINGS.is_dir():
        source, texts = "title and listed abstract", listed(papers)
    else:
        source, texts = (
            "title and summary (no listings here)",
            {p.id: (p.title, p.summary or "") for p in papers},
        )
    return source, [Query(p.id, *texts[p.id], p.themes, p.tags) for p in papers if p.id in texts]


def listed(papers):
    """Return title and abstract by paper, as they stand one after the other in a listing."""
    following = {}
    for path in sorted(LISTINGS.glob("*.txt")):
        blocks = [
            block.strip() for block in re.split(r"\n\s*\n", path.read_text("utf-8")) if block.strip()
        ]
        for title, abstract in pairwise(blocks):
            following.setdefault(title_key(title), (title, abstract))
    catalogue = yaml.safe_load((LISTINGS.parent / "catalogue/papers.yml").read_text("utf-8"))
    titles = {title_key(entry["title"]): entry["listing_title"] for entry in catalogue}
    keys = {paper.id: title_key(titles.get(title_key(paper.title), paper.title)) for paper in papers}
    return {id: following[key] for id, key in keys.items() if key in following}


def left_out(catalog, asked):
    """Measure with each paper left out in turn."""
    return quality((query, without(catalog, {query.paper})) for query in asked)


def folded(catalog, asked):
    """Measure with a fifth of the papers away from the catalog at a time."""
    trials = []
    for fold in range(FOLDS):
        away = {query.paper for query in asked[fold::FOLDS]}
        suggester = without(catalog, away)
        trials += [(query, suggester) for query in asked if query.paper in away]
    return quality(trials)


def without(catalog, away):
    """Return what the other papers teach."""
    rest = tuple(paper for paper in catalog.papers if paper.id not in away)
    return Suggester(replace(catalog, papers=rest))


def quality(trials):
    """Return the shares of queries and of suggestions that are right."""
    n = Counter()
    for query, suggester in trials:
        ranking = scores(suggester.evidence(query.title, query.text))
        themes = [topic.id for topic in best(ranking, "theme")]
        three = {topic.id for topic in best(ranking, "tag")[:3]}
        given = suggester.suggest(query.title, query.text)
        further, tags = {theme.id for theme in given.themes[1:]}, {tag.id for tag in given.tags}
        n["first"] += query.themes[0] in themes[:1]
        n["first two"] += query.themes[0] in themes[:2]
        chosen = (
            ("further", further, query.themes),
            ("three", three, query.tags),
            ("tags", tags, query.tags),
        )
        for kind, ids, right in chosen:
            n[kind] += len(ids)
            n[kind, "right"] += len(ids.intersection(right))
        n["wanted"] += len(query.tags)
        n["queries"] += 1
    return {
        "primary theme right": n["first"] / n["queries"],
        "primary theme among the first two": n["first two"] / n["queries"],
        "further themes shown, a paper": n["further"] / n["queries"],
        "further themes right": n["further", "right"] / max(n["further"], 1),
        "best three tags right": n["three", "right"] / max(n["three"], 1),
        "best three tags, share of a paper's found": n["three", "right"] / n["wanted"],
        "tags shown, a paper": n["tags"] / n["queries"],
        "tags shown right": n["tags", "right"] / max(n["tags"], 1),
        "tags shown, share of a paper's found": n["tags", "right"] / n["wanted"],
    }


def cost(catalog, asked):
    """Return the milliseconds of learning a catalog and of one suggestion."""
    start = time.perf_counter()
    suggester = Suggester(catalog)
    ready = time.perf_counter()
    for query in asked:
        suggester.suggest(query.title, query.text)
    done = time.perf_counter()
    return {
        "learning, ms": (ready - start) * 1000,
        "a suggestion, ms": (done - ready) * 1000 / len(asked),
    }


def multiplied(catalog, number):
    """Return a catalog of `number` papers: the same over and over, each with three words of its own."""
    papers = []
    for place in range(number):
        paper = catalog.papers[place % len(catalog.papers)]
        volume = place // len(catalog.papers)
        digest = hashlib.sha256(f"{paper.id} {volume}".encode()).hexdigest()
        words = f"{digest[:8]} {digest[8:15]} {digest[15:24]}"
        changed = {"id": f"{paper.id}-{volume}", "arxiv": None, "summary": f"{paper.summary} {words}"}
        papers.append(paper.model_copy(update=changed))
    return Catalog(tuple(papers), catalog.themes, catalog.tags, ())


if __name__ == "__main__":
    compare()
