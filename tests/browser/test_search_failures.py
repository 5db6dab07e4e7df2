"""Search where files cannot be had: it says so, shows nothing stale, and goes on by itself."""

import json

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


def test_the_header_offline_in_mid_search(page, address):
    page.goto(address + "about/")
    box, results = page.locator("#search-input"), page.locator("#search-results")
    box.fill("hopfield")
    expect(results.locator(".option").first).to_be_visible()
    page.context.set_offline(True)
    box.fill("zoe")
    expect(results).to_contain_text(FAILED)
    expect(results.locator(".option")).to_have_count(0)
    page.context.set_offline(False)
    expect(results.locator(".option").first).to_be_visible()


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": '{"a":[1,'}], ids=["missing", "cut off"])
def test_a_shard_that_the_header_cannot_read(page, address, answer):
    page.goto(address + "about/")
    page.route("**/terms/*", lambda route: route.fulfill(**answer))
    page.locator("#search-input").fill("hopfield")
    expect(page.locator("#search-results")).to_contain_text(FAILED)
    page.unroute("**/terms/*")
    page.locator("#search-input").fill("hopfields")
    expect(page.locator("#search-results .option").first).to_be_visible()


def test_a_new_deployment_while_the_explorer_is_open(page, address, site):
    page.goto(address + "papers/?q=hopfield")
    expect(page.locator("#results .paper").first).to_be_visible()
    deploy(page, site)
    page.locator("#explorer_form [name=q]").fill("zoe")
    expect(page.locator("#search_hints")).to_contain_text("The catalogue has changed")
    expect(page.locator("#results .paper").first).to_contain_text("Zoë")


def test_a_new_deployment_while_the_header_is_open(page, address, site):
    page.goto(address + "about/")
    page.locator("#search-input").fill("hopfield")
    expect(page.locator("#search-results .option").first).to_be_visible()
    deploy(page, site)
    page.locator("#search-input").fill("zoe")
    expect(page.locator("#search-results .option").first).to_contain_text("Zoë")


def deploy(page, site):
    """Give the site's index another edition, so that the files of the one before are gone."""
    edition = json.loads((site / "search/edition.json").read_text("utf-8"))
    before = site / "search" / edition["edition"]
    page.route("**/search/edition.json", lambda route: route.fulfill(json=edition | {"edition": "next"}))
    page.route(f"**/{before.name}/**", lambda route: route.fulfill(status=404))
    page.route(
        "**/next/**", lambda route: route.fulfill(path=before / route.request.url.split("/next/")[1])
    )
