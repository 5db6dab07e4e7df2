import json

import bibtexparser
import pytest
import rispy

from generator.shelf import load
from support import ROOT

CATALOG = load(ROOT / "catalog").catalog
IDS = {
    "BibTeX": lambda text: [entry.key for entry in bibtexparser.parse_string(text).entries],
    "RIS": lambda text: [entry["id"] for entry in rispy.loads(text)],
    "CSL-JSON": lambda text: [item["id"] for item in json.loads(text)],
}


def saved(page, name):
    """Click the link of a format beside the results; return what the browser saves."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return download.value.path().read_text("utf-8")


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize(
    "query", ["theme=hopfield-networks", "from=2021", ""], ids=["few", "many", "all"]
)
def test_the_results_are_saved_as_they_are_narrowed(visit, name, query):
    page = visit(f"papers/?{query}&sort=newest")
    page.wait_for_selector("#results .tick")
    expected = {
        "theme=hopfield-networks": [paper.id for paper in CATALOG.by_theme["hopfield-networks"]],
        "from=2021": [paper.id for paper in CATALOG.papers if paper.year >= "2021"],
        "": [paper.id for paper in CATALOG.papers],
    }[query]
    assert IDS[name](saved(page, name)) == expected


def test_ticked_papers_are_saved_whatever_is_shown(visit):
    page = visit("papers/?theme=hopfield-networks&sort=newest")
    first, second = [paper.id for paper in CATALOG.by_theme["hopfield-networks"]][:2]
    page.locator("#results .tick").nth(1).focus()
    page.keyboard.press("Space")
    assert page.locator(".explorer .exports").inner_text().startswith("Cite 1 ticked paper:")
    page.locator("#results .tick").nth(0).check()
    page.locator("#explorer_form [name=q]").fill("kernel")
    page.wait_for_function("document.querySelector('#result-count').textContent !== '9'")
    assert set(IDS["BibTeX"](saved(page, "BibTeX"))) == {first, second}
    page.get_by_role("button", name="Untick all").click()
    assert "ticked" not in page.locator(".explorer .exports").inner_text()


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
