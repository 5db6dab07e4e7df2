"""What readers come for is at most two clicks from the home page."""

from playwright.sync_api import expect

from generator.catalog.listings import WEEKS
from generator.news.additions import monday, newest_first

CODED = "hopfield-networks"
"""A theme with papers that have code."""


def test_the_first_paper_to_read_of_a_theme(visit, catalog):
    page, theme = visit(), catalog.theme["neural-tangent-kernel"]
    first = catalog.paper[theme.start_here[0].paper]
    page.locator(".cards.brief").get_by_role("link", name=theme.name).click()
    page.locator(".ordered .paper-title").first.click()
    page.wait_for_url(f"**/papers/{first.id}/")


def test_bibtex_of_a_paper_in_a_list(visit):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.locator(".paper .copies").first.click()
    page.get_by_role("link", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@")


def test_papers_of_a_co_author(visit, catalog):
    page, author = visit(), newest_first(catalog.papers)[0].people[0]
    page.locator(".front .paper-authors a").first.click()
    page.wait_for_url("**/authors/**")
    for paper in catalog.by_author[author.id]:
        expect(page.locator(f"main a[href$='papers/{paper.id}/']").first).to_be_visible()


def test_papers_new_since_a_date(visit, catalog):
    page, week = visit(), list(WEEKS.of(catalog))[1]
    page.get_by_role("link", name="New papers by week").click()
    page.get_by_role("link", name="and since").first.click()
    newer = sum(paper.added >= monday(week.id) for paper in catalog.papers)
    expect(page.locator("#result-count")).to_have_text(str(newer))


def test_papers_of_a_year_on_a_theme_with_code(visit, catalog):
    page, theme = visit(), catalog.theme[CODED]
    coded = [paper for paper in catalog.by_theme[CODED] if paper.code]
    year = coded[0].year
    card = page.locator(".cards.brief > li").filter(has=page.get_by_role("link", name=theme.name))
    card.get_by_role("link", name=f"{len(coded)} with code").click()
    page.locator(f"[data-facet=year][data-value='{year}']").check()
    expect(page.locator("#result-count")).to_have_text(str(sum(p.year == year for p in coded)))
    expect(page.get_by_label("Year from")).to_have_value(year)
    page.locator(f"[data-facet=year][data-value='{year}']").uncheck()
    expect(page.locator("#result-count")).to_have_text(str(len(coded)))
