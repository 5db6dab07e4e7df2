"""A reader's week with a site that changes meanwhile; SHOTS=FOLDER keeps a picture of each scene at two widths."""

import os
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from browsing import served
from support import build_site

pytestmark = pytest.mark.slow
MONDAY, WEDNESDAY, THURSDAY = "2026-11-23T09:00:00", "2026-11-25", "2026-11-26T09:00:00"
THEME = "themes/hopfield-networks/"
NOTE = "Ask Ada about section 4."
NEW = ("Attractors on a night train", "A memory for timetables")


def test_a_week(chromium, toy):
    build_site(toy, toy / "site")
    rights = ["clipboard-read", "clipboard-write"]
    with served(toy / "site") as address, chromium.new_context(permissions=rights) as context:
        page = context.new_page()
        page.clock.set_system_time(MONDAY)
        first_visit(page, address)
        add_two(toy)
        page.clock.set_system_time(THURSDAY)
        two_new_papers(page, address)
        context.set_offline(True)
        on_a_train(page, address)
        context.set_offline(False)
        with chromium.new_context() as theirs:
            sent_to_a_colleague(page, theirs.new_page())


def first_visit(page, address):
    page.goto(address)
    page.locator(".front .star").first.wait_for()
    photograph(page, "1 first visit")
    page.goto(address + THEME)
    for place in range(3):
        page.locator("#listing .star").nth(place).click()
    row = page.locator("#listing > li").first
    row.get_by_role("button", name="Note").click()
    page.locator("textarea").fill(NOTE)
    page.get_by_role("button", name="Save note").click()
    expect(row.locator(".kept-note")).to_have_text(NOTE)
    photograph(page, "2 three stars and a note", row)
    page.get_by_role("link", name="My shelf").click()
    page.get_by_role("button", name="Keep offline").click()
    page.get_by_role("button", name="Remove the copy").wait_for()
    expect(page.locator("#shelf_rows > li")).to_have_count(3)
    photograph(page, "3 my shelf")


def add_two(project):
    """Publish an edition with two more papers, the first like one that is there."""
    for title in NEW:
        record = {
            "title": title,
            "authors": ["Ada Park", "Bo Li"],
            "published": "2026-11-20",
            "summary": "Asks how travellers recall a connection. An energy function finds it from half a name.",
            "tldr": "An associative memory recalls each connection from half a name.",
            "themes": ["hopfield-networks"],
            "tags": ["associative-memory"],
            "added": WEDNESDAY,
        }
        file = project / f"catalog/papers/{title.lower().replace(' ', '-')}.yml"
        file.write_text(yaml.safe_dump(record, sort_keys=False), "utf-8")
    build_site(project, project / "site")


def two_new_papers(page, address):
    page.goto(address)
    since = page.get_by_role("link", name="2 new since your last visit")
    since.wait_for()
    edition = page.get_by_role("link", name="New edition to keep offline")
    edition.wait_for()
    photograph(page, "4 two new papers")
    since.click()
    expect(page.locator("#result-count")).to_have_text("2")
    page.go_back()
    edition.click()
    page.get_by_role("button", name="Take the new edition").click()
    expect(page.locator("#offline")).not_to_contain_text("new edition")
    page.get_by_role("button", name="Remove the copy").wait_for()


def on_a_train(page, address):
    page.goto(address)
    page.locator("#search-input").fill("night train")
    option = page.locator("#search-results .option").filter(has_text=NEW[0])
    option.wait_for()
    photograph(page, "5 search without a network")
    option.click()
    page.locator(".title-block").get_by_role("button", name="To read", exact=True).click()
    photograph(page, "6 a paper without a network")


def sent_to_a_colleague(page, theirs):
    page.get_by_role("link", name="My shelf").click()
    expect(page.locator("#shelf_rows > li")).to_have_count(4)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Link copied").wait_for()
    theirs.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(theirs.locator("#shelf_rows > li")).to_have_count(4)
    expect(theirs.locator("main")).not_to_contain_text(NOTE)
    photograph(theirs, "7 a shelf that was sent")
    theirs.get_by_role("button", name="Keep to read").click()
    expect(theirs.get_by_role("button", name="To read 4")).to_be_visible()
    page.emulate_media(media="print")
    photograph(page, "8 printed")


def photograph(page, scene, shown=None):
    """Keep a picture of a scene at two widths where SHOTS names a folder; `shown` is scrolled to."""
    if folder := os.environ.get("SHOTS"):
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if shown:
                shown.evaluate("shown => shown.scrollIntoView()")
            page.screenshot(path=Path(folder, f"week {scene} {width}.png"))
