"""Search in a real browser: known items, the header's box, the explorer."""

import re
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from generator.text import words as tokens
from generator.text.texmath import to_text
from searching import find


def test_every_exact_title_is_first(visit, catalog, address):
    papers = catalog.papers
    for form in (lambda t: to_text(t), lambda t: t, lambda t: re.sub(r"\W+", " ", to_text(t)).lower()):
        found = find(visit(), address, [form(paper.title) for paper in papers])
        assert [got[0] for got in found] == [paper.id for paper in papers]


@pytest.mark.parametrize(("key", "under"), [("/", "/papershelf/"), ("Control+k", "/repo/pr-preview/7/")])
def test_the_header_by_keyboard(visit, key, under):
    page = visit("about/", under=under)
    page.keyboard.press(key)
    page.keyboard.type("neural tangent kernel")
    results, box = page.locator("#search-results"), page.locator("#search-input")
    results.get_by_role("option").first.wait_for()
    assert re.fullmatch(r"\d+ papers?", page.locator(".search__status").inner_text())
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    first = results.get_by_role("option", selected=True)
    assert first.get_attribute("id") == box.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "search-input"
    assert not results.is_visible()
    page.keyboard.press("End")
    page.keyboard.type(" convergence")
    title = results.get_by_role("option").filter(has_text="Convergence and Generalization")
    title.first.wait_for()
    while not results.get_by_role("option", selected=True).filter(has_text="Convergence").count():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(
        f"**{under}papers/neural-tangent-kernel-convergence-and-generalization-in-neural-networks/"
    )


def test_the_header_offers_topics_before_papers_and_leads_to_all(visit):
    page = visit("papers/feature-learning-in-infinite-width-neural-networks/", 360, has_touch=True)
    page.locator("#search-input").tap()
    page.locator("#search-input").fill("hopfield")
    results = page.locator("#search-results")
    first = results.get_by_role("option").first
    first.wait_for()
    assert "hopfield" in first.locator("mark").first.inner_text().lower()
    topics, papers = (
        results.get_by_role("group", name="Topics"),
        results.get_by_role("group", name="Papers"),
    )
    assert "/themes/hopfield-networks/" in "".join(
        topics.get_by_role("option").evaluate_all("all => all.map(a => a.href)")
    )
    assert re.search(r", .*\d{4}", papers.locator(".about").first.inner_text())
    star = papers.locator(".star").first
    star.tap()
    expect(star).to_have_attribute("aria-pressed", "true")
    everything = results.locator(".all")
    count = int(re.search(r"\d+", everything.inner_text())[0])
    everything.tap()
    page.wait_for_url("**/papers/?q=hopfield")
    page.wait_for_load_state("networkidle")
    assert int(page.locator("#result-count").inner_text()) == count


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("neural tangent kernel", "themes/neural-tangent-kernel/"),
        ("grokking", "tags/grokking/"),
        ("hougne", "authors/"),
        ("ICLR 2021", "venues/iclr/"),
    ],
)
def test_what_is_no_paper_is_found_too(visit, query, expected):
    page = visit("about/")
    page.locator("#search-input").fill(query)
    options = page.locator("#search-results .option")
    options.first.wait_for()
    links = options.evaluate_all("all => all.slice(0, 4).map(a => a.href)")
    assert any(expected in link for link in links), links


def test_handwritten_pages_are_found(visit):
    page = visit()
    page.locator("#search-input").fill("how to cite the catalogue itself")
    options = page.locator("#search-results .option")
    options.first.wait_for()
    links = options.evaluate_all("all => all.map(a => a.href)")
    assert any(link.endswith("about/cite/") for link in links)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("author:lo", lambda p: any(w.startswith("lo") for n in p.authors for w in tokens.words(n))),
        ("author:hougne", lambda p: "Philipp del Hougne" in p.authors),
        ("author:zoe", lambda p: "Zoë Sørensen" in p.authors),
        ("author:sorensen", lambda p: "Zoë Sørensen" in p.authors),
        ("tag:grokking", lambda p: "grokking" in p.tags),
        ("tag:NTK", lambda p: "neural-tangent-kernel" in p.tags),
        ("theme:hopfield-networks", lambda p: "hopfield-networks" in p.themes),
        ("theme:NNGP", lambda p: "neural-tangent-kernel" in p.themes),
        ("year:2022", lambda p: p.year == "2022"),
        ("year:2020..2022", lambda p: "2020" <= p.year <= "2022"),
        ("year:2024..", lambda p: p.year >= "2024"),
        ("year:..2018", lambda p: p.year and p.year <= "2018"),
        ("year:soon", lambda p: False),
        ("-year:2022", lambda p: p.year != "2022"),
        ("-tag:grokking", lambda p: "grokking" not in p.tags),
        ("-author:kidger theme:dynamical-systems", lambda p: "Patrick Kidger" not in p.authors and "dynamical-systems" in p.themes),
        ("-", lambda p: True),
        ('"', lambda p: True),
        ('tag:"time series" year:2023', lambda p: "time-series" in p.tags and p.year == "2023"),
        ("theme:hopfield-networks -lantern", lambda p: "hopfield-networks" in p.themes and "lantern" not in p.title.lower() + p.gist.lower()),
    ],
)  # fmt: skip
def test_fields_give_exactly_the_papers_that_fit(visit, catalog, query, fits):
    papers = catalog.papers
    expected = sum(bool(fits(paper)) for paper in papers)
    page = explore(visit, f"?q={query.replace('#', '')}")
    assert int(page.locator("#result-count").inner_text()) == expected


