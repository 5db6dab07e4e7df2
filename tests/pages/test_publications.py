"""The pages of a group's publications, whose members authors.yml marks."""

from dataclasses import replace

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from generator.catalog import editor_schema
from generator.catalog.shelf import load
from generator.checks.check import check
from generator.pages.publications import TYPES
from generator.site import Site
from support import generated

RECORDS = {
    "a-book": {"venue": "A Press (2024)", "publication": {"type": "book"}},
    "a-chapter": {"venue": "A Book (2024)", "publication": {"type": "chapter"}},
    "a-letter": {"venue": "Slow Letters 12(3), 34-56 (2024)", "url": "https://example.org/letter.pdf"},
    "a-note": {"links": {"Slides": "https://example.org/slides"}, "url": "https://example.org/note"},
    "a-talk": {"venue": "ICLR 2024", "published": "2023", "doi": "10.1000/talk"},
    "a-thesis": {"venue": "PhD thesis, TU Wien (2022)", "authors": ["Bo Li"]},
    "on-arxiv": {"arxiv": "2401.00001", "published": "2024-01", "review": ["venue"]},
}
NAMES = [f"Author {letter}" for letter in "ABCDE"]


def written(folder, members):
    (folder / "papers").mkdir(parents=True)
    for id, facts in RECORDS.items():
        record = {"title": id, "authors": [*NAMES, "Bo Li"], "published": "2024", "added": "2026-11-20"}
        (folder / f"papers/{id}.yml").write_text(yaml.safe_dump(record | facts), "utf-8")
    entries = [{"name": name, "member": True} for name in members]
    (folder / "authors.yml").write_text(yaml.safe_dump(entries), "utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def group(tmp_path_factory):
    return written(tmp_path_factory.mktemp("group") / "catalog", ["Bo Li", "Author E"])


@pytest.fixture(scope="module")
def made(group):
    return generated(group.catalog, Site("Lab"))


def tree(outputs, path):
    return LexborHTMLParser(outputs[path].split("---\n", 2)[2])


def texts(outputs, path, selector):
    return [node.text(strip=True) for node in tree(outputs, path).css(selector)]


def test_publications_stand_by_year_and_type(made):
    page = made["publications/index.md"]
    years = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert years == ["2024", "2022"]
    types = ["article", "conference", "book", "chapter", "preprint", "document"]
    names = [*(TYPES[kind] for kind in types), TYPES["thesis"]]
    assert texts(made, "publications/index.md", ".type") == names
    titles = ["a-letter", "a-talk", "a-book", "a-chapter", "on-arxiv", "a-note", "a-thesis"]
    assert texts(made, "publications/index.md", ".paper-title") == titles
    assert texts(made, "publications/thesis.md", ".paper-title") == ["a-thesis"]
    assert texts(made, "publications/thesis.md", ".letters a")[0] == f"All {len(RECORDS)}"


def test_members_have_pages_and_stand_out(made):
    assert texts(made, "publications/index.md", ".paper:has(a[href*='a-letter']) .member") == [
        "Author E",
        "Bo Li",
    ]
    assert texts(made, "authors/index.md", ".member") == ["Author E", "Bo Li"]
    assert texts(made, "index.md", ".beside .member") == ["Author E", "Bo Li"]
    assert "authors/bo-li.md" in made


def test_a_member_of_one_paper_has_a_page(tmp_path):
    catalog = written(tmp_path / "catalog", ["Bo Li"]).catalog
    alone = replace(catalog, papers=tuple(paper for paper in catalog.papers if paper.id == "a-thesis"))
    made = generated(alone, Site("Lab"))
    assert texts(made, "authors/bo-li.md", ".paper-title") == ["a-thesis"]
    (link,) = tree(made, "papers/a-thesis.md").css(".authors a")
    assert link.attributes["href"] == "../../authors/bo-li/"


def test_only_a_group_may_leave_out_summaries_and_themes(group, tmp_path):
    assert check(group) == []
    readers = written(tmp_path / "readers", [])
    missing = [message.field for message in check(readers) if message.level == "error"]
    assert missing.count("summary") == missing.count("themes") == len(RECORDS)
    with_members, without = (
        dict(editor_schema.files(shelf.catalog))["schema/paper.json"] for shelf in (group, readers)
    )
    assert ('"const": "summary"' in with_members, '"const": "summary"' in without) == (False, True)
    assert not [
        path for path in generated(readers.catalog, Site("X")) if path.startswith("publications")
    ]


def test_search_tips_name_what_the_catalogue_has(made):
    tips = texts(made, "papers/index.md", ".syntax code")
    assert "author:li" in tips
    assert not [tip for tip in tips if tip.startswith(("tag:", "theme:"))]


def test_a_setting_hides_what_waits_for_review(group, made):
    hidden = generated(group.catalog, Site("Lab", review_marks=False))
    marks = [texts(pages, "papers/on-arxiv.md", ".review") for pages in (made, hidden)]
    assert marks == [["This record is waiting for review: venue."], []]


@pytest.mark.parametrize(
    ("id", "names"),
    [
        ("a-letter", ["PDF", "BibTeX"]),
        ("a-note", ["Paper", "Slides", "BibTeX"]),
        ("a-talk", ["DOI", "BibTeX"]),
        ("on-arxiv", ["PDF", "arXiv", "BibTeX"]),
    ],
)
def test_a_paper_leads_to_all_that_it_offers(made, id, names):
    assert texts(made, f"papers/{id}.md", ".actions a") == names
    row = f".paper:has(a[href='../papers/{id}/']) .paper-links a"
    shown = [name for name in names if name != "arXiv"]
    assert texts(made, "publications/index.md", row) == shown


def test_daily_papers_is_named_where_a_list_comes_from_there(tmp_path):
    written(tmp_path / "catalog", ["Bo Li"])
    listed = tmp_path / "catalog/lists"
    listed.mkdir()
    source = {
        "title": "L",
        "source": "D",
        "url": "https://huggingface.co/papers",
        "papers": ["on-arxiv"],
    }
    (listed / "l.yml").write_text(yaml.safe_dump(source), "utf-8")
    made = generated(load(tmp_path / "catalog").catalog, Site("Lab"))
    assert "Daily Papers" in texts(made, "papers/on-arxiv.md", ".actions a")
