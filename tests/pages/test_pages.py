"""Pages of the toy catalog: golden, hostile, paginated."""

import json
from functools import cache

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.paging import parts
from generator.catalog.parts import Details
from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.site import Site
from programs import mkdocs
from support import TOY, generated

HOSTILE = """The $\\beta$ of "x": a {{ y }} <b>&amp; it's -- 'é' 中文"""
PLAIN = HOSTILE.replace("$\\beta$", "β")
SITE = Site("Toy", "A toy catalogue.", "https://example.org/edit/catalog/")


@cache
def agreed():
    """Return all that is made of the small catalogue."""
    return outputs(load(TOY).catalog)


def outputs(catalog):
    return generated(catalog, SITE)


def front_matter(text):
    _, yaml_text, body = text.split("---\n", 2)
    return yaml.safe_load(yaml_text), body


AGREED = [
    "authors/h.md",
    "index.md",
    "lists/first-list.md",
    "papers/a-hostile-title.md",
    "papers/a-lantern-without-a-date.md",
    "papers/a-record-that-waits-for-its-curator.md",
    "papers/hopfield-is-all-you-need/index.html",
    "papers/hopfield-networks-is-all-you-need.md",
    "tags/neural-tangent-kernel.md",
    "themes/neural-tangent-kernel.md",
    "years/2020.md",
]


@pytest.mark.parametrize("path", AGREED)
def test_pages_are_as_agreed(path, golden):
    golden(path.replace("/", "__"), agreed()[path])


@pytest.mark.slow
def test_a_hostile_title_survives_everywhere(toy):
    record = toy / "catalog/papers/on-neural-differential-equations.yml"
    data = yaml.safe_load(record.read_text("utf-8")) | {"title": HOSTILE}
    record.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    mkdocs("build", "--strict", cwd=toy, check=True)
    page = LexborHTMLParser(
        (toy / "site/papers/on-neural-differential-equations/index.html").read_text("utf-8")
    )
    assert page.css_first("title").text() == f"{PLAIN} – Papershelf"
    assert page.css_first("h1").text() == PLAIN
    assert page.css_first("h1 math mi").text() == "β"
    assert not page.css("h1 b")
    listed = LexborHTMLParser((toy / "site/papers/index.html").read_text("utf-8"))
    assert PLAIN in [node.text() for node in listed.css(".paper-title")]
    assert '"x": a' in page.css_first(".bibtex").text()
    shown = [json.loads(file.read_text("utf-8")) for file in (toy / "site/search").glob("*/shown/*")]
    assert PLAIN in [paper["title"] for papers in shown for paper in papers]


def test_a_hostile_title_is_in_the_front_matter():
    papers = load(TOY).catalog.papers
    hostile = papers[0].model_copy(update={"title": HOSTILE})
    catalog = load(TOY).catalog
    catalog = Catalog((hostile, *papers[1:]), catalog.themes, catalog.tags, catalog.lists)
    meta, _ = front_matter(outputs(catalog)[permalinks.paper(hostile.id)])
    assert (meta["title"], meta["tex_title"]) == (PLAIN, HOSTILE)


def test_front_matter_is_complete():
    meta, _ = front_matter(agreed()["papers/feature-learning-in-infinite-width-neural-networks.md"])
    assert meta["title"] == "Feature Learning in Infinite-Width Neural Networks"
    assert meta["description"].startswith("Taken to infinite width, networks")
    assert meta["authors"] == ["Greg Yang", "Edward J. Hu"]
    assert meta["date"] == "2020-11-30"
    assert meta["themes"] == ["neural-tangent-kernel", "learning-dynamics"]
    assert "infinite-width-limit" in meta["tags"]
    assert meta["ids"] == {
        "id": "feature-learning-in-infinite-width-neural-networks",
        "arxiv": "2011.14522",
    }
    assert meta["render_macros"] is False  # else the plugin macros would run what records hold


def test_former_addresses_lead_to_the_paper():
    page = LexborHTMLParser(agreed()["papers/hopfield-is-all-you-need/index.html"])
    assert page.css_first("a").attributes["href"] == "../hopfield-networks-is-all-you-need/"
    assert (
        "url=../hopfield-networks-is-all-you-need/"
        in page.css_first("meta[http-equiv]").attributes["content"]
    )


