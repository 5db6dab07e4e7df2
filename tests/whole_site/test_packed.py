"""A packed site: few files, and nothing that readers, reference managers or programs miss."""

import json

import pytest
from playwright.sync_api import expect

from browsing import served, visits
from generator.catalog.paging import parts
from generator.catalog.shelf import load
from generator.citations.formats import FORMATS
from generator.site import Site
from judges import broken_links, parsed
from support import build_once, build_site, project

pytestmark = pytest.mark.xdist_group("packed")
ID = "hopfield-networks-is-all-you-need"


@pytest.fixture(scope="module")
def packed(shared):
    """The packed site of the small catalogue."""

    def build():
        folder = project(shared / "packing")
        settings = folder / "mkdocs.yml"
        plugin = "  - papershelf:\n      files: packed\n"
        settings.write_text(settings.read_text("utf-8").replace("  - papershelf\n", plugin), "utf-8")
        build_site(folder, shared / "packed")

    return build_once(shared / "packed", build)


@pytest.fixture(scope="module")
def papers(shared, packed):
    """The papers of that site, newest first."""
    return load(shared / "packing/catalog").catalog.papers


@pytest.fixture
def visit(chromium, packed):
    """Open pages of the site."""
    with served(packed) as address, visits(chromium, address) as open_page:
        yield open_page


def held(packed):
    """Return the citations that the API holds, by the ids of papers."""
    files = [json.loads(path.read_text()) for path in (packed / "api/v1/citations").glob("*.json")]
    return {one["id"]: one for file in files for one in file["citations"]}


def saved(page, line, name):
    """Choose a format in a line of formats; return what the browser saves."""
    with page.expect_download() as download:
        page.locator(line).get_by_text(name, exact=True).click()
    return download.value.path().read_text("utf-8")


def test_every_citation_is_in_the_api_in_each_format(packed, papers):
    citations = held(packed)
    assert set(citations) == {paper.id for paper in papers}
    for paper in papers:
        assert citations[paper.id]["bib"] == FORMATS["bib"].entry(paper)
        assert citations[paper.id]["ris"] == FORMATS["ris"].entry(paper)
        assert citations[paper.id]["csl"] == json.loads(FORMATS["csl"].entry(paper))


def test_the_api_says_where_a_paper_is(packed):
    (whole,) = (packed / "api/v1/papers").glob("*.json")
    for paper in json.loads(whole.read_text())["papers"]:
        (place,) = set(paper["formats"].values())
        assert paper["api"].endswith("api/v1/papers/1.json")
        file = json.loads((packed / place[place.index("api/") :]).read_text())
        assert paper["id"] in {one["id"] for one in file["citations"]}


def test_listings_keep_bibtex_and_no_paper_has_files(packed):
    files = {path.relative_to(packed).as_posix() for path in packed.rglob("*") if path.is_file()}
    assert {"papers.bib", "papers.ris", "papers.json", "tags/neural-tangent-kernel.bib"} <= files
    ours = [file for file in files if file.startswith(("papers/", "authors/", "api/v1/paper/"))]
    assert {file.rpartition(".")[2] for file in ours} - {"html"} <= {"json", "bib", "ris"}
    withdrawn = json.loads((packed / "api/v1/withdrawn.json").read_text())["papers"]
    kept = {id for paper in withdrawn for id in (paper["id"], *paper["former_ids"])}
    others = [file for file in ours if not file.endswith(".html")]
    assert {file.rpartition("/")[2].rpartition(".")[0] for file in others} <= kept


def test_every_link_leads_somewhere(packed):
    assert broken_links(packed, parsed(packed)) == []


@pytest.mark.parametrize("name", [form.name for form in FORMATS.values()])
def test_the_page_of_a_paper_saves_its_citation(visit, papers, name):
    (paper,) = (paper for paper in papers if paper.id == ID)
    (form,) = (form for form in FORMATS.values() if form.name == name)
    assert saved(visit(f"papers/{ID}/"), ".saves", name) == form.text([paper])


def test_listings_without_files_save_what_they_list(visit, papers):
    page = visit("tags/neural-tangent-kernel/")
    listed = [paper for paper in papers if "neural-tangent-kernel" in paper.tags]
    assert saved(page, ".exports", "RIS") == FORMATS["ris"].text(listed)
    page.locator("#listing .tick").first.check()
    assert saved(page, ".exports", "BibTeX") == FORMATS["bib"].text(listed[:1])


def test_an_author_saves_papers_though_no_file_holds_them(visit):
    page = visit("authors/bo-li/")
    expect(page.locator(".exports")).to_be_visible()
    assert "@" in saved(page, ".exports", "BibTeX")


def test_search_results_tell_reference_managers(visit, packed):
    assert "Z3988" not in (packed / "tags/neural-tangent-kernel/index.html").read_text()
    page = visit("papers/?tag=neural-tangent-kernel")
    expect(page.locator("#results .Z3988").first).to_be_attached()


def test_more_than_2000_papers_are_packed_unless_a_setting_says_otherwise():
    assert [Site().of(number).packed for number in (0, 2_000, 2_001)] == [False, False, True]
    assert not Site(files="all").of(100_000).packed
    assert Site(files="packed").of(1).packed


def test_a_long_listing_ends_and_tells_how_much_it_leaves_out():
    *_, last = parts("tags/x.md", range(620), most=10)
    assert (last.number, last.of, last.next, last.total, last.left_out) == (10, 10, None, 620, 120)
    assert {part.left_out for part in parts("tags/x.md", range(620))} == {0}
