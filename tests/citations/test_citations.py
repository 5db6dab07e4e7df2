import csv
import io
import json
import os
import subprocess
import sys

import bibtexparser
import pytest
import rispy
from jsonschema import Draft202012Validator
from pybtex.database import parse_string

from generator.api import contract
from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.citations import bibtex, coins, csl, keys, ris
from generator.citations.citation import cite
from generator.citations.formats import FORMATS
from generator.metadata import head, jsonld
from generator.site import Site
from support import TOY, generated, run

CATALOG = load(TOY).catalog
SITE = Site("Toy", "", "", "https://toy.test/")


def paper(**facts):
    base = {"id": "x", "title": "T", "authors": ["Ada Love"], "published": "2024-07-08"}
    return Paper.model_validate(
        {**base, "summary": "s", "themes": ["hopfield-networks"], "added": "2026-11-20", **facts}
    )


def bib_ids(text):
    assert {entry.key for entry in bibtexparser.parse_string(text).entries} == set(
        parse_string(text, "bibtex").entries
    )
    return [entry.key for entry in bibtexparser.parse_string(text).entries]


IDS = {
    ".bib": bib_ids,
    ".ris": lambda text: [entry["id"] for entry in rispy.loads(text)],
    ".json": lambda text: [item["id"] for item in json.loads(text)],
}


@pytest.mark.parametrize("suffix", IDS)
def test_every_group_of_papers_has_its_citations(site, catalog, suffix):
    def ids(path):
        return IDS[suffix]((site / f"{path}{suffix}").read_text("utf-8"))

    assert ids("papers") == [paper.id for paper in catalog.papers]
    for theme in catalog.themes:
        assert ids(f"themes/{theme.id}") == [paper.id for paper in catalog.by_theme[theme.id]]
    for tag in catalog.tags:
        assert ids(f"tags/{tag.id}") == [paper.id for paper in catalog.by_tag[tag.id]]
    for reading_list in catalog.lists:
        assert ids(f"lists/{reading_list.id}") == list(reading_list.papers)
    for slug, papers in catalog.by_author.items():
        if len(papers) > 1:
            assert ids(f"authors/{slug}") == [paper.id for paper in papers]
    for paper in catalog.papers:
        assert ids(f"papers/{paper.id}") == [paper.id]


@pytest.mark.parametrize(
    ("venue", "found"),
    [
        ("Nature 567 (2019)", ("Nature", "567", "", ())),
        ("The Journal of Slow Physics 158, 104903 (2023)", ("The Journal of Slow Physics", "158", "", ("104903",))),
        ("Neural Computation 31(11)", ("Neural Computation", "31", "11", ())),
        ("Slow Letters 12(3-4): 34–56", ("Slow Letters", "12", "3-4", ("34", "56"))),
        ("JHEP 2021(5)", ("JHEP", "2021", "5", ())),
        ("Physical Review E (2024)", ("Physical Review E", "", "", ())),
        ("Slow Science, 2019", ("Slow Science", "", "", ())),
        ("Log of 1999 (2024)", ("Log of 1999", "", "", ())),
    ],
)  # fmt: skip
def test_a_journal_is_told_from_its_volume(venue, found):
    cited = cite(paper(venue=venue))
    where = cited.publication
    assert (where.venue, where.volume, where.number, cited.pages) == found


def test_every_format_has_volume_issue_and_pages():
    article = paper(venue="Slow Letters 12(3): 34-56 (2024)")
    assert "  journal = {Slow Letters},\n  volume = {12},\n  number = {3},\n  pages = {34--56},\n" in bibtex.entry(article)  # fmt: skip
    assert "T2  - Slow Letters\nVL  - 12\nIS  - 3\nSP  - 34\nEP  - 56\n" in ris.entry(article)
    item = csl.item(article)
    assert [item[key] for key in ("volume", "issue", "page")] == ["12", "3", "34-56"]
    assert "&rft.volume=12&rft.issue=3&rft.spage=34&rft.epage=56&" in coins.context_object(article)
    tags = head.citation(CATALOG, SITE, article)
    assert [tags[key] for key in ("volume", "issue", "firstpage", "lastpage")] == ["12", "3", "34", "56"]
    data = json.loads(jsonld.article(CATALOG, SITE, article))
    issue = data["isPartOf"]
    assert (data["pageStart"], data["pageEnd"], issue["issueNumber"]) == ("34", "56", "3")
    assert (issue["isPartOf"]["volumeNumber"], issue["isPartOf"]["isPartOf"]["name"]) == ("12", "Slow Letters")  # fmt: skip


