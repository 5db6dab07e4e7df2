import json
from dataclasses import replace

import pytest

from generator.bibliography.identifiers import check_date, check_doi
from generator.catalog import abstracts
from generator.catalog.shelf import load
from generator.checks.check import check
from generator.errors import CatalogError, Remark
from generator.importers.draft import Draft, Source
from generator.importers.services.remarks import Remarks
from generator.intake.register import Register
from generator.intake.report import Intake
from generator.yamlfiles.read import parse
from support import no_hang

NTK = "neural-tangent-kernel-convergence-and-generalization-in-neural-networks"
DRAFT = Draft(
    "Invented results on the neural tangent kernel",
    authors=("Ada Lovelace", "Charles Babbage"),
    published="2024-01-02",
    arxiv="2401.00001",
    abstract="We invent a result on the NTK regime.",
)


@pytest.fixture
def folder(toy):
    return toy / "catalog"


@pytest.fixture
def register(folder):
    return Register(load(folder), "2026-11-21")


def written(register, folder):
    changes = register.changes()
    for path, text in changes.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return changes


def test_a_new_record_passes_the_check_and_says_what_it_needs(register, folder):
    taken = register.take(DRAFT)
    assert (taken.outcome, taken.id) == ("new", "invented-results-on-the-neural-tangent-kernel")
    (text,) = written(register, folder).values()
    assert text.startswith(
        "# yaml-language-server: $schema=../schema/paper.json\ntitle: Invented results"
    )
    assert text.endswith("added: '2026-11-21'\nreview:\n- summary\n- themes\n- tags\n")
    shelf = load(folder)
    assert check(shelf) == []
    paper = shelf.catalog.paper[taken.id]
    assert (paper.authors, paper.published, paper.arxiv) == (DRAFT.authors, "2024-01-02", "2401.00001")
    assert paper.theme == "neural-tangent-kernel"


@pytest.mark.parametrize(
    "draft",
    [
        Draft("Other words", arxiv="1806.07572"),
        Draft("NEURAL TANGENT KERNEL — convergence and generalization in neural networks"),
        Draft("Other words still", doi="10.48550/ARXIV.1806.07572"),
    ],
)
def test_a_paper_is_known_by_arxiv_id_doi_or_title(draft, folder):
    record = folder / f"papers/{NTK}.yml"
    record.write_text(record.read_text("utf-8") + "doi: 10.48550/arXiv.1806.07572\n", "utf-8")
    register = Register(load(folder), "2026-11-21")
    taken = register.take(draft)
    assert (taken.outcome, taken.id) == ("unchanged", NTK)
    assert register.changes() == {}


def test_a_paper_is_known_by_a_title_it_has_elsewhere(folder):
    record = folder / f"papers/{NTK}.yml"
    record.write_text(record.read_text("utf-8") + "other_titles:\n- On a kernel\n", "utf-8")
    assert Register(load(folder), "2026-11-21").take(Draft("On a Kernel")).id == NTK


EDITORIAL = Draft("Editorial", authors=("Jane Doe",), published="2020", doi="10.5555/ed1")


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (
            Draft("Editorial", doi="10.5555/ed2", arxiv="2101.00001"),
            'doi: the record says "10.5555/ed1"',
        ),
        (Draft("Editorial", authors=("Rick Roe",), published="2021"), 'the source "Rick Roe"'),
        (Draft("Editorial", authors=("J. Roe",)), 'authors: the record says "Jane Doe"'),
    ],
)
def test_another_work_of_a_known_title_gets_a_record_of_its_own(register, folder, draft, why):
    assert register.take(EDITORIAL).id == "editorial"
    register.changes()
    taken = register.take(draft, "some.bib")
    assert (taken.outcome, taken.id, taken.doubtful) == ("new", "editorial-2", True)
    (note,) = taken.notes
    assert note.startswith("title: that of editorial, too, another work by its ")
    assert why in note
    assert "title" in register._paper("editorial-2").review
    assert register.take(draft, "some.bib").outcome == "unchanged"


def test_a_title_suffices_where_nothing_contradicts_it(register):
    register.take(EDITORIAL)
    taken = register.take(Draft("Editorial", authors=("Rick Roe", "J. Doe"), arxiv="2101.00001"))
    assert (taken.outcome, taken.gained) == ("enriched", ("arxiv",))


