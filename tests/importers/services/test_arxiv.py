import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog import records
from generator.errors import CatalogError, Message
from generator.importers.draft import Draft
from generator.importers.services import arxiv
from generator.importers.services.arxiv_comments import code_repository, conference
from generator.importers.services.client import Client
from generator.importers.services.remarks import Remarks
from generator.text.texmath import has_stray_dollar
from server import BOMB, HTML, atom_entry, atom_error, atom_feed, says, serve, status
from support import no_hang

services = pytest.fixture(serve)
MANY = [f"2401.{number:05d}" for number in range(1, 251)]


def fetch(*ids):
    with Client() as client:
        return list(arxiv.fetch(ids, client))


def fetch_one(services, **facts):
    services.add_arxiv("2401.00001", **facts)
    (draft,) = fetch("2401.00001")
    assert isinstance(draft, Draft)
    return draft


def test_a_paper_comes_with_all_that_arxiv_says(services):
    assert fetch_one(
        services,
        version=3,
        title="An Invented\n  Title on $\\alpha$-Shapes",
        authors=["Ada Lovelace", "Anton van  den Hengel"],
        published="2024-01-02T17:59:59Z",
        categories=["cs.LG", "stat.ML", "68T07", "I.2.6"],
        primary="stat.ML",
        doi="10.1000/x",
        comment="24 pages. Published as a conference paper at ICLR 2024",
        summary="  We invent\nthings.\n  They cost $5. Our code is available at https://github.com/a/b.",
    ) == Draft(
        title="An Invented Title on $\\alpha$-Shapes",
        authors=("Ada Lovelace", "Anton van den Hengel"),
        published="2024-01-02",
        venue="ICLR 2024",
        arxiv="2401.00001",
        doi="10.1000/x",
        categories=("stat.ML", "cs.LG"),
        code="https://github.com/a/b",
        abstract="We invent things.\n\nThey cost \\$5. Our code is available at https://github.com/a/b.",
    )


def test_a_batch_is_asked_for_by_the_hundred_at_the_pause(services, monkeypatch):
    monkeypatch.setenv("PAPERSHELF_PAUSE", "0.2")
    for id in MANY:
        services.add_arxiv(id)
    assert [draft.arxiv for draft in fetch(*MANY)] == MANY
    assert [request.query["max_results"] for request in services.requests] == ["100", "100", "50"]
    assert sum(services.gaps()) > 0.2  # of two pauses of 0.2 s, seen from a server that may be late


def test_batches_before_one_that_fails_are_kept(services):
    for id in MANY:
        services.add_arxiv(id)
    services.faults, services.always = [None, None], status(503)
    got = []
    with Client() as client, pytest.raises(CatalogError, match="tried 5 times"):
        got.extend(draft.arxiv for draft in arxiv.fetch(MANY, client))
    assert got == MANY[:200]


def test_unknown_papers_are_said_in_their_place(services):
    services.add_arxiv("2401.00002")
    missing, found = fetch("2401.00001", "2401.00002")
    assert isinstance(missing, Message)
    assert (missing.file, missing.field) == (f"{services.base}/arxiv", "2401.00001")
    assert missing.wrong == "arXiv knows no such paper"
    assert found.arxiv == "2401.00002"


def test_an_id_that_arxiv_refuses_does_not_cost_the_others(services):
    services.add_arxiv("2401.00002")
    services.faults = [atom_error("incorrect id format for 2401.00001")]
    refused, found = fetch("2401.00001", "2401.00002")
    assert refused.field == "2401.00001"
    assert found.arxiv == "2401.00002"


def test_entries_may_be_doubled_versioned_and_of_other_papers(services):
    entries = [atom_entry("2401.00009"), *(atom_entry("math/0309136", version) for version in (2, 1))]
    services.faults = [says(atom_feed(*entries))]
    (draft,) = fetch("math.GT/0309136")
    assert (draft.arxiv, draft.title) == ("math.GT/0309136", "Invented Paper math/0309136")


@pytest.mark.parametrize(
    "facts",
    [
        {"comment": "This paper has been withdrawn by the authors due to an error in Lemma 3"},
        {"comment": "Withdrawn"},
        {"summary": "This submission was withdrawn by arXiv administrators."},
    ],
)
def test_withdrawn_papers_have_a_remark(services, facts):
    assert "arXiv says that it is withdrawn" in fetch_one(services, **facts).remarks


def test_a_paper_on_withdrawals_is_not_withdrawn(services):
    assert (
        fetch_one(services, title="Withdrawn Papers", comment="How liquidity is withdrawn").remarks == ()
    )


def test_what_no_record_can_hold_is_left_out_with_a_remark(services):
    draft = fetch_one(
        services, published="soon", doi="10.1000/a b", categories=["cs.LG", "cs LG"], authors=["A", ":"],
        journal_ref="J. Inv. Phys. 4 (2021) 10", comment="Workshop at ICML 2023", title="A\x85B\x90C",
    )  # fmt: skip
    assert (draft.title, draft.published, draft.doi, draft.venue) == ("A B C", None, None, None)
    assert (draft.categories, draft.authors) == (("cs.LG",), ("A",))
    assert draft.remarks == (
        'took control characters out of the title "A\\x85B\\x90C"',
        'authors: ":" left out, it has no letter',
        'published: left out, "soon" is not a date',
        'arXiv gives the journal reference "J. Inv. Phys. 4 (2021) 10"',
        'arXiv has the comment "Workshop at ICML 2023"',
        'doi: left out, "10.1000/a b" is not a DOI',
        'categories: left out, "cs LG" is not an arXiv category',
    )


