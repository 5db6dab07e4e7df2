import pytest

from generator.errors import CatalogError, Message
from generator.importers.draft import Draft
from generator.importers.services import crossref
from generator.importers.services.client import Client
from generator.text import jats
from server import HTML, says, serve, status

services = pytest.fixture(serve)
DOI = "10.1000/j.(x)<1>;2#a?b"
DATES = {"issued": {"date-parts": [[2024, 3]]}, "published_online": {"date-parts": [[2024, 3, 9]]}}


def fetch(*dois):
    with Client() as client:
        return list(crossref.fetch(dois, client))


def fetch_one(services, **facts):
    services.add_work(DOI, **facts)
    (draft,) = fetch(DOI)
    assert isinstance(draft, Draft), draft
    return draft


def test_a_paper_comes_with_all_that_crossref_says(services):
    authors = [
        {"given": "Anton", "family": "van den Hengel", "sequence": "first"},
        {"given": "Martin Luther", "family": "King", "suffix": "Jr."},
        {"name": "The Invented Collaboration &amp; Friends"},
        {"family": "Plato"},
    ]
    preprint = {"id-type": "doi", "id": "10.48550/arXiv.2401.00001", "asserted-by": "subject"}
    assert fetch_one(
        services, **DATES, title=["Growth of <i>E. inventa</i> in H<sub>2</sub>O &amp; air"], subtitle=["A Study"],
        author=authors, container_title=["Soft Matter"], published_print={"date-parts": [[2025]]},
        abstract="<jats:title>Abstract</jats:title><jats:p>We invent.</jats:p><jats:p>It costs $5.</jats:p>",
        relation={"has-preprint": [preprint], "is-cited-by": None}, reference_count=3, subject=["Physics"],
    ) == Draft(
        title="Growth of E. inventa in H₂O & air: A Study",
        authors=("Anton van den Hengel", "Martin Luther King Jr.", "The Invented Collaboration & Friends", "Plato"),
        published="2024-03-09", venue="Soft Matter (2025)", arxiv="2401.00001", doi=DOI,
        abstract="We invent.\n\nIt costs \\$5.",
    )  # fmt: skip


def test_unknown_dois_are_said_in_their_place(services):
    services.add_work("10.1000/b")
    missing, found = fetch("10.1000/a", "10.1000/b")
    assert isinstance(missing, Message)
    assert (missing.file, missing.field, missing.wrong) == (
        f"{services.base}/doi",
        "10.1000/a",
        "no registrar knows such a DOI",
    )
    assert found.doi == "10.1000/b"


def test_papers_before_one_that_fails_are_kept(services):
    for number in range(3):
        services.add_work(f"10.1000/{number}")
    services.faults, services.always = [None, None], status(500)
    got = []
    with Client() as client, pytest.raises(CatalogError):
        got.extend(draft.doi for draft in crossref.fetch([f"10.1000/{n}" for n in range(3)], client))
    assert got == ["10.1000/0", "10.1000/1"]


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (HTML, 'answered with "<!DOCTYPE html>'),
        (says(""), 'answered with ""'),
        (says('{"message": {"DOI": "10.1000/a", "title": {"x": 1}}}'), "has no title"),
        (says('{"message": {"DOI": "10.1000/a", "issued": {"date-parts": "x"}}}'), "has no title"),
        (says("[" * 100_000), 'answered with "[[['),
        (says(b'{"message": {"DOI": "\xff"}}'), "answered with"),
        (says('{"message": null}'), "answered with"),
        (says('{"message": {"DOI": "10.1000/a", "title": []}}'), "has no title"),
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_costs_its_own_paper_only(services, answer, wrong):
    services.add_work("10.1000/b")
    services.faults = [answer]
    unreadable, found = fetch("10.1000/a", "10.1000/b")
    assert wrong in unreadable.wrong
    assert isinstance(found, Draft)


@pytest.mark.parametrize(
    ("facts", "published"),
    [
        ({"issued": {"date-parts": [[None]]}}, None),
        ({"issued": {"date-parts": [[2024]]}}, "2024"),
        ({"issued": {"date-parts": [[2024]]}, "posted": {"date-parts": [[2024, 5, 2]]}}, "2024-05-02"),
        ({"issued": {"date-parts": [[2024, 5]]}, "published_online": {"date-parts": [[2023, 12, 1]]}}, "2023-12-01"),
        ({}, None),
    ],
)  # fmt: skip
def test_the_first_publication_as_exact_as_it_is_known(services, facts, published):
    assert fetch_one(services, **facts).published == published


