"""Rows of papers: the same wherever they are listed, with what their links, ticks and orders do."""

import re

import pytest
from playwright.sync_api import expect

from hosts import Host
from support import mkdocs, project


@pytest.fixture(scope="module")
def small(tmp_path_factory, chromium):
    """Visit pages of a small site of which one paper has an abstract."""
    folder = project(tmp_path_factory.mktemp("small") / "project")
    record = folder / "catalog/papers/hopfield-networks-is-all-you-need.yml"
    record.write_text(record.read_text("utf-8") + "abstract: We give a proof of $x^2$.\n", "utf-8")
    mkdocs("build", "--strict", cwd=folder, check=True)
    with Host(folder / "site", "/papershelf/") as host, chromium.new_context() as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])

        def visit(path):
            page = context.new_page()
            page.goto(host.address() + path)
            return page

        yield visit


def test_search_shows_rows_as_pages_do(small):
    listed, searched = small("years/2020/"), small("papers/?from=2020&to=2020")
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


def test_bibtex_is_copied_from_a_row(small):
    page = small("years/2020/")
    page.locator("#listing .copies").first.click()
    page.get_by_role("link", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@")
    page.get_by_role("link", name="BibTeX").first.wait_for()


def test_an_abstract_opens_in_its_row(small):
    page = small("years/2020/")
    page.get_by_role("link", name="Abstract").click()
    shown = page.locator(".paper-abstract")
    expect(shown).to_contain_text("We give a proof of")
    expect(shown.locator("math")).to_have_count(1)
    page.get_by_role("link", name="Abstract").click()
    expect(shown).to_have_count(0)


def test_rows_stay_compact(small):
    page = small("years/2020/")
    page.get_by_role("button", name="Compact").click()
    expect(page.locator(".paper-gist").first).to_be_hidden()
    page = small("themes/neural-tangent-kernel/")
    expect(page.get_by_role("button", name="Compact", pressed=True)).to_be_visible()
    page.get_by_role("button", name="Compact").click()
    expect(page.locator("#listing .paper-gist").first).to_be_visible()


def test_a_listing_is_sorted_and_its_ticked_papers_are_cited(small):
    page = small("lists/first-list/")
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
