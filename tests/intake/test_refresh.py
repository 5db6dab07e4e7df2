"""What services know better than records: filled in with --write, or marked where they differ."""

import pytest
from click.testing import CliRunner

from generator.catalog.shelf import load
from generator.cli import main
from generator.importers.draft import Draft
from generator.intake.exactness import contradicted, exacter
from server import serve, status

services = pytest.fixture(serve)
SUMMARY = "This summary says what the paper asks, what it does and what it finds."
TITLE = "Lanterns of Nowhere"


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def record(folder, id="lanterns", **facts):
    facts = {"title": TITLE, "authors": ["Ada Lovelace"], "published": "2024", **facts}
    lines = [f"{key}: {value!r}" for key, value in facts.items()]
    rest = f"summary: {SUMMARY}\nthemes: [neural-tangent-kernel]\nadded: 2026-11-21\n"
    (folder / f"papers/{id}.yml").write_text("\n".join(lines) + "\n" + rest, "utf-8")


def run(folder, *args):
    return CliRunner().invoke(main, [*args, "--catalog", str(folder)])


def refresh(folder, *args):
    return run(folder, "refresh", *args)


def paper(folder, id="lanterns"):
    return load(folder).catalog.paper[id]


def text(folder, id="lanterns"):
    return (folder / f"papers/{id}.yml").read_text("utf-8")


def test_nothing_is_written_until_it_is_asked_for(services, folder):
    record(folder, arxiv="2401.00001")
    comment = "Accepted at ICML 2024. Code: https://github.com/ada/lanterns"
    services.add_arxiv("2401.00001", title=TITLE, comment=comment)
    before = text(folder)
    result = refresh(folder, "lanterns")
    assert result.exit_code == 0, result.output
    assert 'venue: "ICML 2024", says arXiv' in result.stdout
    assert 'published: "2024-01-02" in place of "2024", says arXiv' in result.stdout
    assert 'code: "https://github.com/ada/lanterns", says arXiv' in result.stdout
    assert text(folder) == before
    assert refresh(folder, "lanterns", "--write").stdout == result.stdout
    found = paper(folder)
    assert (found.venue, found.published, found.review) == ("ICML 2024", "2024-01-02", ())
    assert run(folder, "check").exit_code == 0
    assert refresh(folder, "lanterns", "--write").stdout == ""


def test_the_doi_that_arxiv_names_is_followed(services, folder):
    record(folder, arxiv="2401.00001")
    services.add_arxiv("2401.00001", title=TITLE, doi="10.1000/lanterns")
    journal = {"container_title": ["Soft Matter"], "volume": "20", "issue": "3", "page": "17-29"}
    issued = {"date-parts": [[2024, 6]]}
    services.add_work("10.1000/lanterns", title=[TITLE], issued=issued, **journal)
    assert refresh(folder, "lanterns", "--write").exit_code == 0
    found = paper(folder)
    assert (found.doi, found.venue) == ("10.1000/lanterns", "Soft Matter 20(3), 17-29 (2024)")
    assert found.review == ()


def test_title_and_authors_of_the_publication_are_as_good_as_the_preprint_s(services, folder):
    record(folder, doi="10.1000/lanterns", venue="Soft Matter 20, 17-29 (2024)")
    with (folder / "papers/lanterns.yml").open("a", encoding="utf-8") as file:
        file.write("publication:\n  title: Lamps\n  authors: [Ada Lovelace, Bob Other]\n")
    authors = [{"given": "Ada", "family": "Lovelace"}, {"given": "Bob", "family": "Other"}]
    services.add_work("10.1000/lanterns", title=["Lamps"], author=authors)
    assert refresh(folder, "lanterns", "--write").exit_code == 0
    assert paper(folder).review == ()


def test_a_venue_gains_its_numbers(services, folder):
    record(folder, doi="10.1000/lanterns", venue="Soft Matter (2024)", published="2024-06")
    numbers = {"container_title": ["Soft Matter"], "volume": "20", "article_number": "104903"}
    issued = {"date-parts": [[2024, 6, 5]]}
    services.add_work("10.1000/lanterns", title=[TITLE], issued=issued, **numbers)
    assert refresh(folder, "lanterns", "--write").exit_code == 0
    assert paper(folder).venue == "Soft Matter 20, 104903 (2024)"
    assert paper(folder).published == "2024-06-05"


def test_the_published_version_of_a_preprint_is_found_and_marked(services, folder):
    record(folder, arxiv="2401.00001", published="2024-01-02")
    services.add_arxiv("2401.00001", title=TITLE)
    journal = {"title": [TITLE], "container_title": ["Soft Matter"], "issued": {"date-parts": [[2025]]}}
    ada, bob = ([{"given": "A.", "family": "Lovelace"}], [{"given": "Bob", "family": "Other"}])
    services.add_work("10.1000/other", author=bob, **journal)
    services.add_work("10.1000/lanterns", author=ada, **journal)
    services.add_work("10.1000/nowhere", author=ada, **{**journal, "title": ["Nowhere to go"]})
    listed = run(folder, "todo", "--published").stdout
    assert "lanterns.yml: 2024-01-02, arXiv:2401.00001\n" in listed
    assert refresh(folder, "lanterns", "--write").exit_code == 0
    found = paper(folder)
    assert (found.doi, found.venue) == ("10.1000/lanterns", "Soft Matter (2025)")
    assert found.review == ("venue", "doi")
    assert "# doi: found by the title at Crossref\n" in text(folder)