@pytest.mark.parametrize(
    ("facts", "venue"),
    [
        ({"container_title": ["Neural Things"]}, "Neural Things (2024)"),
        ({"type": "proceedings-article", "event": {"acronym": "KDD '24"}, "container_title": ["Proceedings of X"]}, "KDD 2024"),
        ({"type": "proceedings-article", "container_title": ["2023 Conference on Invention (ICCV)"]}, "ICCV 2023"),
        ({"type": "proceedings-article", "container_title": ["Proceedings of the Invented Symposium"]}, "Proceedings of the Invented Symposium (2024)"),
        ({"type": "book-chapter", "container_title": ["Lecture Notes", "Computer Vision – ECCV 2022"]}, "ECCV 2022"),
        ({"type": "dissertation", "institution": [{"name": "University of X"}], "degree": ["Ph.D."]}, "PhD thesis, University of X (2024)"),
        ({"type": "posted-content", "institution": [{"name": "bioRxiv"}]}, None),
        ({"type": "dataset", "container_title": ["Data"]}, None),
    ],
)  # fmt: skip
def test_the_type_and_container_make_the_venue(services, facts, venue):
    draft = fetch_one(services, **DATES, **facts)
    assert draft.venue == venue
    assert bool(draft.remarks) == (facts.get("type") == "dataset")


def test_what_a_curator_should_know_is_remarked(services):
    relations = [{"id": "10.48550/arXiv.2401.00001"}, {"id": "arXiv:2401.00002"}, {"id": "10.1101/3"}]
    draft = fetch_one(
        services, DOI="10.1000/other", updated_by=[{"type": "retraction"}], container_title=["J"],
        relation={"has-preprint": relations}, issued={"date-parts": [[2024, 13]]}, author=[{"given": "\x1b"}],
    )  # fmt: skip
    assert (draft.doi, draft.arxiv, draft.authors) == (DOI, None, ())
    assert draft.remarks == (
        "Crossref says that it is retracted",
        'Crossref answers with the DOI "10.1000/other"',
        'took control characters out of the author "\\x1b"',
        'authors: "\\x1b" left out, it has no letter',
        'published: left out, "2024-13" is not a date',
        "arxiv: Crossref relates it to several papers: 2401.00001, 2401.00002",
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("On <script>alert(1)</script> &lt;b&gt;", "On <script>alert(1)</script> <b>"),
        ("Fewer than <10 labels", "Fewer than <10 labels"),
        ("10<sup>−5</sup> x<sub>max</sub>", "10⁻⁵ x_max"),
        ("<jats:sec><jats:title>Aims</jats:title><jats:p>One.</jats:p></jats:sec>", "Aims: One."),
        ("an <jats:inline-formula><jats:tex-math>$x^2$</jats:tex-math></jats:inline-formula>", "an $x^2$"),
        (
            "<jats:alternatives><mml:math><mml:mi>y</mml:mi></mml:math><jats:tex-math>\\documentclass{x}"
            "\\begin{document}$$x &lt; 1$$\\end{document}</jats:tex-math></jats:alternatives>",
            "$x < 1$",
        ),
        (
            '<mml:math xmlns:mml="m" display="inline"><mml:mrow><mml:msub><mml:mi>σ</mml:mi><mml:mn>2</mml:mn>'
            "</mml:msub><mml:mo>≥</mml:mo><mml:mfrac><mml:mi>max</mml:mi><mml:mn>3</mml:mn></mml:mfrac></mml:mrow></mml:math>",
            "$σ_{2}≥\\frac{\\mathrm{max}}{3}$",
        ),
        ("<mml:math><mml:mi>broken</mml:math>", "broken"),
        ("<math>" * 5000 + "x" + "</math>" * 5000, None),
    ],
)  # fmt: skip
def test_markup_of_publishers_becomes_text(markup, text):
    assert jats.to_text(markup) == text if text else "x" in jats.to_text(markup)


def test_markup_without_end_is_given_up_quickly(services):
    for opened in ("<jats:tex-math>", "<mml:math>", "<sub>", "<alternatives>", "<jats:title>", "<i "):
        jats.to_text(opened * (50_000 // len(opened)))
    draft = fetch_one(services, abstract="<jats:tex-math>" * 100_000)
    assert draft.abstract is None
    assert draft.remarks[0] == "abstract: left out, it has 1,500,000 characters"