def test_a_phrase_is_taken_as_it_stands(visit, catalog):
    papers = catalog.papers
    holding = [p for p in papers if "gradient descent" in f"{p.title} {to_text(p.gist)}".lower()]
    page = explore(visit, '?q="gradient descent"')
    assert int(page.locator("#result-count").inner_text()) >= len(holding)
    assert int(page.locator("#result-count").inner_text()) < len(papers) / 4


@pytest.mark.parametrize(
    "query", ["network kernel", "kernel", "generalizat", "learnin", "net", "neurips"]
)
def test_the_header_and_the_explorer_agree(visit, query):
    page = explore(visit, f"?q={query}")
    expected = count(page)
    assert expected > 0
    page.locator("#search-input").fill(query + " ")
    everything = page.locator("#search-results .all")
    everything.wait_for()
    assert int(re.search(r"\d+", everything.inner_text())[0]) == expected


def explore(visit, query=""):
    return visit("papers/" + query)


def count(page):
    return int(page.locator("#result-count").inner_text())


def test_every_state_is_an_address_and_can_be_gone_back_to(visit):
    page = explore(visit)
    seen = [(page.url, count(page))]
    page.locator("#explorer_form [name=q]").fill("network")
    page.locator("#explorer_form [name=q]").blur()
    page.wait_for_url("**/?q=network")
    seen.append(settled(page))
    page.locator("#facet_lists summary", has_text="Author").click()
    page.locator("#facet_lists [data-facet=author]").first.wait_for()
    for name in ("theme", "tag", "author"):
        before = page.url
        page.locator(f"#facet_lists [data-facet={name}]").first.check()
        page.wait_for_url(lambda url, before=before: url != before)
        seen.append(settled(page))
    assert len({n for _, n in seen}) > 2
    for url, number in reversed(seen[:-1]):
        page.go_back()
        page.wait_for_url(url)
        assert settled(page) == (url, number)
    for url, number in seen[1:]:
        page.go_forward()
        page.wait_for_url(url)
        assert settled(page) == (url, number)
    page.reload()
    assert settled(page) == seen[-1]


def settled(page):
    page.locator("#results[aria-busy=false]").wait_for(state="attached")
    return page.url, count(page)


def test_sorting_and_paging(visit, catalog):
    papers = catalog.papers
    years = explore(visit, "?sort=oldest").locator("#results .paper-year").all_inner_texts()
    assert years == sorted(year for year in years if year != "Undated")
    last = -(-len(papers) // 25)
    years = explore(visit, f"?sort=oldest&page={last}").locator("#results .paper-year").all_inner_texts()
    assert years[-1] == "Undated"
    page = explore(visit, "?sort=title&page=2")
    titles = page.locator("#results .paper-title").all_inner_texts()
    assert len(titles) == 25
    page = explore(visit, f"?page={last}")
    assert page.locator("#results > li").count() == len(papers) - (last - 1) * 25
    page.get_by_role("link", name="Previous").click()
    page.wait_for_url(f"**/?page={last - 1}")
    assert explore(visit, "?page=999").locator("#results > li").count() == len(papers) - (last - 1) * 25


def test_nothing_found_says_so_and_spelling_is_suggested(visit, catalog):
    page = explore(visit, "?q=xqzvw")
    assert count(page) == 0
    assert "No papers match" in page.locator("#search_hints").inner_text()
    page.get_by_role("link", name="start again").click()
    page.wait_for_url(lambda url: "?" not in url)
    assert settled(page)[1] == len(catalog.papers)
    page = explore(visit, "?q=grokkking")
    page.locator("#search_hints").get_by_role("link", name="grokking").click()
    page.wait_for_url("**/?q=grokking")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("arXiv:2008.02217v3", "hopfield-networks-is-all-you-need"),
        ("https://arxiv.org/abs/2008.02217", "hopfield-networks-is-all-you-need"),
        ("https://doi.org/10.1126/science.adi8474", "backpropagation-free-training-of-deep-physical-neural-networks"),
        ("DOI: 10.1126/SCIENCE.ADI8474.", "backpropagation-free-training-of-deep-physical-neural-networks"),
        ("hopfield-is-all-you-need", "hopfield-networks-is-all-you-need"),
    ],
)  # fmt: skip
def test_identifiers_find_their_paper_first(visit, address, given, expected):
    assert find(visit(), address, [given])[0][0] == expected


