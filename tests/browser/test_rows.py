"""Rows of papers: the same wherever they are listed, with what their links, ticks and orders do."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect


@pytest.fixture
def open_page(visit):
    """Open pages that may copy."""
    return partial(visit, permissions=["clipboard-read", "clipboard-write"])


def test_search_shows_rows_as_pages_do(open_page):
    listed, searched = open_page("years/2020/"), open_page("papers/?from=2020&to=2020")
    searched.locator("#results[aria-busy=false]").wait_for()
    assert rows(searched, "#results") == rows(listed, "#listing")


def rows(page, list):
    """Return what each row holds by tag, class, target and text."""
    page.locator(f"{list} .tick").first.wait_for()
    return page.locator(list).evaluate(
        """list => [...list.querySelectorAll(".paper *:not(math, math *, .Z3988, .place)")].map(
            one => [one.tagName, one.className, one.href, one.textContent.normalize("NFKC").replace(/\\s+/g, " ").trim()]
        )"""
    )


def test_bibtex_is_copied_from_a_row(open_page):
    page = open_page("years/2020/")
    page.locator("#listing .copies").first.click()
    page.get_by_role("link", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@")
    page.get_by_role("link", name="BibTeX").first.wait_for()


def test_an_abstract_opens_in_its_row(open_page):
    page = open_page("years/2020/")
    page.get_by_role("link", name="Abstract").click()
    shown = page.locator(".paper-abstract")
    expect(shown).to_contain_text("We give a proof of")
    expect(shown.locator("math")).to_have_count(1)
    page.get_by_role("link", name="Abstract").click()
    expect(shown).to_have_count(0)


def test_rows_stay_compact(open_page):
    page = open_page("years/2020/")
    page.get_by_role("button", name="Compact").click()
    expect(page.locator(".paper-gist").first).to_be_hidden()
    page = open_page("themes/neural-tangent-kernel/")
    expect(page.get_by_role("button", name="Compact", pressed=True)).to_be_visible()
    page.get_by_role("button", name="Compact").click()
    expect(page.locator("#listing .paper-gist").first).to_be_visible()


def test_a_listing_is_sorted_and_its_ticked_papers_are_cited(open_page):
    page = open_page("lists/first-list/")
    page.get_by_label("Sort").select_option("oldest")
    years = page.locator("#listing .paper-year").all_inner_texts()
    assert years == sorted(years)
    page.locator("#listing .tick").nth(0).check()
    expect(page.locator(".exports")).to_contain_text(re.compile("^Cite 1 ticked paper:"))
    page.get_by_role("button", name="copy BibTeX").click()
    page.get_by_role("button", name="copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").count("@") == 1
    page.get_by_role("button", name="Untick all").click()
    expect(page.locator(".exports")).to_contain_text(re.compile("^Cite all 2:"))


def test_a_result_without_a_date_shows_its_venue_and_theme(open_page):
    result = open_page("papers/?q=lantern").locator("#results .paper").first
    facts = result.locator(".paper-year, .paper-venue")
    expect(facts).to_have_text(["Undated", "Workshop on Slow Memory"])
    expect(result.locator("a.theme")).to_have_count(1)
