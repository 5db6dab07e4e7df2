import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import CatalogError
from generator.importers.listings import page as listing
from support import LISTINGS

LONGEST_TITLE = 300
HEADER = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\nMar 12"
INVENTED = [
    ("Gardens of Forking Gradients", "We grow gradients in gardens. " * 12),
    ("What do moles know about manifolds?", "Moles dig, and we follow them on foot. " * 9),
    ("Lanterns: Light for Deep, Dark Nets!", "Each lantern of ours holds O(N^2) moths. " * 8),
    ("$\\beta$-Beavers Build Better Bounds", "This paper counts beavers and their dams. " * 9),
    ("Fr\\'echet Ferns", "A fern unrolls, and so does our proof of it. " * 7),
]
PAGES = sorted(LISTINGS.glob("*.txt"))
wants_listings = pytest.mark.skipif(not PAGES, reason=f"no listings at {LISTINGS}")


def page(papers=INVENTED, header=HEADER, between="\n\n"):
    blocks = [header, *(part.strip() for paper in papers for part in paper if part)]
    return between.join(filter(None, blocks))


def read(text):
    assert listing.is_listing(text)
    return listing.read(text, "page.txt")


def papers(source):
    return [(draft.title, draft.abstract) for draft in source.drafts]


EXPECTED = [(title.replace("Fr\\'e", "Fré"), abstract.strip()) for title, abstract in INVENTED]


def test_titles_and_abstracts_come_in_order_with_their_lines():
    source = read(page())
    assert papers(source) == EXPECTED
    assert [draft.line for draft in source.drafts] == [11, 15, 19, 23, 27]
    assert (source.file, source.origin) == ("page.txt", "Hugging Face Daily Papers")
    assert source.url == "https://huggingface.co/papers"
    assert source.skipped == ()


@pytest.mark.parametrize(
    ("written", "title", "date"),
    [
        ("Mar 12", "Daily Papers, 12 March", "XXXX-03-12"),
        ("March 12", "Daily Papers, 12 March", "XXXX-03-12"),
        ("Mar 12, 2025", "Daily Papers, 12 March 2025", "2025-03-12"),
        ("12 March 2025", "Daily Papers, 12 March 2025", "2025-03-12"),
        ("Wed, Sep. 3", "Daily Papers, 3 September", "XXXX-09-03"),
        ("Feb 29", "Daily Papers, 29 February", "XXXX-02-29"),
        ("Feb 29, 2025", "Daily Papers, undated listing", None),
        ("", "Daily Papers, undated listing", None),
    ],
)
def test_the_date_may_be_written_in_many_ways_or_be_missing(written, title, date):
    source = read(page(header=HEADER.replace("Mar 12", written)))
    assert (source.title, source.date) == (title, date)
    assert papers(source) == EXPECTED


@pytest.mark.parametrize(
    "header",
    [
        "Daily Papers\n\nby AK and the research community\n\nMar 12",
        "Daily Papers byAK and the research community Mar 12",
        "Get trending papers in your email inbox!\nSubscribe\nMar 12",
        "DAILY PAPERS\nMAR 12\nBY AK AND THE RESEARCH COMMUNITY",
    ],
)
def test_the_header_may_vary(header):
    source = read(page(header=header))
    assert (source.date, papers(source), source.skipped) == ("XXXX-03-12", EXPECTED, ())


BLANKS = st.sampled_from(
    ["\n", "\r\n", "\n\n", "\r\n\r\n", "\n\n\n\n", " \n\t\n", "\r\r", "\u200b\n\xa0\n"]
)
EDGES = st.sampled_from(["", " ", "\t", "\xa0", "\u200b", " \u2060 "])


@settings(max_examples=100)
@given(st.data())
def test_spacing_does_not_matter(data):
    parts = page().split("\n\n")
    spaced = [data.draw(EDGES) + part + data.draw(EDGES) + data.draw(BLANKS) for part in parts]
    source = read(data.draw(st.sampled_from(["", "\ufeff", "\n\n"])) + "".join(spaced))
    assert (source.date, papers(source), source.skipped) == ("XXXX-03-12", EXPECTED, ())


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_wrapped_abstracts_are_joined(between):
    def wrapped(text):
        return re.sub(r"(.{60,72}) ", r"\1\n", text.strip())

    text = page([(title, wrapped(abstract)) for title, abstract in INVENTED], between=between)
    assert papers(read(text)) == EXPECTED


def test_a_wrapped_title_is_joined_where_blank_lines_or_its_words_tell():
    abstract = INVENTED[0][1]
    title = "A Longer Title That\nThe Editor Wrapped"
    assert read(page([(title, abstract)])).drafts[0].title == title.replace("\n", " ")
    title = "A Longer Title of\nThe Editor's: What\nis wrapped"
    source = read(page([(title, abstract)], between="\n"))
    assert papers(source) == [(title.replace("\n", " "), abstract.strip())]


