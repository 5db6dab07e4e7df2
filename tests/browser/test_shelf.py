"""What readers keep in their browser: by click and key, on their own page, in links and files, or not at all."""

import json
import re

import bibtexparser
import pytest
from playwright.sync_api import expect

from browsing import resize
from generator.catalog.index import title_key
from judges import hold_accessible

PAPER = "papers/hopfield-networks-is-all-you-need/"
OTHER = "feature-learning-in-infinite-width-neural-networks"
THEME = "themes/hopfield-networks/"
NOTE = "The proof is in section 4.\nAsk *Ada*."
DENIED = """Object.defineProperty(window, "localStorage",
  {get() { throw new DOMException("Forbidden.", "SecurityError") }})"""
FILL = """() => {
  for (let size = 1 << 22; size; size >>= 1) {
    try { localStorage.fill = (localStorage.fill ?? "") + "x".repeat(size) } catch {}
  }
}"""


def star(page, place=0):
    return page.locator("#page_content .star").nth(place)


def keep_three(visit, **options):
    """Star three papers of a theme, the first with a note, the second as read; return the page and their ids."""
    page = visit(THEME, **options)
    for place in range(3):
        star(page, place).click()
        expect(star(page, place)).to_have_attribute("aria-pressed", "true")
    rows = page.locator("#listing > li")
    rows.nth(0).get_by_role("button", name="Note").click()
    page.locator("textarea").fill(NOTE)
    page.get_by_role("button", name="Save note").click()
    expect(rows.nth(0).locator(".kept-note")).to_have_text(NOTE)
    rows.nth(1).get_by_role("button", name="Read", exact=True).click()
    ids = page.locator("#listing .star").evaluate_all("all => all.slice(0, 3).map(e => e.dataset.paper)")
    return page, ids


def open_shelf(page, rows):
    """Go to the shelf by its link; wait for its rows."""
    page.get_by_role("link", name="My shelf").click()
    expect(page.locator("#shelf_rows > li")).to_have_count(rows)


def ids(page):
    rows = page.locator("#shelf_rows .star")
    return rows.evaluate_all("all => all.map(star => star.dataset.paper)")


def kept_keys(page):
    """Return the keys under which the browser stores shelves."""
    return [key for key in page.evaluate("Object.keys(localStorage)") if key.startswith("shelf ")]


def saved(page, button):
    """Press what saves a file; return the file's text."""
    with page.expect_download() as download:
        button.click()
    return download.value.path().read_text("utf-8")


def test_what_is_kept_is_there_on_every_page_after_a_reload(visit):
    page = visit(PAPER)
    for name in ("Star", "To read"):
        page.locator(".title-block").get_by_role("button", name=name, exact=True).click()
    page.reload()
    pressed = page.locator(".title-block .keep [aria-pressed=true]")
    expect(pressed).to_have_text(["Star", "To read"])
    page.goto(page.url.replace(PAPER, "papers/?q=hopfield"))
    row = page.locator("#results > li").filter(has=page.locator(f"a[href$='{PAPER}']")).first
    expect(row.locator(".star")).to_have_attribute("aria-pressed", "true")
    expect(row.locator(".keep [aria-pressed=true]")).to_have_text(["To read"])
    row.locator(".star").click()
    expect(row.locator(".star")).to_have_attribute("aria-pressed", "false")
    row.get_by_role("button", name="To read").click()
    expect(row.locator(".keep")).to_have_count(0)
    expect(row.locator(".star")).to_be_focused()
    assert kept_keys(page) == []


def test_two_tabs_agree(visit):
    page = visit(THEME)
    other = page.context.new_page()
    other.goto(page.url)
    star(page, 0).click()
    star(other, 1).click()
    for tab in (page, other):
        expect(tab.locator("#listing .star[aria-pressed=true]")).to_have_count(2)
    open_shelf(other, 2)
    star(page, 2).click()
    expect(other.locator("#shelf_rows > li")).to_have_count(3)
    other.close()


def test_readers_who_keep_nothing_load_nothing(visit, address):
    page, loaded = visit("about/"), []
    page.on("request", lambda request: loaded.append(request.url))
    for path in ("", PAPER, THEME):
        page.goto(address + path)
        expect(page.locator("#page_content button[data-keep]").first).to_be_visible()
    assert [url for url in loaded if "/shelf." in url or "/my." in url] == []
    assert loaded


