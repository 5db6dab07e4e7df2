"""The pages that the flagship's reading lists were taken from, where they are beside the repository."""

import shutil
from dataclasses import replace

import pytest

import bench.suggestions
from generator.importers.listings import page as listing
from support import LISTINGS, ROOT, errors, run, texts

PAGES = sorted(LISTINGS.glob("*.txt"))
pytestmark = pytest.mark.skipif(not PAGES, reason=f"no listings at {LISTINGS}")


def test_each_listing_that_became_a_list_is_told_by_it(flagship):
    told = {(one.title, one.source, one.url, one.date) for one in flagship.lists}
    sources = [listing.read(path.read_text("utf-8"), path.name) for path in PAGES]
    assert {(one.title, one.origin, one.url, one.date) for one in sources} & told


@pytest.mark.slow
def test_importing_the_listings_again_changes_no_record_but_for_its_abstract(tmp_path):
    folder = tmp_path / "catalog"
    shutil.copytree(ROOT / "catalog", folder)
    before = texts(folder)
    run("import", *map(str, PAGES), "--catalog", str(folder), "--added", "2026-11-21")
    after = texts(folder)
    changed = {path for path in before if _without_abstract(after[path]) != before[path]}
    assert changed == set()
    assert errors(folder) == []


@pytest.mark.slow
def test_listed_papers_are_suggested_as_their_curators_chose(flagship):
    papers = [paper for paper in flagship.papers if not {"themes", "tags"} & set(paper.review)]
    listed = bench.suggestions.listed(papers)
    known = replace(flagship, papers=tuple(paper for paper in papers if paper.id in listed))
    _, asked = bench.suggestions.queries(known)
    found = bench.suggestions.folded(known, asked)
    assert found["primary theme right"] >= 0.75
    assert found["primary theme among the first two"] >= 0.88
    assert found["best three tags right"] >= 0.72
    assert found["tags shown right"] >= 0.75
    assert found["tags shown, share of a paper's found"] >= 0.6
    assert found["further themes right"] >= 0.6


def _without_abstract(text):
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        inside = line.startswith("abstract:") or (inside and line[:1] in " \n")
        kept += [] if inside else [line]
    return "".join(kept)