def test_titles_may_differ_in_a_sign_alone(register):
    titles = ["Programs in C", "Programs in C++", "Programs in C#"]
    assert len({register.take(Draft(title)).id for title in titles}) == 3


CODE = "https://github.com/example/kernel"


def test_a_record_with_a_summary_gains_no_abstract(register):
    taken = register.take(Draft("x", arxiv="1806.07572", abstract="An abstract."))
    assert (taken.outcome, register.changes()) == ("unchanged", {})


def test_a_known_record_gains_what_it_lacks_and_nothing_else_changes(register, folder):
    before = (folder / f"papers/{NTK}.yml").read_text("utf-8")
    draft = Draft("Neural tangent kernel", arxiv="1806.07572", published="1999", code=CODE)
    taken = register.take(draft)
    assert (taken.outcome, taken.gained) == ("enriched", ("code",))
    assert [note.partition(":")[0] for note in taken.notes] == ["title", "published"]
    assert 'published: the record says "2018-06-20", the source "1999"' in taken.notes
    after = written(register, folder)[f"papers/{NTK}.yml"]
    assert after.replace(f"code: {CODE}\n", "") == before
    assert check(load(folder)) == []


def test_the_second_time_nothing_changes(register, folder):
    register.take(DRAFT)
    written(register, folder)
    again = Register(load(folder), "2027-01-01")
    assert again.take(DRAFT).outcome == "unchanged"
    assert again.changes() == {}


def test_two_sources_of_one_run_make_one_record(register):
    first = register.take(Draft(DRAFT.title, abstract="We invent a result on the NTK regime."))
    second = register.take(DRAFT)
    assert (first.outcome, second.outcome) == ("new", "enriched")
    assert second.gained == ("authors", "published", "arxiv")
    (text,) = register.changes().values()
    assert "review:\n- summary\n- themes\n- tags\n" in text


def test_a_value_that_no_record_may_have_is_left_out_and_told(register, folder):
    draft = Draft(
        "A title", doi="nonsense", published="3000", abstract="Bad CafÃ©", project="javascript:x"
    )
    taken = register.take(draft)
    assert taken.outcome == "new"
    assert sorted(note.partition(":")[0] for note in taken.notes) == [
        "abstract",
        "doi",
        "project",
        "published",
    ]
    text = written(register, folder)["papers/a-title.yml"]
    assert '# doi: "nonsense" left out' in text
    assert [message for message in check(load(folder)) if message.level == "error"] == []


def test_what_a_service_says_wrongly_waits_for_review(register, folder):
    remarks = Remarks()
    doi = remarks.checked("doi", check_doi, "nonsense")
    published = remarks.checked("published", check_date, "soon")
    authors = remarks.authors(["Ada Lovelace", ":"])
    register.take(
        Draft("A title", doi=doi, published=published, authors=authors, remarks=tuple(remarks.said))
    )
    text = written(register, folder)["papers/a-title.yml"]
    assert '# doi: left out, "nonsense" is not a DOI' in text
    assert "review:\n- authors\n- published\n- doi\n- summary\n" in text
    assert [message for message in check(load(folder)) if message.level == "error"] == []


def test_a_title_that_no_record_may_have_is_skipped(register):
    taken = register.take(Draft("Lost \ufffd character"))
    assert (taken.outcome, taken.id) == ("skipped", "")
    assert register.changes() == {}


def test_an_identifier_of_another_record_is_not_taken_over(register, folder):
    taken = register.take(Draft("Hopfield Networks is All You Need", doi=None, arxiv="1806.07572"))
    assert taken.id == NTK
    register.take(Draft("Fresh", doi="10.1000/fresh"))
    taken = register.take(Draft("x", arxiv="1806.07572", doi="10.1000/FRESH"))
    assert any(note.startswith("doi: ") and "that of fresh" in note for note in taken.notes)
    written(register, folder)
    assert [message for message in check(load(folder)) if message.level == "error"] == []


def test_ids_are_free_and_fit_a_file_name(register, folder):
    titles = ["On the", "On: the!", "∎∎", "Index", "$\\beta$ " + "very long words " * 20]
    ids = [register.take(Draft(title)).id for title in titles]
    assert ids[:3] == ["on-the", "on-the", "paper"]
    assert ids[3] == "index-2"
    assert len(ids[4]) <= 72
    written(register, folder)
    assert [message for message in check(load(folder)) if message.level == "error"] == []


