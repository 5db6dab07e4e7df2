"""What the corpus and the fuzzers found, each kept as a test of its own."""

import pytest
import yaml

from generator.bibliography.identifiers import LONGEST_SLUG, page_slug
from generator.bibliography.names import slug
from generator.catalog import published
from generator.catalog.shelf import load
from generator.citations.formats import FORMATS
from generator.engine.settings import PapershelfConfig
from generator.outputs import PAGES
from generator.pages.rendering import Renderer
from generator.site import Site
from generator.text.plain import LONGEST
from payloads import PAYLOADS
from support import errors, generated, run

RECORD = "papers/counting-ferns-by-their-shadows.yml"


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def edit(folder, **facts):
    file = folder / RECORD
    text = file.read_text("utf-8")
    file.write_text(text + yaml.safe_dump(facts, sort_keys=False), "utf-8")
    return text.count("\n") + 1


def test_wrong_details_of_a_publication_are_told_with_their_lines(folder):
    line = edit(folder, publication={"type": "poster", "pages": "x"})
    found = [(one.line, one.field, one.wrong) for one in errors(folder)]
    assert found == [
        (line + 1, "publication", 'holds "poster"'),
        (line + 2, "publication", '"x" names no pages'),
    ]


def test_names_of_pages_fit_the_disk(folder):
    """A venue of 1,000 words gets a page, and another one that begins alike another page."""
    long = "word " * 1000
    assert len(page_slug(long)) <= LONGEST_SLUG
    assert page_slug(long) != page_slug(f"{long} other")
    assert len(slug("\u4e2d" * 3000)) <= LONGEST_SLUG
    for file in list((folder / "papers").iterdir())[:3]:
        data = yaml.safe_load(file.read_text("utf-8")) | {"venue": f"{long} (2020)"}
        file.write_text(yaml.safe_dump(data), "utf-8")
    paths = generated(load(folder).catalog)
    assert max(len(part) for path in paths for part in path.split("/")) < LONGEST_SLUG + 40


def test_a_key_that_is_a_later_papers_id_leaves_it_another_id(folder, tmp_path):
    first = "@misc{nothing-new, title = {A first work}, author = {Ada Love}, year = 2020}"
    second = "@misc{b, title = {Nothing new}, author = {Bo Li}, year = 2021}"
    (tmp_path / "two.bib").write_text(f"{first}\n{second}\n")
    run("import", str(tmp_path / "two.bib"), "--catalog", str(folder))
    assert errors(folder) == []
    assert FORMATS["bib"].text(load(folder).catalog.papers).count("{nothing-new,") == 1


@pytest.mark.parametrize("entry", ["-\n", "- ayehttps\n", "- - a\n", "- 1\n"])
def test_an_entry_that_is_no_mapping_is_told_with_its_line(folder, entry):
    file = folder / "tags.yml"
    line = file.read_text("utf-8").count("\n") + 1
    file.write_text(file.read_text("utf-8") + entry, "utf-8")
    result = run("fmt", "--catalog", str(folder))
    assert result.exit_code == 1
    assert f"tags.yml:{line}: record: holds" in result.stderr


@pytest.mark.parametrize("field", ["title", "venue", "note", "abstract"])
def test_a_text_that_is_too_long_is_refused_at_once(folder, field):
    """Exports of a title of 1 MB took 2.4 s; a brace became 12 characters, four times."""
    data = yaml.safe_load((folder / RECORD).read_text("utf-8"))
    (folder / RECORD).write_text(
        yaml.safe_dump(data | {field: "{" * (LONGEST + 1)}, width=10**6), "utf-8"
    )
    found = [(one.field, one.wrong) for one in errors(folder)]
    assert found == [(field, "has 50,001 characters")]


def test_a_record_has_few_former_ids(folder):
    data = yaml.safe_load((folder / RECORD).read_text("utf-8"))
    many = [f"former-{number}" for number in range(101)]
    (folder / RECORD).write_text(yaml.safe_dump(data | {"former_ids": many}), "utf-8")
    found = [(one.field, one.wrong) for one in errors(folder)]
    assert found == [("former_ids", "has 101 entries")]


@pytest.mark.parametrize("name", ["accent", "abstracts", "files", "cache"])
def test_settings_take_no_hostile_text(name):
    for text in PAYLOADS:
        settings = PapershelfConfig()
        settings.load_dict({name: text})
        errors, _ = settings.validate()
        assert [key for key, _ in errors] == [name], text


def test_names_of_authors_and_venues_take_no_pages_place(folder):
    """An author named Index of two papers replaced the index of authors; one named Page its second page."""
    names = ["Index", "Page", "Other", "A", "Search Input"]
    for file in sorted((folder / "papers").iterdir())[:2]:
        venue = ["Index 2020", "Page 2020"][file.name > RECORD]
        edited = yaml.safe_load(file.read_text("utf-8")) | {"authors": names, "venue": venue}
        file.write_text(yaml.safe_dump(edited), "utf-8")
    catalog = load(folder).catalog
    renderer = Renderer(catalog, Site().of(len(catalog.papers)), frozenset(), None)
    paths = [path for pages in PAGES for path, _ in pages(renderer)]
    assert len(paths) == len(set(paths))
    assert {"authors/index_.md", "authors/page_.md", "venues/index_.md"} <= set(paths)


@pytest.mark.parametrize("day", ["2106-01-01", "9999-12-31", "1969-12-31"])
def test_a_day_that_no_file_can_have_is_refused(folder, day):
    """A record of the year 2206 ended the build with a traceback: archives date files with 32 bits."""
    file = folder / RECORD
    facts = yaml.safe_load(file.read_text("utf-8")) | {"added": day, "published": "1960"}
    file.write_text(yaml.safe_dump(facts), "utf-8")
    assert [one.field for one in errors(folder)] == ["added"]
    register, messages = published.parse(f"papers/x/ {day} aaaaaaaaaaaa\n", "published.txt")
    assert (register, len(messages)) == ({}, 1)