def test_dois_of_other_registrars_are_asked_at_doi_org(services, folder):
    record(folder, doi="10.5281/zenodo.1")
    issued = {"date-parts": [[2024, 5, 6]]}
    services.add_item("10.5281/zenodo.1", title=TITLE, issued=issued, publisher="Zenodo")
    result = refresh(folder, "lanterns", "--write")
    assert (result.exit_code, paper(folder).published) == (0, "2024-05-06")


def test_what_differs_is_marked_once_and_a_curator_has_the_last_word(services, folder):
    record(folder, arxiv="2401.00001", published="2025-03-01", venue="ICLR 2025")
    services.add_arxiv("2401.00001", title="Lamps of Nowhere", comment="Accepted at ICML 2024")
    result = refresh(folder, "lanterns", "--write")
    doubt = 'published: the record says "2025-03-01", arXiv "2024-01-02"'
    assert f"  review {doubt}\n" in result.stdout
    found = paper(folder)
    assert (found.title, found.published, found.venue) == (TITLE, "2025-03-01", "ICLR 2025")
    assert found.review == ("title", "published", "venue")
    assert f"# {doubt}\n" in text(folder)
    assert run(folder, "reviewed", "lanterns").exit_code == 0
    assert refresh(folder, "lanterns", "--write").stdout == ""
    assert paper(folder).review == ()


def test_a_withdrawn_paper_is_told(services, folder):
    record(folder, arxiv="2401.00001", published="2024-01-02")
    services.add_arxiv("2401.00001", title=TITLE, comment="This paper has been withdrawn")
    refresh(folder, "lanterns", "--write")
    assert "# note: arXiv says that it is withdrawn\n" in text(folder)
    assert paper(folder).review == ("note",)


def test_an_identifier_of_another_record_is_left_out(services, folder):
    record(folder, "others", title="Others", doi="10.1000/lanterns")
    record(folder, arxiv="2401.00001", venue="ICML 2024", published="2024-01-02")
    services.add_arxiv("2401.00001", title=TITLE, doi="10.1000/LANTERNS")
    result = refresh(folder, "lanterns", "--write")
    assert "left out, it is that of others" in result.stdout
    assert paper(folder).doi is None


def test_a_service_that_fails_costs_only_its_own_part(services, folder):
    record(folder, arxiv="2401.00001", doi="10.1000/lanterns")
    journal = {"container_title": ["Soft Matter"], "issued": {"date-parts": [[2024, 6]]}}
    services.add_work("10.1000/lanterns", title=[TITLE], **journal)
    services.faults = [status(503)] * 5
    result = refresh(folder, "lanterns", "--write")
    assert (result.exit_code, paper(folder).venue) == (1, "Soft Matter (2024)")
    assert f"{services.base}/arxiv: answer: is busy (503)" in result.stderr


def test_all_records_without_errors_are_asked_about_in_batches(services, folder):
    record(folder, "faulty", arxiv="2401.00009", colour="red")
    result = refresh(folder)
    known = [one for one in load(folder).catalog.papers if one.arxiv and one.id != "faulty"]
    asked = services.requests[0].query["id_list"].split(",")
    assert sorted(asked) == sorted(one.arxiv for one in known)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("key", "mine", "theirs", "is_exacter", "differs"),
    [
        ("published", "2024", "2024-05", True, False),
        ("published", "2024-05-06", "2024-05", False, False),
        ("published", "2024-05-06", "2025", False, False),
        ("published", "2024-05-06", "2023-12-01", False, True),
        ("venue", "Soft Matter (2024)", "Soft Matter 20(3), 17-29 (2024)", True, False),
        ("venue", "Soft Matter 20 (2024)", "Soft Matter (2024)", False, False),
        (
            "venue",
            "Physical Review Letters 116, 061102 (2016)",
            "Phys. Rev. Lett. 116, 061102 (2016)",
            False,
            False,
        ),
        ("venue", "Physical Review Letters (2016)", "Phys. Rev. Lett. (2016)", False, False),
        ("venue", "ICLR 2021", "ICML 2021", False, True),
        ("authors", ["Ada Lovelace", "Charles Babbage"], ["A. Lovelace", "C. Babbage"], False, False),
        ("authors", ["Ada Lovelace", "Charles Babbage"], ["A. Lovelace"], False, True),
        ("doi", "10.1000/A", "10.1000/a", False, False),
    ],
)
def test_what_counts_as_more_exact_and_as_different(folder, key, mine, theirs, is_exacter, differs):
    record(folder, **{"published": "2016-01", key: mine})
    value = tuple(theirs) if isinstance(theirs, list) else theirs
    assert exacter(paper(folder), key, value) is is_exacter
    if not is_exacter:
        assert contradicted(paper(folder), key, value) is differs
    assert getattr(Draft("x", **{key: value}), key) == value