def test_of_two_dois_the_first_is_taken_with_a_remark(services):
    draft = fetch_one(services, doi="10.1023/A:1026654312961 10.4310/ATMP.1998.v2.n2.a1")
    assert draft.doi == "10.1023/A:1026654312961"
    (remark,) = draft.remarks
    assert remark.startswith('doi: arXiv gives "10.1023/A:1026654312961 and 10.4310/ATMP.1998')


def test_content_is_data(services):
    hostile = 'The <script>alert(1)</script> of $O(n^2)$ & "x" costs $5 {\\it more} than K\\"ahler'
    title = 'The <script>alert(1)</script> of $O(n^2)$ & "x" costs \\$5 more than Kähler'
    assert fetch_one(services, title=hostile).title == title


def test_tex_that_nobody_knows_stays_and_is_said(services):
    summary = r"As \cite{x} says, \begin{equation}a\end{equation} and \emph{so} \cite{y}."
    draft = fetch_one(services, summary=summary, comment=r"See \foo{x}")
    assert draft.abstract == r"As \cite{x} says, \begin{equation}a\end{equation} and so \cite{y}."
    assert draft.remarks == (r'abstract: holds TeX that is not known, "\cite \begin \end"',)


@pytest.mark.parametrize("care", ["care", r"\emph{care}"])
def test_prices_are_no_formulas(services, care):
    summary = f"It costs $5 or $6 with {care} for H$_2$O and $x$."
    abstract = r"It costs \$5 or \$6 with care for H$_2$O and $x$."
    assert fetch_one(services, summary=summary).abstract == abstract


def test_three_thousand_authors_are_read(services):
    names = [f"Ada{number} Lovelace" for number in range(3000)]
    with no_hang():
        assert fetch_one(services, authors=names).authors == tuple(names)


FEED = atom_feed(atom_entry("2401.00001"))


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (says(FEED[:-30]), "answered with no readable XML"),
        (says(""), 'no element found: line 1, column 0); the answer begins ""'),
        (HTML, 'answered with a document type, which no Atom has; the answer begins "<!DOCTYPE html>'),
        (says("<html/>"), 'answered with "html" in place of a feed'),
        (says("Rate exceeded."), 'the answer begins "Rate exceeded."'),
        (BOMB, "answered with a document type"),
        (says(FEED.encode("utf-16")), "no readable XML"),
        (says(FEED.replace("UTF-8", "klingon")), "encoding"),
        (says(FEED.replace("Ada", "Adé").encode("latin-1")), "no readable XML"),
        (atom_error("The server is tired"), 'answered with an error, "The server is tired"'),
        (status(400, body=FEED.encode()), "answered with status 400"),
    ],
)  # fmt: skip
def test_answers_that_are_no_papers_end_in_a_message(services, answer, wrong):
    services.always = answer
    with pytest.raises(CatalogError) as caught:
        fetch("2401.00001")
    (message,) = caught.value.messages
    assert wrong in message.wrong
    assert message.file == f"{services.base}/arxiv"
    assert message.remedy == "try again later"


def test_many_open_elements_do_no_harm(services):
    services.always = says(FEED[:-7] + "<a>" * 200_000)
    with pytest.raises(CatalogError):
        fetch("2401.00001")


@pytest.mark.parametrize(
    ("comment", "venue"),
    [
        ("Accepted at ICLR 2024", "ICLR 2024"),
        ("Published as a conference paper at ICLR 2024.", "ICLR 2024"),
        ("24 pages, 3 figures, NeurIPS 2023 (spotlight)", "NeurIPS 2023"),
        ("NeurIPS 2023 spotlight; code at https://github.com/a/b", "NeurIPS 2023"),
        ("To appear in ICML, 2023", "ICML 2023"),
        ("Camera-ready version for CVPR'24", "CVPR 2024"),
        ("NIPS 2017", "NeurIPS 2017"),
        ("Submitted to ICLR 2024", None),
        ("NeurIPS 2023 Workshop on Invented Things", None),
        ("NeurIPS 2023, Workshop on Invented Things", None),
        ("Findings of ACL 2023", None),
        ("Extended version of our ICML 2022 paper", None),
        ("Accepted at ICLR 2024 and ICML 2024", None),
        ("ICLR 2023, ICML 2024", None),
        ("We beat the winner of KDD 2020", None),
        ("12 pages", None),
    ],
)
def test_a_comment_names_a_venue_only_where_it_is_certain(comment, venue):
    assert conference(comment) == venue


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Code is available at https://github.com/a/b.", "https://github.com/a/b"),
        (
            "Our code and models are publicly released at: https://github.com/a/b.git",
            "https://github.com/a/b",
        ),
        ("Code: https://gitlab.com/a/b", "https://gitlab.com/a/b"),
        ("We compare with https://github.com/a/b", None),
        (
            "Code is available at https://github.com/a/b and that of others at https://github.com/c/d",
            None,
        ),
        ("Code is available. We use https://github.com/c/d", None),
    ],
)
def test_code_is_linked_only_where_it_is_plainly_given(text, code):
    assert code_repository(text) == code


@given(st.text(st.characters(codec=None), max_size=60) | st.text("$\\ab{} \n~(-)^_5", max_size=40))
def test_any_text_fits_a_record(text):
    remarks = Remarks()
    line, paragraphs = remarks.line("title", text), remarks.paragraphs("abstract", text)
    assert not has_stray_dollar(line)
    facts = {"authors": remarks.authors([text]) or ("A",), "title": line or "T", "abstract": paragraphs}
    rest = {"id": "x", "published": "2024", "summary": "s", "themes": ["t"], "added": "2024-01-01"}
    records.Paper.model_validate({**facts, **rest})
