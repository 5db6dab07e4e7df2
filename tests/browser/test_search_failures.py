"""Search where files cannot be had: it says so, shows nothing stale, and goes on by itself."""

import pytest
from playwright.sync_api import expect

FAILED = "Search could not load"


@pytest.fixture
def page(chromium):
    """A page whose console may complain, since its requests fail."""
    with chromium.new_context() as context:
        yield context.new_page()


def test_offline_at_the_first_focus(page, address):
    page.goto(address + "about/")
    page.context.set_offline(True)
    page.locator("#search-input").fill("hopfield")
    expect(page.locator("#search-results")).to_contain_text(FAILED)
    page.context.set_offline(False)
    expect(page.locator("#search-results .option").first).to_be_visible()


def test_offline_in_mid_search(page, address):
    page.goto(address + "papers/?q=hopfield")
    expect(page.locator("#results .paper").first).to_be_visible()
    page.context.set_offline(True)
    page.locator("#explorer_form [name=q]").fill("zoe")
    expect(page.locator("#search_hints")).to_contain_text(FAILED)
    expect(page.locator("#results .paper")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator("#results .paper").first).to_be_visible()
    expect(page.locator("#search_hints")).not_to_contain_text(FAILED)


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": '{"a":[1,'}], ids=["missing", "cut off"])
def test_a_shard_that_cannot_be_read(page, address, answer):
    page.route("**/terms/*", lambda route: route.fulfill(**answer))
    page.goto(address + "papers/?q=hopfield")
    expect(page.locator("#search_hints")).to_contain_text(FAILED)
    expect(page.locator("#results .paper")).to_have_count(0)
    page.unroute("**/terms/*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#results .paper").first).to_be_visible()
