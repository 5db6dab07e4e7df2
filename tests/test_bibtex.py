import re

import bibtexparser
import pytest
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from generator.exports import bibtex
from generator.records import Paper
from generator.shelf import load
from support import ROOT

HOSTILE = """The $\\beta$ of "x": a {{ y }} <b>&amp; it's -- 'é' 中文"""
FACTS = {
    "id": "x",
    "authors": ["Ada Lovelace"],
    "published": "2024-07-08",
    "summary": "s",
    "themes": ["t"],
    "added": "2026-11-20",
}
CHARACTERS = {"textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">"}
TEX = get_default_latex_context_db()
TEX.add_context_category(
    "ours", macros=[MacroTextSpec(k, v) for k, v in CHARACTERS.items()], prepend=True
)
DECODER = LatexNodes2Text(TEX, math_mode="verbatim")


def paper(**facts):
    return Paper.model_validate({"title": "T", **FACTS, **facts})


def reread(text, *middlewares):
    library = bibtexparser.parse_string(text, append_middleware=middlewares)
    assert not library.failed_blocks
    return library.entries


def undecorated(tex):
    return re.sub(r"[{}]", "", tex)


def test_every_shipped_paper_comes_back():
    papers = load(ROOT / "catalog").catalog.papers
    entries = reread("\n".join(map(bibtex.entry, papers)), SeparateCoAuthors(), SplitNameParts())
    assert [entry.key for entry in entries] == [paper.id for paper in papers]
    for entry, paper in zip(entries, papers, strict=True):
        fields = entry.fields_dict
        assert undecorated(fields["title"].value) == undecorated(paper.title.replace("&", r"\&"))
        assert fields["eprint"].value == paper.arxiv
        assert [" ".join(n.first + n.von + n.last + n.jr) for n in fields["author"].value] == [
            " ".join(name.split()) for name in paper.authors
        ]


def test_a_hostile_title_comes_back():
    (entry,) = reread(bibtex.entry(paper(title=HOSTILE)))
    assert DECODER.latex_to_text(entry.fields_dict["title"].value) == HOSTILE


@pytest.mark.parametrize(
    ("venue", "kind", "field", "value", "year"),
    [
        (None, "misc", "month", "jul", "2024"),
        ("ICLR 2025", "inproceedings", "booktitle", "ICLR 2025", "2025"),
        ("Neural Networks (2025)", "article", "journal", "Neural Networks", "2025"),
        (
            "PhD thesis, University of Oxford (2021)",
            "phdthesis",
            "school",
            "University of Oxford",
            "2021",
        ),
    ],
)
def test_the_venue_decides_the_kind_of_entry(venue, kind, field, value, year):
    (entry,) = reread(bibtex.entry(paper(venue=venue)))
    fields = entry.fields_dict
    assert (entry.entry_type, fields[field].value, fields["year"].value) == (kind, value, year)


def test_parts_of_names():
    names = ["Martin Luther King Jr.", "Anton van den Hengel", "The ATLAS Collaboration", "Plato"]
    assert (
        "author = {King, Jr., Martin Luther and van den Hengel, Anton and {The ATLAS Collaboration} and Plato}"
        in bibtex.entry(paper(authors=names))
    )