def test_an_abstract_may_have_paragraphs():
    first, second = INVENTED[0][1].strip(), "Code is at https://example.org/x_1"
    source = read(page([("Gardens of Forking Gradients", f"{first}\n\n{second}"), INVENTED[1]]))
    assert papers(source) == [("Gardens of Forking Gradients", f"{first}\n\n{second}"), EXPECTED[1]]
    assert source.drafts[0].remarks == ()


def test_a_sentence_between_abstracts_is_remarked_on():
    papers_ = [INVENTED[0], ("Moles are what we need.", INVENTED[1][1])]
    (draft,) = read(page(papers_)).drafts
    assert draft.remarks == (
        'line 15 of the listing may be a title: "Moles are what we need."',
        "abstract: it has 3 paragraphs; one may be of another paper",
    )
    assert draft.doubtful
    assert "Moles are what we need." in draft.abstract


def test_an_abstract_longer_than_any_is_remarked_on():
    lines = " ".join(["We show that one abstract may swallow its neighbours."] * 40)
    (draft,) = read(page([("On Being Long", lines)])).drafts
    assert draft.doubtful
    assert draft.remarks == ("abstract: it has 2,159 characters; other papers may be inside",)


def test_a_title_may_lack_its_abstract():
    source = read(page([INVENTED[0], ("A Title All Alone", ""), INVENTED[1]]))
    assert papers(source) == [EXPECTED[0], ("A Title All Alone", None), EXPECTED[1]]


def test_a_short_abstract_is_one():
    short = "We show that short is enough."
    assert papers(read(page([("On Being Short", short)]))) == [("On Being Short", short)]


def test_what_cannot_be_placed_is_told_with_its_line():
    lost = INVENTED[1][1].strip()
    text = page(header="Models\n" + HEADER + f"\n\n{lost}") + "\n\nNext\n\n© Nobody\n\n12.5k\n\nMoles"
    source = read(text)
    assert papers(source) == EXPECTED
    assert [(m.line, m.wrong[:8]) for m in source.skipped] == [
        (1, '"Models"'),
        (12, '"Moles d'),
        (34, '"Next" i'),
        (36, '"© Nobod'),
        (38, '"12.5k" '),
        (40, '"Moles" '),
    ]
    assert all(message.level == "warning" for message in source.skipped)


def test_a_page_without_its_header_is_known_by_five_pairs_in_a_row():
    sure = [(title, f"This paper is ours. {abstract}") for title, abstract in INVENTED]
    assert len(read(page(sure, header="")).drafts) == 5
    for unsure in (page(sure[:4], header=""), page(INVENTED, header="").replace("e", "x")):
        assert not listing.is_listing(unsure)
        with pytest.raises(CatalogError, match="expected a page of Daily Papers: its header"):
            listing.read(unsure, "page.txt")


def test_a_header_alone_is_no_listing():
    with pytest.raises(CatalogError, match=r"page\.txt: file: holds no listing"):
        listing.read(HEADER, "page.txt")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "@article{x, title = {Daily Papers by AK and the research community}}",
        '[{"type": "article", "title": "by AK and the research community"}]',
        "TY  - JOUR\nTI  - Daily Papers\nAB  - by AK and the research community\nER  - ",
        "We read the Daily Papers by AK and the research community every day.\n\nThen we walk.",
        "\n\n".join(f"{n} Chapter\n\n{'The mole went home. ' * 20}" for n in range(9)),
        "\n".join(["a"] * 40 + [HEADER]),
    ],
)
def test_other_texts_are_no_listings(text):
    assert not listing.is_listing(text)


@given(st.text(alphabet=st.sampled_from("aB .\n$\\{}^_1é\x00\u200b\ud800")) | st.text())
def test_no_text_breaks_it(text):
    source = listing.read(page() + "\n" + text, "page.txt")
    assert source.drafts[:4] == listing.read(page(), "page.txt").drafts[:4]


@wants_listings
def test_all_places_of_the_real_pages_are_read_with_their_titles_as_written():
    sources = [read(path.read_text("utf-8")) for path in PAGES]
    for path, source in zip(PAGES, sources, strict=True):
        lines = path.read_text("utf-8").splitlines()
        assert len(source.drafts) == len([line for line in lines if len(line) > LONGEST_TITLE])
        assert all(
            draft.title == lines[draft.line - 1].strip().replace("--", "–") for draft in source.drafts
        )
        assert all(draft.abstract and not draft.remarks for draft in source.drafts)
        assert source.skipped == ()


@wants_listings
@settings(max_examples=15)
@given(st.data())
def test_the_real_pages_may_lose_their_blank_lines(data):
    text = data.draw(st.sampled_from(PAGES)).read_text("utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    changed = read("".join(line + data.draw(BLANKS) for line in lines))
    whole = read(text)
    assert (changed.title, changed.date, papers(changed)) == (whole.title, whole.date, papers(whole))