def test_a_long_title_gives_an_id_that_skips_no_word(register):
    title = "Separating regularization from interpolation in classical overparametrization bias off"
    id = register.take(Draft(title)).id
    assert id == "separating-regularization-from-interpolation-in-classical"


def test_a_title_much_like_a_known_one_is_told(register):
    (note,) = register.take(Draft("Hopfield Networks Are All You Need")).notes
    assert note.startswith("title: it is much like that of hopfield-networks-is-all-you-need")


SOURCE = Source(
    "page.txt", (), title="A page", origin="A site", url="https://example.org", date="XXXX-03-12"
)


def test_a_new_list_is_in_the_order_of_its_source(register, folder):
    ids = [
        register.take(draft).id for draft in (DRAFT, Draft("Hopfield Networks is All You Need"), DRAFT)
    ]
    assert register.lists.place(SOURCE, "a-page", ids) == []
    text = written(register, folder)["lists/a-page.yml"]
    assert text.endswith(f"date: XXXX-03-12\npapers:\n- {ids[0]}\n- {ids[1]}\n")
    assert check(load(folder)) == []


def test_a_list_that_exists_gains_papers_at_its_end(register, folder):
    before = (folder / "lists/first-list.yml").read_text("utf-8")
    id = register.take(Draft("Hopfield Networks is All You Need")).id
    told = register.lists.place(SOURCE, "first-list", [id, NTK])
    assert [line.partition(":")[0] for line in told] == ["title", "source", "url"]
    assert written(register, folder)["lists/first-list.yml"] == before + f"- {id}\n"


def test_no_list_is_made_for_no_papers(register):
    assert register.lists.place(SOURCE, "empty", []) == []
    assert register.changes() == {}


def test_a_record_that_cannot_be_edited_is_skipped_and_told(folder):
    record = folder / f"papers/{NTK}.yml"
    data = parse(record.read_text("utf-8"), "x").data
    record.write_text(json.dumps(data) + "  # by a machine\n", "utf-8")
    register = Register(load(folder), "2026-11-21")
    taken = register.take(Draft("Anything", arxiv="1806.07572", code=CODE))
    assert (taken.outcome, taken.id) == ("skipped", NTK)
    assert "change it by hand" in taken.notes[0]
    assert register.take(DRAFT).outcome == "new"


ROBOTICS = Draft("Invented robots", authors=("Jane Doe", "Example Robotics, Inc.", "Rick Roe"))


def test_one_odd_author_costs_no_other(register, folder):
    taken = register.take(ROBOTICS)
    (note,) = taken.notes
    assert note.startswith('authors: "Example Robotics, Inc." left out, ')
    assert f"# {note}\n" in written(register, folder)["papers/invented-robots.yml"]
    paper = load(folder).catalog.paper["invented-robots"]
    assert paper.authors == ("Jane Doe", "Rick Roe")
    assert "authors" in paper.review
    assert [message for message in check(load(folder)) if message.level == "error"] == []


@pytest.mark.parametrize(
    "name", ["Smith & Sons", "Jos\u00c3\u00a9 Roe", "King Jr., M.", "...", "x\u0007y"]
)
def test_the_other_authors_of_a_known_paper_are_gained(name, register, folder):
    register.take(Draft("Invented robots"))
    taken = register.take(Draft("Invented robots", authors=("Jane Doe", name)))
    assert taken.gained == ("authors",)
    text = written(register, folder)["papers/invented-robots.yml"]
    assert "\n# authors: " in text
    assert "authors:\n- Jane Doe\npublished" not in text
    assert "review:\n- authors\n- published\n" in text
    assert Register(load(folder), "2027-01-01").take(taken.draft).outcome == "unchanged"


def test_a_value_that_was_left_out_is_no_longer_missing_once_gained(register, folder):
    register.take(Draft("Invented robots", authors=("Robots, Inc.",)))
    (text,) = written(register, folder).values()
    assert "\nauthors:" not in text
    taken = register.take(Draft("Invented robots", authors=("Jane Doe",)))
    assert taken.gained == ("authors",)
    (text,) = written(register, folder).values()
    assert '# authors: "Robots, Inc." left out' in text
    assert "review:\n- authors\n" not in text


