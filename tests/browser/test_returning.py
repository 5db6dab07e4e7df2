"""What a returning reader is shown: papers added since the visit before, and news of what they follow."""

import pytest
from playwright.sync_api import expect

from judges import hold_accessible

THEME = "themes/hopfield-networks/"
PASS = """(day) => {
  for (const [key, text] of Object.entries(localStorage)) {
    const value = JSON.parse(text);
    if (key.startsWith("visit ")) Object.assign(value, {newest: day, at: 0});
    for (const follow of Object.values(value.follows ?? {})) follow.seen = day;
    localStorage[key] = JSON.stringify(value);
  }
}"""
"""Lets time pass: the visit ended when the newest paper was that of a day."""


@pytest.fixture
def day(catalog):
    """A day after which papers were added, and before."""
    days = sorted({paper.added for paper in catalog.papers})
    return days[-2]


def newer(papers, day):
    return sum(paper.added > day for paper in papers)


def test_papers_since_the_visit_before_are_shown(visit, catalog, day):
    page = visit()
    page.locator(".star").first.wait_for()
    expect(page.locator(".since")).to_have_count(0)
    page.evaluate(PASS, day)
    page.reload()
    since = page.get_by_role("link", name="since your last visit")
    expect(since).to_be_visible()
    count = min(newer(catalog.papers, day), 5)
    expect(page.locator(".front .mark", has_text="New")).to_have_count(count)
    hold_accessible(page)
    page.reload()  # the same visit goes on
    expect(since).to_be_visible()
    since.click()
    expect(page.locator("#result-count")).to_have_text(str(newer(catalog.papers, day)))
    page.get_by_role("link", name="Remove Added since").click()
    expect(page.locator("#result-count")).to_have_text(str(len(catalog.papers)))
    since.click()
    expect(page.locator("#result-count")).to_have_text(str(newer(catalog.papers, day)))


def test_what_is_followed_says_what_is_new(visit, catalog, day):
    page = visit(THEME, permissions=["clipboard-read", "clipboard-write"])
    follow = page.get_by_role("button", name="Follow")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    page.goto(page.url.replace(THEME, "papers/?q=kernel&from=2000"))
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    page.locator("#explorer_form [name=q]").fill("hopfield")
    expect(follow).to_have_attribute("aria-pressed", "false")
    page.evaluate(PASS, "2000-01-01")
    page.get_by_role("link", name="My shelf").click()
    lines = page.locator(".follows > li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text(f"{len(catalog.by_theme['hopfield-networks'])} new")
    expect(lines.nth(1)).to_contain_text("kernel, 2000–")
    hold_accessible(page)
    page.get_by_role("button", name="copy feed address").click()
    page.get_by_role("button", name="copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith(
        "feeds/themes/hopfield-networks.atom"
    )
    page.locator("a.brand").click()
    expect(page.get_by_role("link", name="in what you follow")).to_be_visible()
    page.go_back()
    lines.nth(0).get_by_role("link").click()
    expect(page.locator("#result-count")).to_have_text(str(len(catalog.by_theme["hopfield-networks"])))
    page.go_back()
    expect(lines.nth(0)).not_to_contain_text("new")
    for _ in range(2):
        lines.nth(0).get_by_role("button", name="Unfollow").click()
    expect(page.locator("#following")).to_be_hidden()
    assert not any(key.startswith("shelf ") for key in page.evaluate("Object.keys(localStorage)"))