def test_an_abstract_is_shown_where_there_is_one():
    catalog = load(TOY).catalog
    paper = catalog.papers[0].model_copy(update={"abstract": "One $x$ & two.\n\nThree."})
    page = page_of(catalog, paper)
    assert [node.text() for node in page.css(".abstract")] == ["One x & two.", "Three."]


def page_of(catalog, paper):
    """Return the page of a catalogue's first paper once that is changed."""
    catalog = Catalog((paper, *catalog.papers[1:]), catalog.themes, catalog.tags, catalog.lists)
    return LexborHTMLParser(outputs(catalog)[permalinks.paper(paper.id)])


def test_a_page_names_title_and_number_of_authors_of_the_publication():
    catalog = load(TOY).catalog
    details = Details(title="On $x$", authors=("A", "B"))
    page = page_of(catalog, catalog.papers[0].model_copy(update={"publication": details}))
    assert page.css_first(".other-title").text() == "The publication is titled On x and names 2 authors."


@pytest.mark.slow
def test_no_page_grows_with_the_catalog():
    catalog = load(TOY).catalog
    first = catalog.papers[0]
    many = [_numbered(first, number) for number in range(1200)]
    catalog = Catalog((*many, *catalog.papers), catalog.themes, catalog.tags, catalog.lists)
    pages = {path: len(text) for path, text in outputs(catalog).items() if path.endswith(".md")}
    assert max(pages.values()) < 80_000, max(pages, key=pages.get)
    assert {
        "papers/page/2.md",
        f"themes/{first.theme}/25.md",
        f"tags/{first.tags[0]}/25.md",
    } <= pages.keys()


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2), (101, 3)])
def test_listings_are_cut_into_pages(count, pages):
    cut = list(parts("tags/x.md", range(count)))
    assert [part.path for part in cut][:2] == ["tags/x.md", "tags/x/2.md"][:pages]
    assert len(cut) == pages
    assert [item for part in cut for item in part.items] == list(range(count))
    assert (cut[0].previous, cut[-1].next) == (None, None)


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("index.md", "papers/x.md", "papers/x/"),
        ("papers/x.md", "papers/y.md", "../y/"),
        ("papers/x.md", "index.md", "../../"),
        ("papers/x.md", "papers/index.md", "../"),
        ("papers/index.md", "papers/x.md", "x/"),
        ("papers/x.md", "papers/x.md", "./"),
        ("index.md", "index.md", "./"),
        ("tags/x/2.md", "tags/x.md", "../"),
        ("papers/old/index.html", "papers/new.md", "../new/"),
    ],
)
def test_links_are_relative(source, target, link):
    assert permalinks.relative(source, target) == link
    assert permalinks.relative(source, target, "a") == link + "#a"


def test_no_name_clashes_with_the_frame_and_tags_without_letter_stand_together():
    catalog = load(TOY).catalog
    paper = catalog.papers[0].model_copy(update={"authors": ("Search Input", "Page Title", "Results")})
    odd = [
        catalog.tags[0].model_copy(update={"id": id, "name": name})
        for id, name in [("a1", "∞"), ("a2", "1 one")]
    ]
    catalog = Catalog((paper, *catalog.papers[1:]), catalog.themes, (*catalog.tags, *odd), catalog.lists)
    made = outputs(catalog)
    for path in ("authors/i.md", "authors/r.md", "tags/index.md"):
        ids = [node.attributes["id"] for node in LexborHTMLParser(made[path]).css("[id]")]
        assert len(ids) == len(set(ids))
        assert not permalinks.FRAME & set(ids)
    assert "authors/i/#search-input_" in made[permalinks.paper(paper.id)]


def _numbered(paper, number):
    facts = {
        "id": f"paper-{number}",
        "title": f"Paper {number}",
        "authors": (f"Ada {number} Lovelace", "Bob Ray"),
    }
    return Paper.model_construct(**{**dict(paper), **facts})


def test_a_theme_whose_papers_are_all_undated_has_a_page_without_a_chart():
    shelf = load(TOY).catalog
    undated = tuple(paper.model_copy(update={"published": None}) for paper in shelf.papers)
    page = outputs(Catalog(undated, shelf.themes, shelf.tags, shelf.lists))
    text = page[f"themes/{undated[0].themes[0]}.md"]
    assert "Undated" in text
    assert "<svg" not in text
