"""The offline copy: complete before it answers, renewed as a whole, gone when removed, none of previews."""

import shutil

import pytest
from playwright.sync_api import expect

from browsing import PATHS, served
from generator.engine import offline

expect.set_options(timeout=60_000)  # a busy machine takes its time
STORED = """async () => [
  await caches.keys(), (await navigator.serviceWorker.getRegistrations()).map(({scope}) => scope)]"""


@pytest.fixture
def host(site, tmp_path):
    """A copy of the site without the pages that only fill listings, to be changed, and its address."""
    left_out = shutil.ignore_patterns("study-*", "authors", "api", "feeds", "tags")
    folder = shutil.copytree(site, tmp_path / "site", ignore=left_out)
    offline.write(folder)
    with served(folder) as address:
        yield folder, address


@pytest.fixture
def page(chromium):
    """A page whose console may complain, since its requests fail."""
    with chromium.new_context() as context:
        yield context.new_page()


def keep(page, button="Keep offline"):
    """Press what takes an edition; wait until it is kept."""
    page.get_by_role("button", name=button).click()
    page.get_by_role("button", name="Remove the copy").wait_for(timeout=120_000)


def change(folder, words):
    """Publish an edition in which the page about the site has other words."""
    about = folder / "about/index.html"
    about.write_text(about.read_text("utf-8").replace("</h1>", f" {words}</h1>"), "utf-8")
    offline.write(folder)


def test_a_kept_edition_is_read_offline_and_renewed_as_a_whole(page, host):
    folder, address = host
    page.goto(address + "my/")
    expect(page.locator("#offline")).to_contain_text("MB")
    keep(page)
    page.locator("a.brand").click()
    page.locator("#page_content .star").first.click()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#page_content .star").first).to_have_attribute("aria-pressed", "true")
    page.locator("#search-input").fill("hopfield")
    expect(page.locator("#search-results .option").first).to_be_visible()
    page.goto(address + "papers/?q=hopfield")
    expect(page.locator("#results .star").first).to_be_visible()
    page.goto(address + "map/")
    expect(page.locator("#map_form")).to_be_visible()
    page.goto(address + "no/such/page/")
    expect(page.locator("h1")).to_have_text("Page not found")
    page.goto(address + "my/")
    expect(page.locator("#shelf_rows > li")).to_have_count(1)
    page.context.set_offline(False)
    change(folder, "anew")
    page.goto(address)
    page.get_by_role("link", name="New edition to keep offline").click()
    expect(page.locator("#offline")).to_contain_text("new edition: 1 file")
    page.context.set_offline(True)
    page.goto(address + "about/")
    expect(page.locator("h1")).not_to_contain_text("anew")
    page.context.set_offline(False)
    page.goto(address + "my/")
    keep(page, "Take the new edition")
    expect(page.get_by_role("button", name="Take the new edition")).to_have_count(0)
    page.context.set_offline(True)
    page.goto(address + "about/")
    expect(page.locator("h1")).to_contain_text("anew")
    page.goto(address + "my/")
    page.get_by_role("button", name="Remove the copy").click()
    expect(page.locator("#offline")).to_be_hidden()
    assert page.evaluate(STORED) == [[], []]


def test_an_edition_that_changes_meanwhile_is_not_taken(page, host):
    folder, address = host
    page.goto(address + "my/")
    page.get_by_role("button", name="Keep offline").wait_for()
    about = folder / "about/index.html"
    about.write_text(about.read_text("utf-8") + "\n", "utf-8")
    page.get_by_role("button", name="Keep offline").click()
    expect(page.locator("#offline_problem")).to_contain_text("changed meanwhile")
    expect(page.get_by_role("button", name="Remove the copy")).to_have_count(0)
    offline.write(folder)
    page.reload()
    keep(page)


def test_a_full_storage_gets_one_line(page, host):
    _, address = host
    page.goto(address + "my/")
    page.get_by_role("button", name="Keep offline").wait_for()
    origin = {"origin": address.removesuffix(PATHS[0]), "quotaSize": 1_000_000}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", origin)
    page.get_by_role("button", name="Keep offline").click()
    expect(page.locator("#offline_problem")).to_contain_text("not enough room")
    assert page.evaluate(STORED) == [[], []]


def test_previews_keep_nothing_offline(page, host):
    _, address = host
    page.goto(address.replace(*PATHS) + "my/")
    page.locator("#privacy_controls button").wait_for()
    expect(page.locator("#shelf_notes")).to_contain_text("Nothing is kept yet")
    expect(page.locator("#offline")).to_be_hidden()
    assert page.evaluate(STORED) == [[], []]


def test_all_that_is_stored_can_be_removed(page, host):
    _, address = host
    page.goto(address)
    page.locator("#page_content .star").first.click()
    page.locator(".star[aria-pressed=true]").wait_for()
    page.goto(address + "my/")
    keep(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove all of it").click()
    expect(page.locator("#shelf_notes")).to_contain_text("Nothing is kept yet")
    assert page.evaluate(STORED) == [[], []]
    assert page.evaluate("Object.keys(localStorage)") == []
