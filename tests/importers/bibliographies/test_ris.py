from contextlib import suppress

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.citations import ris
from generator.citations.formats import FORMATS
from generator.errors import CatalogError
from generator.importers.bibliographies import bibtex, csl
from generator.importers.bibliographies import ris as importer
from generator.importers.detect import LARGEST
from support import ROOT, TOY, no_hang

RECORDED = ROOT / "tests/data/recorded"
FRAME = {"id": "x", "summary": "s", "themes": ["t"], "added": "2026-11-20"}
LINES = ["TY  - JOUR", "TI  - a", "T1  -", "AU  - A, B, C, D", "AU  - ,", "DA  - //", "PY  - 20", "ER  - ", "ER  -", "ZZ  - b", "", "text", "DO  - x", "UR  - http://[", "U1  - papershelf-title: ", "\x0b"]  # fmt: skip


def paper(**facts):
    base = {"title": "T", "authors": ["Ada van der Love Jr."], "published": "2023-05-10"}
    return Paper.model_validate({**FRAME, **base, **facts})


def recorded(name):
    with (RECORDED / name).open(encoding="utf-8", newline="") as file:
        return importer.read(file.read(), name)


def test_every_paper_is_read_by_rispy():
    papers = load(TOY).catalog.papers
    entries = rispy.loads(FORMATS["ris"].text(papers))
    assert [entry["id"] for entry in entries] == [paper.id for paper in papers]
    assert [len(entry.get("authors", [])) for entry in entries] == [
        len(paper.authors) for paper in papers
    ]
    assert [entry.get("doi") for entry in entries] == [paper.doi for paper in papers]


@pytest.mark.parametrize(
    ("venue", "lines"),
    [
        (None, {"TY  - RPRT", "PY  - 2023", "DA  - 2023/05/10/", "M3  - preprint"}),
        (
            "ICLR 2024",
            {
                "TY  - CONF",
                "PY  - 2024",
                "T2  - International Conference on Learning Representations (ICLR)",
            },
        ),
        ("Neural Networks (2024)", {"TY  - JOUR", "PY  - 2024", "T2  - Neural Networks"}),
        ("Doctoral thesis, TU Wien (2024)", {"TY  - THES", "M3  - Doctoral thesis", "PB  - TU Wien"}),
    ],
)
def test_the_venue_decides_the_type(venue, lines):
    written = ris.entry(paper(venue=venue, arxiv="2305.00001")).splitlines()
    assert lines | {"AU  - van der Love, Ada, Jr."} <= set(written)
    assert not [line for line in written if line.startswith("U1")]


def test_what_ris_cannot_say_is_in_a_field_of_the_user():
    text = ris.entry(paper(title=r"The $\beta$", authors=["A, B", "C D"]))
    assert "TI  - The β\n" in text
    assert "U1  - papershelf-title: The $\\beta$\nU1  - papershelf-author: A, B\n" in text


def test_what_zotero_writes():
    paper, thesis = recorded("zotero.ris").drafts
    assert paper.title == r"Quick States of H₂O & $\beta$ for \$5"
    assert paper.authors == ("Pat O'Brien Jr.", "Øyvind van der Berg", "The Quick Collaboration")
    assert (paper.venue, paper.published, paper.line) == ("QSC 2023", "2023-05-12", 2)
    assert (paper.arxiv, paper.doi, paper.categories) == ("2301.00002", "10.1000/quick.7", ("cs.LG",))
    assert paper.code == "https://github.com/invented/quick;v=1"
    assert paper.abstract == "First line of the abstract and its second line."
    assert (thesis.venue, thesis.line) == ("PhD thesis, Nowhere University (2018)", 20)


def test_what_endnote_writes():
    source = recorded("endnote.ris")
    article, cut = source.drafts
    assert (article.published, article.authors) == ("2022-07", ("Ç. Öz", "Plato"))
    assert article.venue == "Journal of Quiet Networks 12(3) (2022)"
    assert (cut.title, cut.arxiv, cut.published) == ("A Preprint Cut Off", "2401.00001", "2024-01-02")
    assert cut.remarks == ('doi: "doi-less" is not a DOI',)
    assert [(m.line, m.field, m.wrong) for m in source.skipped] == [
        (14, "record", '"this line belongs to nobody" stands outside a record'),
        (15, "title", "is missing"),
    ]


def test_names_in_all_the_forms_in_which_they_are_written():
    names = [
        "King, Jr., Martin",
        "King, Martin, III",
        "Doe, Jane 0002",
        "Ann Poe, Al Coe, Bo Roe",
        "Roe, Rick et al.",
    ]
    lines = ["TY  - JOUR", "TI  - T", *(f"AU  - {name}" for name in names), "ER  - "]
    (draft,) = importer.read("\n".join(lines), "one.ris").drafts
    assert draft.authors == ("Martin King Jr.", "Martin King III", "Jane Doe", "Ann Poe", "Al Coe", "Bo Roe", "Rick Roe")  # fmt: skip
    assert draft.remarks == (
        'authors: ends in "et al."; write out all authors',
        'authors: "Ann Poe, Al Coe, Bo Roe" looks like several names',
    )


def test_a_chapter_names_its_book():
    text = "TY  - CHAP\nTI  - T\nAU  - Doe, Jane\nBT  - Invented Proceedings of ICANN 2020\nPY  - 2020\nER  - "
    (draft,) = importer.read(text, "springer.ris").drafts
    assert draft.venue == "Invented Proceedings of ICANN 2020"


def test_what_crossref_writes():
    (draft,) = recorded("crossref.ris").drafts
    assert draft.authors == ("Çağla Öz", "Lars Østergård")
    assert draft.venue == "Journal of Quiet Networks & Limits 12(3), 1-12 (2022)"
    assert (draft.doi, draft.published) == ("10.1000/quiet.2022", "2022-07")


@pytest.mark.parametrize(
    "text",
    [
        "\n" * LARGEST,
        "TY  - JOUR\nTI  - a\n" + "b\n" * 900_000,
        "TY  - \n" * 20_000,
        "TY  - JOUR\nTI  - " + "<i>" * 600_000,
        "x" * (LARGEST + 1),
    ],
)
def test_hostile_files_end_soon(text):
    with no_hang(), pytest.raises(CatalogError) as caught:
        importer.read(text, "hostile.ris")
    assert caught.value.messages


@given(st.lists(st.sampled_from(LINES), max_size=20).map("\n".join))
def test_anything_is_read_or_ends_in_messages(text):
    drafts = ()
    with suppress(CatalogError):
        drafts = importer.read(text, "any.ris").drafts
    for draft in drafts:
        paper(title=draft.title, published=draft.published or "2024", doi=draft.doi, code=draft.code)


@pytest.mark.parametrize("name", ["zotero.ris", "endnote.ris", "crossref.ris"])
def test_ris_is_told_from_other_formats(name):
    text = (RECORDED / name).read_text("utf-8")
    assert (importer.is_ris(text), bibtex.is_bibtex(text), csl.is_csl(text)) == (True, False, False)


@pytest.mark.parametrize("prose", ["", "TY  - JOUR", "Dear TY  - JOUR\nAU  - me", "AU  - me\nTI  - t"])
def test_prose_is_not_ris(prose):
    assert not importer.is_ris(prose)


def test_the_last_line_of_the_web_of_science_is_no_entry():
    text = "TY  - JOUR\nTI  - Lanterns\nPY  - 2024\nER  - \nEF\n"
    source = importer.read(text, "wos.ris")
    assert (len(source.drafts), source.skipped) == (1, ())
