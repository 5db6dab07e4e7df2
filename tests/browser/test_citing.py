import json

import bibtexparser
import pytest
import rispy
from playwright.sync_api import expect

from generator.citations import coins

IDS = {
    "BibTeX": lambda text: [entry.key for entry in bibtexparser.parse_string(text).entries],
    "RIS": lambda text: [entry["id"] for entry in rispy.loads(text)],
    "CSL-JSON": lambda text: [item["id"] for item in json.loads(text)],
}


def saved(page, name):
    """Click the link of a format beside the results; return what the browser saves."""
    with page.expect_download() as download:
        page.locator(".exports").get_by_role("link", name=name, exact=True).click()
    return download.value.path().read_text("utf-8")


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize(
    "query", ["theme=hopfield-networks", "from=2021", ""], ids=["few", "many", "all"]
)
def test_the_results_are_saved_as_they_are_narrowed(visit, catalog, name, query):
    page = visit(f"papers/?{query}&sort=newest")
    page.wait_for_selector("#results .tick")
    expected = {
        "theme=hopfield-networks": [paper.id for paper in catalog.by_theme["hopfield-networks"]],
        "from=2021": [paper.id for paper in catalog.papers if paper.year >= "2021"],
        "": [paper.id for paper in catalog.papers],
    }[query]
    assert IDS[name](saved(page, name)) == expected


def test_ticked_papers_are_saved_whatever_is_shown(visit, catalog):
    page = visit("papers/?theme=hopfield-networks&sort=newest")
    first, second = [paper.id for paper in catalog.by_theme["hopfield-networks"]][:2]
    page.locator("#results .tick").nth(1).focus()
    page.keyboard.press("Space")
    assert page.locator(".explorer .exports").inner_text().startswith("Cite 1 ticked paper:")
    page.locator("#results .tick").nth(0).check()
    before = page.locator("#result-count").inner_text()
    page.locator("#explorer_form [name=q]").fill("kernel")
    expect(page.locator("#result-count")).not_to_have_text(before)
    assert set(IDS["BibTeX"](saved(page, "BibTeX"))) == {first, second}
    page.get_by_role("button", name="Untick all").click()
    assert "ticked" not in page.locator(".explorer .exports").inner_text()


def test_every_result_is_found_by_reference_managers(visit, catalog):
    page = visit("papers/?theme=hopfield-networks&sort=newest")
    papers = catalog.by_theme["hopfield-networks"]
    expect(page.locator("#results .Z3988")).to_have_count(len(papers))
    titles = page.locator("#results .Z3988").evaluate_all("spans => spans.map(span => span.title)")
    assert titles == [coins.context_object(paper) for paper in papers]
    page = visit("papers/")
    expect(page.locator("#results .tick")).to_have_count(25)
    expect(page.locator("#results .paper:has(.Z3988)")).to_have_count(25)


def answered(page, path, change):
    """Answer with what a file of the site holds, changed."""

    def answer(route):
        route.fulfill(body=change(route.fetch().text()), content_type="text/plain")

    page.route(path, answer)


def test_many_papers_are_found_by_their_ids_whatever_their_places(visit, catalog):
    page = visit("papers/?from=2021&sort=newest")
    page.wait_for_selector("#results .tick")
    answered(page, "**/papers.ris", lambda text: "\n\n".join(text.strip("\n").split("\n\n")[::-1]))
    expected = [paper.id for paper in catalog.papers if paper.year >= "2021"]
    assert IDS["RIS"](saved(page, "RIS")) == expected


def test_citations_of_another_build_are_refused_in_one_sentence(visit, catalog):
    page = visit("papers/?from=2021&sort=newest")
    page.wait_for_selector("#results .tick")
    first = next(paper.id for paper in catalog.papers if paper.year >= "2021")
    answered(page, "**/papers.bib", lambda text: text.replace(f"{{{first},", f"{{{first}0,"))
    said = page.locator(".explorer .exports [role=alert]")
    for _ in range(3):
        page.locator(".exports").get_by_role("link", name="BibTeX", exact=True).click()
        said.get_by_text("reload the page").wait_for()
    assert said.inner_text().count("reload") == 1


def test_each_record_of_ris_ends_as_the_format_says(visit, catalog):
    page = visit("papers/?theme=hopfield-networks")
    page.wait_for_selector("#results .tick")
    text = saved(page, "RIS")
    assert text.count("\nER  - \n") == len(catalog.by_theme["hopfield-networks"])
    assert text.endswith("\nER  - \n")


def test_ticks_are_kept_when_a_paper_has_been_read(visit, catalog):
    page = visit("papers/?theme=hopfield-networks&sort=newest")
    page.locator("#results .tick").nth(1).check()
    page.goto(page.url.partition("papers/")[0] + "about/")
    page.goto(page.url.partition("about/")[0] + "papers/?theme=hopfield-networks&sort=newest")
    page.locator("#results .tick:checked").wait_for()
    second = catalog.by_theme["hopfield-networks"][1].id
    assert IDS["BibTeX"](saved(page, "BibTeX")) == [second]


def test_what_is_asked_last_is_saved_under_its_name(visit, catalog):
    page = visit("papers/?theme=hopfield-networks&sort=newest")
    page.wait_for_selector("#results .tick")
    held, clicked = [], []
    page.route("**/search/*/terms/*", lambda route: route.continue_() if clicked else held.append(route))
    page.locator("#explorer_form [name=q]").fill("Attention")
    with page.expect_download() as download:
        page.locator(".exports").get_by_role("link", name="BibTeX", exact=True).click()
        clicked.append(True)
        while held:
            held.pop().continue_()
    ids = IDS["BibTeX"](download.value.path().read_text("utf-8"))
    assert 0 < len(ids) < len(catalog.by_theme["hopfield-networks"])
    assert download.value.suggested_filename == "hopfield-networks-attention.bib"


def test_the_entry_on_a_page_is_copied_by_keyboard(visit):
    page = visit("papers/hopfield-networks-is-all-you-need/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert IDS["BibTeX"](copied) == ["hopfield-networks-is-all-you-need"]


def test_without_scripts_the_links_lead_to_files(visit):
    page = visit("themes/hopfield-networks/", java_script_enabled=False)
    link = page.get_by_role("link", name="RIS", exact=True)
    assert link.get_attribute("href") == "../hopfield-networks.ris"