def test_values_of_one_facet_add_up(visit, catalog):
    themes = [theme.id for theme in catalog.themes if catalog.by_theme.get(theme.id)][:2]
    page = explore(visit, "?" + "&".join(f"theme={id}" for id in themes))
    assert count(page) == len({paper.id for id in themes for paper in catalog.by_theme[id]})
    assert page.locator("#facet_lists [data-facet=theme]").count() > 2


def test_the_focus_stays_where_it_was(visit):
    page = explore(visit)
    box = page.locator("#facet_lists [data-facet=theme]").first
    value = box.get_attribute("data-value")
    box.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/?theme=*")
    settled(page)
    assert page.evaluate("document.activeElement.dataset.value") == value
    page.locator("#chosen_facets a").click()
    page.wait_for_url(lambda url: "?" not in url)
    settled(page)
    assert page.evaluate("document.activeElement.id") == "results_heading"


def test_typing_makes_one_entry_in_the_history(visit):
    page = explore(visit)
    before = page.evaluate("history.length")
    page.keyboard.press("/")
    page.keyboard.type("kernel", delay=20)
    page.wait_for_url("**/?q=kernel")
    settled(page)
    assert page.evaluate("history.length") == before + 1


def test_an_unknown_field_is_said(visit):
    page = explore(visit, "?q=colour:red")
    assert "no field “colour:”" in page.locator("#search_hints").inner_text()


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=alert(1)>", "constructor", "__proto__ toString", "a" * 3000, "[(*+?"]
)
def test_a_hostile_query_is_only_text(visit, query):
    page = explore(
        visit, "?" + urlencode({"q": query, "theme": "<b>", "sort": "x", "page": "-1", "from": "abc"})
    )
    assert page.locator("#search_hints img, #chosen_facets b").count() == 0
    assert count(page) == 0


@pytest.mark.hypothesis
def test_the_count_of_a_facet_is_the_number_of_results_it_gives(visit):
    page = explore(visit)

    @settings(max_examples=settings.default.max_examples // 4)
    @given(st.data())
    def hold(data):
        query = data.draw(
            st.sampled_from(["", "network", "kernel", "learning dynamics", "year:2020..2023", "xqzvw"])
        )
        page.goto(page.url.split("?")[0] + f"?q={query}")
        settled(page)
        page.locator("#facet_lists summary", has_text="Author").click()
        if count(page):
            page.locator("#facet_lists [data-facet=author]").first.wait_for(state="attached")
        for choice in data.draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=3)):
            rows = page.evaluate(ROWS)
            if not rows:
                break
            facet, value, shown = rows[choice % len(rows)]
            selector = f"#facet_lists [data-facet='{facet}'][data-value='{value}']"
            page.evaluate("selector => document.querySelector(selector).click()", selector)
            assert settled(page)[1] == shown

    hold()


ROWS = """[...document.querySelectorAll("#facet_lists > .facet:not(:has(:checked)) [data-facet]")].map(box =>
  [box.dataset.facet, box.dataset.value, Number(box.parentElement.querySelector(".count").textContent)])"""


def test_a_deep_link_asks_for_each_file_once(chromium, address):
    with chromium.new_context() as context:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        page.goto(address + "papers/?q=hopfield")
        page.locator("#results[aria-busy=false] > li").first.wait_for()
        files = [url for url in asked if url.startswith("search/")]
        assert len(files) == len(set(files))
        assert asked.index("search/edition.json") < asked.index("assets/papershelf.js")