def test_keys_keep_and_move_but_not_while_somebody_types(visit):
    page = visit(THEME, permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("j")
    titles = page.locator("#listing .paper-title")
    expect(titles.nth(0)).to_be_focused()
    for key in "jjks":
        page.keyboard.press(key)
    expect(titles.nth(1)).to_be_focused()
    expect(star(page, 1)).to_have_attribute("aria-pressed", "true")
    row = page.locator("#listing > li").nth(1)
    for pressed in (["To read"], ["Read"], []):
        page.keyboard.press("r")
        expect(row.locator(".keep [aria-pressed=true]")).to_have_text(pressed)
    page.keyboard.press("n")
    page.keyboard.type("sin, josh?")
    page.keyboard.press("Control+Enter")
    expect(row.locator(".kept-note")).to_have_text("sin, josh?")
    expect(star(page, 1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("c")
    page.get_by_text("BibTeX copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@")
    page.keyboard.press("o")
    page.locator(".title-block .keep").wait_for()
    for key in "gh":
        page.keyboard.press(key)
    page.locator(".front").wait_for()


def test_kept_papers_are_marked_on_the_map(visit):
    page = visit("map/")
    dot = page.locator(f"#field_map .dots a[href$='{PAPER}']")
    dot.focus()
    page.keyboard.press("s")
    expect(dot).to_have_class(re.compile("kept"))
    page.reload()
    expect(dot).to_have_class(re.compile("kept"))
    expect(page.locator("#field_map .kept")).to_have_count(1)


def test_keys_can_be_turned_off(visit):
    page = visit(THEME)
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Single keys act").uncheck()
    hold_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    page.keyboard.press("?")
    expect(page.get_by_role("checkbox", name="Single keys act")).not_to_be_checked()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") != "paper-title"


@pytest.mark.parametrize("trouble", ["denied", "full", "damaged"])
def test_storage_that_fails_gets_one_line(visit, trouble):
    page = visit("about/")
    page = page.context.new_page()  # so that the script does not stay with the context
    if trouble == "denied":
        page.add_init_script(DENIED)
    page.goto(visit("about/").url.replace("about/", THEME))
    if trouble == "full":
        page.evaluate(FILL)
    if trouble == "damaged":
        page.evaluate("localStorage['shelf ' + new URL('../../', location)] = '{\"version\":1,\"pap'")
    star(page).click()
    said = {"denied": "does not let", "full": "storage is full", "damaged": "cannot be read"}[trouble]
    expect(page.locator(".shelf-status")).to_contain_text(said)
    expect(star(page)).to_have_attribute("aria-pressed", "false")
    if trouble != "full":
        page.get_by_role("link", name="My shelf").click()
        expect(page.locator("#shelf_trouble")).to_contain_text(said)
    page.close()


def test_the_shelf_is_filtered_searched_and_sorted(visit, catalog):
    page, kept = keep_three(visit)
    open_shelf(page, 3)
    assert ids(page) == kept[::-1]
    for name, expected in (("To read", []), ("Read", [kept[1]]), ("With notes", [kept[0]])):
        page.locator(".shown button").filter(has_text=re.compile(f"^{name} ")).click()
        expect(page.locator("#shelf_rows > li")).to_have_count(len(expected))
        assert ids(page) == expected
    page.locator(".shown").get_by_role("button", name="All").click()
    box = page.get_by_role("searchbox", name="Search my shelf")
    for query, count in (("is:read", 1), ("is:unread", 2), ("-is:starred", 0), ("hopfield", 3)):
        box.fill(query)
        expect(page.locator("#shelf_rows > li")).to_have_count(count)
    box.fill("")
    expect(page.locator("#shelf_rows > li")).to_have_count(3)
    page.locator("[name=sort]").select_option("title")
    by_title = sorted(kept, key=lambda paper: title_key(catalog.paper[paper].title))
    expect(page.locator("#shelf_rows .star").first).to_have_attribute("data-paper", by_title[0])
    assert ids(page) == by_title
    page.goto(page.url.replace("my/", "papers/?q=is:starred"))
    expect(page.locator("#result-count")).to_have_text("3")


def test_a_shelf_is_saved_removed_and_imported(visit, tmp_path):
    page, kept = keep_three(visit)
    open_shelf(page, 3)
    bibtex = saved(page, page.get_by_role("link", name="BibTeX", exact=True).first)
    assert {entry.key for entry in bibtexparser.parse_string(bibtex).entries} == set(kept)
    text = saved(page, page.get_by_role("button", name="Save as Markdown"))
    assert text.count("- [") == 3
    assert "  > The proof is in section 4\\.\n  > Ask \\*Ada\\*\\." in text
    file = tmp_path / "shelf.json"
    file.write_text(saved(page, page.get_by_role("button", name="Save as JSON")))
    assert json.loads(file.read_text())["papers"][kept[0]]["note"] == NOTE
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Remove everything").click()
    expect(page.locator("#shelf_rows > li")).to_have_count(3)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove everything").click()
    expect(page.locator("#shelf_notes")).to_contain_text("Nothing is kept yet")
    assert kept_keys(page) == []
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("#shelf_rows > li")).to_have_count(3)
    expect(page.locator(".kept-note")).to_have_text(NOTE)
    file.write_text("{}")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".shelf-status")).to_contain_text("not a shelf")
    expect(page.locator("#shelf_rows > li")).to_have_count(3)


def test_a_shelf_travels_in_a_link(visit, chromium):
    page, kept = keep_three(visit, permissions=["clipboard-read", "clipboard-write"])
    open_shelf(page, 3)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    with chromium.new_context() as context:
        theirs = context.new_page()
        theirs.goto(f"{link},{OTHER},no-such-paper")
        expect(theirs.locator("h1")).to_have_text("A reading list")
        expect(theirs.locator("#shelf_rows > li")).to_have_count(4)
        assert ids(theirs) == [*kept[::-1], OTHER]
        expect(theirs.locator("#shelf_notes")).to_contain_text("no-such-paper")
        assert theirs.evaluate("Object.keys(localStorage)") == []
        resize(theirs, 360, "dark")
        hold_accessible(theirs)
        theirs.get_by_role("button", name="Keep to read").click()
        expect(theirs.locator("h1")).to_have_text("My shelf")
        expect(theirs.get_by_role("button", name="To read 5")).to_be_visible()
        assert "#" not in theirs.url


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_on_a_full_shelf(visit, width, scheme):
    page, _ = keep_three(visit, width=width, scheme=scheme)
    page.locator("#listing > li").nth(2).get_by_role("button", name="Note").click()
    hold_accessible(page)
    open_shelf(page, 3)
    expect(page.locator(".kept-note")).to_be_visible()
    hold_accessible(page)


def test_a_shelf_prints_without_what_is_for_the_screen(visit):
    page, _ = keep_three(visit)
    open_shelf(page, 3)
    page.emulate_media(media="print")
    for hidden in ("#shelf_form", "#shelf_copies", "#shelf_rows .star", "header.header"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".kept-note")).to_be_visible()
    page.emulate_media(media="screen")