def test_a_doubtful_value_is_as_doubtful_in_a_known_record(register, folder):
    remarks = (
        Remark('ends in "others"; write out all authors', "authors"),
        Remark("arXiv says that it is withdrawn", alarm=True),
    )
    draft = Draft("Invented Wide Networks", authors=("Jane Doe",), doi="10.5555/w1", remarks=remarks)
    register.take(Draft("Invented Wide Networks", doi="10.5555/w1"))
    assert register.take(draft).outcome == "enriched"
    text = written(register, folder)["papers/invented-wide-networks.yml"]
    assert "".join(f"# {remark}\n" for remark in remarks) + "title: " in text
    assert "review:\n- authors\n" in text
    assert register.take(draft).outcome == "unchanged"
    assert register.changes() == {}


def test_what_is_odd_about_the_source_is_told_and_not_written(register, folder):
    aside = Remark("stands twice; the first is taken", "authors")
    draft = Draft("Invented robots", authors=("Jane Doe",), asides=(aside,))
    register.take(Draft("Invented robots"))
    for taken in (register.take(draft), register.take(replace(draft, title="More robots"))):
        assert aside in taken.notes
    for path, text in written(register, folder).items():
        assert "stands twice" not in text
        assert "review:\n- authors\n" in text, path


def test_a_remark_on_what_a_record_knows_is_only_told(register, folder):
    draft = Draft(
        "x", arxiv="1806.07572", code=CODE, remarks=(Remark('"soon" is not a date', "published"),)
    )
    taken = register.take(draft)
    assert (taken.outcome, taken.notes[0]) == ("enriched", draft.remarks[0])
    assert "soon" not in written(register, folder)[f"papers/{NTK}.yml"]


@pytest.mark.parametrize("name", ["Ada Lovelace", "Lovelace, Ada", "Ada{}"])
def test_thousands_of_authors_are_taken_in(register, name):
    with no_hang():
        assert register.take(Draft("Many", authors=(name,) * 18_000)).outcome == "new"


@pytest.mark.parametrize("path", [f"papers/{NTK}.yml", "papers/fresh.yml"])
def test_a_file_that_changed_while_a_command_ran_is_not_overwritten(path, folder):
    intake = Intake(folder, "2026-11-21")
    edited = "title: Edited meanwhile\n"
    (folder / path).write_text(edited, "utf-8")
    arxiv = "1806.07572" if NTK in path else None
    draft = Draft("Fresh", arxiv=arxiv, code=CODE)
    with pytest.raises(CatalogError, match="has changed since this command read it"):
        intake.take(draft, "x")
    assert (folder / path).read_text("utf-8") == edited


def test_a_date_later_than_the_arxiv_id_gives_way_to_its_month(register, folder):
    taken = register.take(replace(DRAFT, published="2025-05-16"))
    paper = load_written(register, folder, taken)
    assert (paper.published, "published" in paper.review) == ("2024-01", True)
    assert any("the arXiv id is of 2024-01" in note for note in taken.notes)


def load_written(register, folder, taken):
    written(register, folder)
    return load(folder).catalog.paper[taken.id]


def test_abstracts_of_papers_on_arxiv_stand_beside_the_records(folder):
    with Intake(folder, "2026-11-21") as intake:
        intake.take(DRAFT, "a listing")
        intake.take(Draft("x", arxiv="1806.07572", abstract="An abstract."), "a listing")
    record = next(folder.glob("papers/invented-results-on-*.yml"))
    assert "abstract" not in record.read_text("utf-8")
    shown = abstracts.shown(load(folder).catalog, folder, "fetched").paper
    assert (shown["2401.00001"].abstract, shown["1806.07572"].abstract) == (
        DRAFT.abstract,
        "An abstract.",
    )
    abstracts.keep(folder, "1806.07572", "As arXiv has it.")
    shown = abstracts.shown(load(folder).catalog, folder, "fetched").paper
    assert shown["1806.07572"].abstract == "As arXiv has it."


@pytest.mark.parametrize(
    ("kind", "id", "more", "complete"),
    [
        ("arxiv", "2401.00001", {}, True),
        ("arxiv", "2401.00001", {"published": "2024"}, False),
        ("doi", "10.1000/x", {"doi": "10.1000/x"}, False),
        ("doi", "10.1000/X", {"doi": "10.1000/x", "venue": "Soft Matter (2024)"}, True),
    ],
)
def test_a_record_is_complete_if_the_service_could_tell_no_more(register, kind, id, more, complete):
    register.take(replace(DRAFT, **more))
    assert bool(register.complete(kind, id)) is complete