def test_a_book_and_a_chapter_can_be_said():
    book = paper(venue="Slow Press (2022)", publication={"type": "book"})
    assert "@book{x," in bibtex.entry(book)
    assert "  publisher = {Slow Press},\n" in bibtex.entry(book)
    assert "TY  - BOOK\n" in ris.entry(book)
    assert "PB  - Slow Press\n" in ris.entry(book)
    item = csl.item(book)
    assert (item["type"], item["publisher"], "container-title" in item) == ("book", "Slow Press", False)
    details = {"type": "chapter", "publisher": "Slow Press", "pages": "291-326"}
    chapter = paper(venue="Handbook of Slowness (2022)", publication=details)
    assert "@incollection{x," in bibtex.entry(chapter)
    assert "  booktitle = {Handbook of Slowness},\n  pages = {291--326},\n" in bibtex.entry(chapter)
    item = csl.item(chapter)
    assert (item["type"], item["container-title"], item["page"]) == (
        "chapter",
        "Handbook of Slowness",
        "291-326",
    )
    for one in (book, chapter):
        tags, data = head.citation(CATALOG, SITE, one), json.loads(jsonld.article(CATALOG, SITE, one))
        assert tags["publisher"] == "Slow Press"
        assert (data.get("publisher") or data["isPartOf"]["publisher"])["name"] == "Slow Press"
        assert "rft.pub=Slow+Press" in coins.context_object(one)
    assert [head.zotero(one) for one in (book, chapter)] == [
        {"itemType": "book"},
        {"itemType": "bookSection"},
    ]


def test_details_of_a_publication_take_the_place_of_what_the_venue_says():
    full = {"venue": "Conference on Slow Systems", "volume": "202", "publisher": "PMLR"}
    text = bibtex.entry(paper(venue="ICML 2023", publication=full))
    assert (
        "  booktitle = {Conference on Slow Systems},\n  volume = {202},\n  publisher = {PMLR},\n" in text
    )
    assert "  year = {2023},\n" in text
    assert paper(venue="ICML 2023", publication=full).series == "ICML"


def test_a_paper_is_cited_by_title_and_authors_of_its_publication():
    details = {"title": "Slow Kernels", "authors": ["Ada Love", "Bob Stone"]}
    one = paper(title="KeRNel: Slow", venue="Nature 9 (2025)", publication=details)
    assert len(one.people) == 1
    assert "  title = {Slow Kernels},\n  author = {Love, Ada and Stone, Bob},\n" in bibtex.entry(one)
    assert "TI  - Slow Kernels\nAU  - Love, Ada\nAU  - Stone, Bob\n" in ris.entry(one)
    assert (csl.item(one)["title"], len(csl.item(one)["author"])) == ("Slow Kernels", 2)
    assert "&rft.atitle=Slow+Kernels&" in coins.context_object(one)
    tags, data = head.citation(CATALOG, SITE, one), json.loads(jsonld.article(CATALOG, SITE, one))
    assert (tags["title"], tags["author"]) == ("Slow Kernels", ["Love, Ada", "Stone, Bob"])
    assert (data["name"], data["alternateName"]) == ("Slow Kernels", ["KeRNel: Slow"])


def test_an_initial_with_an_accent_is_a_macro_that_classic_styles_abbreviate():
    names = ["Łukasz Kaiser", "Jean-Édouard Šimkus", "Ole Øster", "René Dvořák", "Œuvre ćirić", "Жан 中"]
    text = bibtex.entry(paper(authors=names))
    assert r"author = {Kaiser, {\L }ukasz and {\v{S}}imkus, Jean-{\'E}douard and {\O}ster, Ole" in text
    assert r" and Dvořák, René and ćirić, Œuvre and 中, Жан}," in text


def test_the_year_of_a_preprint_is_not_that_of_its_venue():
    unknown = paper(venue="Slow Computation 31(11)", published="2018-11-06")
    assert "year = " not in bibtex.entry(unknown)
    assert "PY  - " not in ris.entry(unknown)
    item = csl.item(unknown)
    assert ("issued" in item, item["available-date"]) == (False, {"date-parts": [[2018, 11, 6]]})
    later = csl.item(paper(venue="PhD thesis, MIT (2021)", published="2022-02-04"))
    assert (later["issued"], "available-date" in later) == ({"date-parts": [[2021]]}, False)


def test_a_school_ends_before_the_year():
    cited = cite(paper(venue="Master's thesis, MIT, 2019"))
    where = cited.publication
    assert (where.genre, where.publisher, where.year) == ("Master's thesis", "MIT", "2019")


def test_only_what_is_on_arxiv_is_called_a_preprint():
    unknown = paper(doi="10.1000/182")
    assert "publisher" not in csl.item(unknown)
    assert csl.item(unknown)["type"] == "document"
    assert "preprint" not in ris.entry(unknown) + coins.context_object(unknown)
    assert csl.item(paper(arxiv="2305.00001"))["publisher"] == "arXiv"


def export(*args):
    result = run("export", "--catalog", str(TOY), *args)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_and_the_site_say_the_same(shelf, site, name):
    options = ["--format", name, "--theme", "hopfield-networks", "--catalog", str(shelf / "catalog")]
    assert run("export", *options).stdout == (
        site / f"themes/hopfield-networks{FORMATS[name].suffix}"
    ).read_text("utf-8")


def test_options_narrow_what_is_exported():
    both = json.loads(export("--format", "csl", "--theme", "hopfield-networks", "--tag", "transformer"))
    expected = [p.id for p in CATALOG.by_theme["hopfield-networks"] if "transformer" in p.tags]
    assert [item["id"] for item in both] == expected
    for name in ("ada lovelace", "Lovelace, Ada"):
        mine = json.loads(export("--format", "json", "--author", name))["papers"]
        assert [item["id"] for item in mine] == [paper.id for paper in CATALOG.by_author["ada-lovelace"]]


