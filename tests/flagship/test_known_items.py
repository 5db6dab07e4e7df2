"""Search on the flagship: queries with the paper that each is after.

A paper that is gone is skipped, and so is a phrase that its summary has lost. Papers that come in may
move one down, so it is enough to be among the first ten for a share of the queries of each kind.
"""

import pytest
import yaml

from searching import find
from support import ROOT

KNOWN = yaml.safe_load((ROOT / "tests/flagship/known_items.yml").read_text("utf-8"))
LEAST = {
    "exact title": 0.98,
    "half title": 0.95,
    "one typo": 0.9,
    "two typos": 0.8,
    "author and topic": 0.95,
    "no diacritics": 0.9,
    "phrase of the summary": 0.95,
    "acronym": 0.9,
    "concept": 0.8,
}


@pytest.mark.parametrize("kind", KNOWN)
def test_known_items_are_found(visit_flagship, flagship_address, flagship, kind):
    items = [item for item in KNOWN[kind] if stands(item["query"], flagship.paper.get(item["paper"]))]
    if not items:
        pytest.skip("the flagship holds none of these papers")
    found = find(visit_flagship(), flagship_address, [item["query"] for item in items], 10)
    missed = [item["query"] for item, got in zip(items, found, strict=True) if item["paper"] not in got]
    assert 1 - len(missed) / len(items) >= LEAST[kind], missed


def stands(query, paper):
    """Tell whether the paper is still there, with the phrase if the query is one."""
    phrase = query.strip('"') if query.startswith('"') else ""
    return paper is not None and phrase.lower() in " ".join((paper.summary or "").split()).lower()
