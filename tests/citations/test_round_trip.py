"""What the catalog writes for reference managers, it reads back: the same facts of the same papers."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.citations.citation import cite
from generator.citations.formats import FORMATS
from generator.importers.bibliographies import bibtex, csl, ris
from generator.text.plain import CONTROL
from support import TOY

READ = {"bib": bibtex.read, "ris": ris.read, "csl": csl.read}
AUTHOR = """O'Neil–Ünal, Jr., {van} der "X\""""
TITLE = """The $\\beta$ of "x": a {{ y }} <b>&amp; it's -- 'é' 中文"""

TRICKY = [*"\\{}$^_&%#~<>\"'`,;:@!?=-()[]|/* ", "and", " and ", "$x$", r"\$", "<i>a</i>", "&lt;", "et al.", "others", "--", "''", "TY  - ", "ER  -", "\\", "von ", "Jr.", ", "]  # fmt: skip
WORDS = st.lists(st.sampled_from(TRICKY) | st.characters(codec="utf-8") | st.text(string.ascii_letters, max_size=5), min_size=1, max_size=8)  # fmt: skip
LINES = WORDS.map("".join).map(lambda text: " ".join(CONTROL.sub("", text).split())).filter(bool)
VENUES = st.sampled_from(["ICLR 2024", "NeurIPS 2023 Workshop ATTRIB", "Neural Networks (2024)", "Neural Computation 31(11)", "Nature 567 (2019)", "PhD thesis, TU Wien (2021)", "Doctoral thesis, TU Wien", "Thesis", "A thesis on X (2024)", "PhD thesis, (2021)", "Master's thesis, A, B", "Nature 2024", "Log of 1999 (2024)", "Slow Letters 12(3): 34–56", "Slow Review E 94, 123 (2016)", "Master's thesis, MIT, 2019", "KDD '24", "A Conference (KDD '24)", "Proceedings of the IEEE (2024)"])  # fmt: skip
PAPERS: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    title=LINES,
    authors=st.lists(LINES, min_size=1, max_size=4),
    published=st.sampled_from(["2024", "2023-05", "2023-05-10", "1999-12-31"]),
    venue=st.none() | VENUES | LINES.filter(lambda text: not text.lower().startswith(("arxiv", "corr"))),
    arxiv=st.sampled_from([None, "2305.00001", "hep-th/9901001", "math.GT/0309136"]),
    doi=st.sampled_from([None, "10.1000/182", "10.1002/(sici)1097<1::aid>3.0.co;2-#_%", "10.1000/a--b'{c}"]),
    url=st.sampled_from([None, "https://example.org/a_b~c?x=1&y=%20#top"]),
    categories=st.lists(st.sampled_from(["cs.LG", "math.NA", "cond-mat.dis-nn", "quant-ph"]), unique=True),
)  # fmt: skip


def paper(**facts):
    frame = {"id": "x", "summary": "s", "themes": ["t"], "added": "2026-11-20"}
    return Paper.model_validate({"title": "T", **frame, **facts})


def facts(source, format):
    """Every fact that `format` carries.

    BibTeX has room for an arXiv paper's primary category alone, and only CSL-JSON for the date of the
    version before the published one. The address of a page is read where no identifier leads to it.
    """
    known = source.categories if format != "bib" or source.arxiv else ()
    return {
        "title": source.title,
        "authors": source.authors,
        "published": dated(source, format) if isinstance(source, Paper) else source.published,
        "venue": source.venue,
        "arxiv": source.arxiv,
        "doi": source.doi,
        "url": None if source.arxiv or source.doi else source.url,
        "categories": known[:1] if format == "bib" else known,
    }


def dated(paper, format):
    cited = cite(paper)
    return (format == "csl" and cited.first) or cited.date or None


@pytest.mark.parametrize("format", FORMATS)
def test_every_paper_comes_back(format):
    papers = load(TOY).catalog.papers
    source = READ[format](FORMATS[format].text(papers), "papers")
    assert source.skipped == ()
    assert [facts(draft, format) for draft in source.drafts] == [
        facts(paper, format) for paper in papers
    ]
    assert [draft.remarks for draft in source.drafts if draft.remarks] == []


@pytest.mark.parametrize("format", FORMATS)
@given(given=PAPERS)
@example(given={"title": "T", "authors": ["$ and", "\\", r"\O"], "published": "2024"})
@example(given={"title": TITLE, "authors": [AUTHOR, "Ada Lovelace"], "published": "2024-07-08"})
@example(given={"title": "Costs $5", "authors": ["others"], "published": "2024", "venue": "A $x$ {b"})
@example(given={"title": "T", "authors": ["Jr. von Poe", "II al. Roe III"], "published": "2024"})
@example(given={"title": "A { b \\{ c } d", "authors": ["A", ",et al."], "published": "2024"})
@example(given={"title": "All $5 and x$, not &lt; &amp;", "authors": ["A"], "published": "2024"})
@example(
    given={"title": r"$\{$ and $}$, $x$$y$", "authors": ["Rock and Roll", "and"], "published": "2024"}
)
def test_any_paper_comes_back(format, given):
    written = paper(**given)
    source = READ[format](FORMATS[format].text([written]), "paper")
    assert source.skipped == ()
    (draft,) = source.drafts
    assert facts(draft, format) == facts(written, format)


@pytest.mark.parametrize("format", FORMATS)
def test_a_record_that_awaits_review_comes_back(format):
    bare = paper(authors=["A B"], published="2024").model_copy(update={"published": None, "authors": ()})
    (draft,) = READ[format](FORMATS[format].text([bare]), "paper").drafts
    assert (draft.title, draft.authors, draft.published) == ("T", (), None)


@pytest.mark.parametrize("format", FORMATS)
def test_an_early_paper_is_cited_by_the_year_of_its_venue(format):
    text = FORMATS[format].text([paper(authors=["A B"], published="2023-05-10", venue="ICLR 2024")])
    (draft,) = READ[format](text, "paper").drafts
    first = "2023-05-10" if format == "csl" else "2024"
    assert (draft.published, draft.venue) == (first, "ICLR 2024")


@pytest.mark.parametrize("format", FORMATS)
def test_no_control_character_breaks_a_line(format):
    sly = paper(authors=["A B"], published="2024").model_copy(
        update={"title": "One\nER  - \nTY  - JOUR\r\nTI  - two", "venue": "A\u2028B\x85C"}
    )
    (draft,) = READ[format](FORMATS[format].text([sly]), "paper").drafts
    assert draft.title == "One ER - TY - JOUR TI - two"
