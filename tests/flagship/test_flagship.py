"""What must hold of the flagship whatever it holds; adding, renaming or removing a paper breaks nothing."""

import re

import pytest

from browsing import resize, visits
from generator import permalinks
from judges import broken_links, hold_accessible, html_errors, loaded_from_elsewhere, parsed
from support import ROOT, run


@pytest.fixture(scope="module")
def pages(flagship_site):
    return parsed(flagship_site)


def test_it_passes_the_check():
    result = run("check", "--catalog", str(ROOT / "catalog"))
    assert (result.exit_code, result.output) == (0, "")


def test_the_strict_build_warns_of_nothing(flagship_site):
    log = flagship_site.with_name(flagship_site.name + ".log").read_text()
    assert not re.search("WARNING|ERROR", log)


def test_every_internal_link_and_anchor_resolves(pages, flagship_site):
    assert broken_links(flagship_site, pages) == []


def test_no_page_asks_another_host_for_anything(pages):
    assert loaded_from_elsewhere(pages) == []


def test_every_page_conforms(flagship_site):
    assert html_errors(flagship_site) == []


def test_axe_finds_nothing(chromium, flagship_address, flagship):
    for path in one_of_every_kind(flagship):
        with visits(chromium, flagship_address) as visit:
            page = visit(path)
            for width, scheme in ((1280, "light"), (360, "dark")):
                resize(page, width, scheme)
                hold_accessible(page)


def one_of_every_kind(catalog):
    """Yield the address of a page of every kind that the catalogue has."""
    yield from ("", "papers/", "themes/", "tags/", "authors/", "years/", "lists/", "new/", "about/")
    longest = sorted(catalog.papers, key=lambda paper: len(paper.title) + len(paper.authors))
    formulas = [paper for paper in catalog.papers if "$" in paper.title]
    for records in (longest, formulas):
        yield from (permalinks.url(permalinks.paper(paper.id)) for paper in records[-1:])
    for kind in ("themes", "tags", "lists"):
        yield from (f"{kind}/{record.id}/" for record in getattr(catalog, kind)[:1])
    yield from (f"years/{year}/" for year in list(catalog.by_year)[:1] if year)
