"""What must hold of the flagship whatever it holds; adding, renaming or removing a paper breaks nothing."""

import re

import pytest

from browsing import resize, visits
from generator import permalinks
from judges import broken_links, hold_accessible, hold_width, html_errors, loaded_from_elsewhere, parsed
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


def test_pages_of_every_kind_and_those_with_formulas_conform(flagship, flagship_site, pages):
    """The whole site of the small catalogue is judged in tests/whole_site."""
    formulas = [path for path, page in pages.items() if page.css_first("math")]
    paths = {*one_of_every_kind(flagship), *formulas}
    assert html_errors(*[flagship_site / path / "index.html" for path in sorted(paths)]) == []


def test_axe_finds_nothing(chromium, flagship_address, flagship):
    """Content is wide or long in a narrow window; colours of both schemes are judged on the small catalogue."""
    for path in one_of_every_kind(flagship):
        with visits(chromium, flagship_address) as visit:
            page = visit(path)
            hold_width(page)
            resize(page, 360, "dark")
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
