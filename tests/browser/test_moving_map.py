"""The map in a browser: hover, keyboard, zoom, and a query that lights its papers."""

import re

from playwright.sync_api import expect


def test_a_dot_shows_and_opens_its_paper(visit):
    page = visit("map/")
    expect(page.locator("#map_form")).to_be_visible()
    dot = page.locator(".dots a").first
    dot.hover()
    expect(page.locator("#map_card .paper-title")).not_to_be_empty()
    star = page.locator("#map_card .star")
    star.hover()
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(dot).to_have_class(re.compile("kept"))
    address = dot.get_attribute("href").removeprefix("../")
    dot.click()
    expect(page).to_have_url(re.compile(f"{address}$"))


def test_arrow_keys_go_from_dot_to_dot_and_enter_opens(visit):
    page = visit("map/")
    expect(page.locator("#map_form")).to_be_visible()
    assert page.locator(".dots a[tabindex='0']").count() == 1
    page.locator(".dots a[tabindex='0']").focus()
    places = set()
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        places.add(page.evaluate("document.activeElement.getAttribute('href')"))
    assert len(places) > 1
    expect(page.locator("#map_card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#map_card")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/papers/"))


def test_the_map_zooms_and_moves(visit):
    page = visit("map/")
    view = page.locator(".map-frame .map")
    whole = view.get_attribute("viewBox")
    page.get_by_role("button", name="Zoom in").click()
    zoomed = view.get_attribute("viewBox")
    assert zoomed != whole
    page.evaluate("scrollTo(0, 0)")
    box = view.bounding_box()
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 30, steps=3)
    page.mouse.up()
    assert view.get_attribute("viewBox") != zoomed
    page.get_by_role("button", name="Show all").click()
    expect(view).to_have_attribute("viewBox", whole)


def test_a_query_lights_its_papers(visit):
    page = visit("map/")
    title = page.locator(".map-theme li a").first.text_content()
    page.locator("#map_form input[name=q]").fill(f'"{title}"')
    expect(page.locator("#map_status")).to_have_text(re.compile(r"^\d+ of \d+$"))
    assert page.locator(".dots a.found").count() >= 1
    again = visit("map/?" + page.url.partition("?")[2])
    expect(again.locator("#map_status")).to_have_text(page.locator("#map_status").text_content())
    again.locator("#map_form input[name=q]").fill("")
    expect(again.locator(".map.asks")).to_have_count(0)


def test_without_scripts_the_map_is_a_drawing_of_links(visit):
    page = visit("map/", java_script_enabled=False)
    expect(page.locator("#map_form")).to_be_hidden()
    expect(page.locator(".map-skip")).to_be_visible()
    page.locator(".dots a").first.click()
    expect(page).to_have_url(re.compile("/papers/"))
