"""One page of every kind: accessible, within its width, quiet, light, readable without JavaScript."""

import gzip
from itertools import pairwise

import pytest

from browsing import KINDS, resize, visits
from judges import hold_accessible, hold_width

FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]"


def kinds(*leave_out):
    """Run a test for every kind of page; the tests of one kind run in one worker, on one page.

    Only the last of KINDS can be left out, or else pytest sorts tests by another number of the same kind.
    """
    paths = [path for kind, path in KINDS.items() if kind not in leave_out]
    each = [pytest.param(path, marks=pytest.mark.xdist_group(f"kind {path}"), id=path) for path in paths]
    return pytest.mark.parametrize("page", each, indirect=True)


@pytest.fixture(scope="module")
def page(request, chromium, address):
    """A page that tests share: each sets the width and scheme that it wants."""
    with visits(chromium, address) as open_page:
        page = open_page(request.param)
        page.wait_for_load_state(
            "networkidle"
        )  # a shelf shows and hides controls once its papers are known
        yield page


@kinds("not found")
def test_axe_finds_nothing_and_nothing_sticks_out(page):
    resize(page, 768, "light")
    hold_width(page)
    for width, scheme in ((1280, "light"), (360, "dark")):
        resize(page, width, scheme)
        hold_accessible(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_in_results(visit, width, scheme):
    page = visit(
        "papers/?q=kernel&theme=neural-tangent-kernel&tag=infinite-width-limit&code=1", width, scheme
    )
    page.locator("#search-input").fill("hopfeild networks")
    page.locator("#search-results .option").first.wait_for()
    hold_accessible(page)


@kinds("not found", "explorer", "map", "my shelf")
def test_without_javascript_everything_is_there(page, visit):
    resize(page, 1280, "light")
    plain = visit(page.url.partition("/papershelf/")[2], java_script_enabled=False)
    assert plain.locator("h1").count() == 1
    page.locator(".copy, .orders, .exports, .keep").evaluate_all(
        "all => all.forEach(one => one.remove())"
    )
    plain.locator(".exports").evaluate_all("all => all.forEach(one => one.remove())")
    with_script = page.locator("main").inner_text()
    assert "".join(plain.locator("main").inner_text().split()) == "".join(with_script.split())
    assert not plain.locator("button.scheme").is_visible()


@kinds()
def test_landmarks_headings_and_language(page):
    assert page.locator("html").get_attribute("lang") == "en"
    for landmark in ("main", "header.header", "footer"):
        assert page.locator(landmark).count() == 1
    assert page.locator("h1").count() == 1
    levels = [
        int(name[1])
        for name in page.locator("h1,h2,h3,h4").evaluate_all("all => all.map(e => e.tagName)")
    ]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@kinds("not found")
def test_the_keyboard_reaches_every_control_in_order(page):
    resize(page, 1280, "light")
    places = page.evaluate(
        """selector => {
          window.reached = [];
          addEventListener("focusin", ({target}) => target.closest("#map_card") ||
            reached.push([target.dataset.place, getComputedStyle(target).outlineStyle !== "none"]));
          return [...document.querySelectorAll(selector)]
            .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0)
            .map((e, i) => (e.dataset.place = String(i)));
        }""",
        FOCUSABLE,
    )
    dates = page.locator("input[type=date]").count()
    cards = page.locator("#map_card").count()  # whose star is a stop once its paper is loaded
    for _ in range(len(places) + 3 * dates + cards):  # day, month, year and calendar are stops
        page.keyboard.press("Tab")
    assert page.evaluate("reached")[: len(places)] == [[place, True] for place in places]


def test_without_javascript_the_explorer_is_a_list_and_search_leads_to_it(visit, catalog):
    page = visit(java_script_enabled=False)
    page.locator("#search-input").fill("ntk")
    page.locator("#search-input").press("Enter")
    assert page.url.endswith("papers/?q=ntk")
    assert page.locator("#results > li").count() == 50
    assert page.locator("#result-count").inner_text() == str(len(catalog.papers))
    page.get_by_role("link", name="Next").click()
    assert page.locator(".papers > li").count() == 50


def test_the_skip_link_leads_to_the_heading(visit):
    page = visit(KINDS["paper"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#page_content")


def test_the_scheme_switch_holds_on_the_next_page(visit):
    page = visit(scheme="light")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    switch = page.locator("button.scheme")
    switch.press("Enter")
    assert switch.get_attribute("aria-label") == "Colour scheme: dark"
    page.goto(page.url + "themes/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
    page.locator("button.scheme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper


def test_copying_a_citation_works_by_keyboard(visit):
    page = visit(KINDS["paper"], permissions=["clipboard-read", "clipboard-write"])
    page.locator("button.copy").press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "@misc{feature-learning-in-infinite"
    )


@pytest.mark.parametrize("path", [KINDS["list"], KINDS["theme"]])
def test_ordered_papers_show_their_places(visit, path):
    places = visit(path).locator("ol.ordered > li > .place")
    assert places.first.inner_text().strip(".") == "1"
    assert places.first.is_visible()
    assert places.first.bounding_box()["x"] >= 0


def test_a_paper_prints_without_the_frame(visit):
    page = visit(KINDS["paper"])
    page.emulate_media(media="print")
    assert not page.locator("header.header").is_visible()
    assert not page.locator(".actions").is_visible()
    assert page.locator(".summary").is_visible()


def test_a_first_visit_is_light_and_nothing_shifts(chromium, address):
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    page, sizes = context.new_page(), {}
    page.on("response", lambda answer: sizes.update({answer.url: len(gzip.compress(answer.body()))}))
    page.goto(address + KINDS["paper with formulas"])
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        """new Promise(done => {let sum = 0; new PerformanceObserver(list => {
          for (const e of list.getEntries()) sum += e.value}).observe({type: 'layout-shift', buffered: true});
          setTimeout(() => done(sum), 500)})"""
    )
    context.close()
    assert sum(sizes.values()) <= 120_000
    assert shift == 0


def test_no_page_is_heavy(site):
    heavy = {p: n for p in site.rglob("*.html") if (n := len(gzip.compress(p.read_bytes()))) > 18_000}
    assert heavy == {}