def test_json_keeps_to_the_published_schema():
    exported = json.loads(export("--format", "json", "--tag", "attention"))
    schema = contract.schema()
    Draft202012Validator({**schema, "$ref": "#/$defs/Papers"}).validate(exported)
    Draft202012Validator(schema).validate(exported)


def test_a_reading_list_keeps_its_order():
    items = json.loads(export("--format", "csl", "--list", "second-list"))
    (listed,) = [one for one in CATALOG.lists if one.id == "second-list"]
    assert [item["id"] for item in items] == list(listed.papers)


def test_a_year_is_that_of_the_first_publication():
    items = json.loads(export("--format", "csl", "--year", "2020"))
    assert [item["id"] for item in items] == [paper.id for paper in CATALOG.by_year["2020"]]


@pytest.mark.parametrize("name", ["ris", "json", "csv"])
@pytest.mark.slow
def test_what_is_printed_is_utf8_whatever_the_terminal_speaks(name):
    command = [sys.executable, "-m", "generator", "export", "--format", name, "--tag", "attention"]
    ran = subprocess.run(
        [*command, "--catalog", str(TOY)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.decode() == export("--format", name, "--tag", "attention")


def test_a_table_is_read_back_and_runs_nothing():
    rows = list(csv.DictReader(io.StringIO(export("--format", "csv"))))
    assert [row["id"] for row in rows] == [paper.id for paper in CATALOG.papers]
    assert rows[0]["authors"].split("; ") == list(CATALOG.papers[0].authors)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert "'=SUM(A1:A9) and Other Formulas That Should Not Run" in [row["title"] for row in rows]


def test_a_formula_in_a_title_stays_text(toy):
    (toy / "catalog/papers/formula.yml").write_text(
        "title: '=HYPERLINK(1)'\nadded: '2026-11-21'\nreview: [authors, published, summary, themes]\n"
    )
    result = run("export", "--format", "csv", "--catalog", str(toy / "catalog"))
    assert "formula,'=HYPERLINK(1)," in result.stdout


def test_a_file_is_written_whole(tmp_path):
    export("--output", str(tmp_path / "all.bib"), "--list", "second-list")
    assert len(parse_string((tmp_path / "all.bib").read_text("utf-8"), "bibtex").entries) == 8


@pytest.mark.parametrize(
    ("args", "advice"),
    [
        (["--theme", "hopfield-network"], "did you mean hopfield-networks?"),
        (["--tag", "atention"], "did you mean attention?"),
        (["--author", "Nobody At All"], "see the site's pages"),
    ],
)
def test_what_is_not_known_is_said(args, advice):
    result = run("export", "--catalog", str(TOY), *args)
    assert result.exit_code == 2
    assert advice in result.stderr


def test_a_key_is_short_and_taken_once():
    one = paper(
        title="On the Learning of $x$: Slow Things", authors=["Guy Van den Broeck"], venue="ICLR 2025"
    )
    assert keys.key(one, set()) == "vandenbroeck2025learning"
    taken = {"vandenbroeck2025learning", "vandenbroeck2025learningb"}
    assert keys.key(one, taken) == "vandenbroeck2025learningc"
    assert keys.key(one.model_copy(update={"authors": ()}), set()) == ""


def test_keys_are_written_once_and_the_id_stays_an_alias(toy):
    place = ("--catalog", str(toy / "catalog"))
    assert "hopfield-networks-is-all-you-need: ramsauer2021hopfield" in run("keys", *place).stdout
    assert "citation_key" not in "".join(
        f.read_text("utf-8") for f in (toy / "catalog/papers").iterdir()
    )
    written = run("keys", "--write", *place)
    assert written.exit_code == 0
    assert run("keys", *place).stderr == "0 keys to write\n"
    text = run("export", "--format", "bib", "--tag", "hopfield-network", *place).stdout
    assert "@inproceedings{ramsauer2021hopfield," in text
    assert "  ids = {hopfield-networks-is-all-you-need" in text
    assert run("check", *place).exit_code == 0


def test_files_stay_at_the_addresses_that_they_had():
    renamed = [paper for paper in CATALOG.papers if paper.former_ids]
    tags = [tag for tag in CATALOG.tags if tag.former_ids]
    made = generated(CATALOG, SITE)
    assert renamed
    for one in renamed:
        for id in one.former_ids:
            assert made[f"api/v1/paper/{id}.json"] == made[f"api/v1/paper/{one.id}.json"]
            for suffix in (".bib", ".ris", ".json"):
                assert made[f"papers/{id}{suffix}"] == made[f"papers/{one.id}{suffix}"]
    for tag in tags:
        for id in tag.former_ids:
            for path in (
                "api/v1/tags/{}.json",
                "tags/{}.bib",
                "feeds/tags/{}.atom",
                "feeds/tags/{}.json",
            ):
                assert made[path.format(id)] == made[path.format(tag.id)]
