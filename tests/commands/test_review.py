import pytest

from generator.catalog.shelf import load
from generator.yamlfiles.read import parse
from support import errors, run

NTK = "neural-tangent-kernel-convergence-and-generalization-in-neural-networks"
DRAFT = "title: {}\nadded: '2026-11-21'\nreview:\n{}"
SUMMARY = "summary: This summary says what the paper asks, what it does and what it finds.\n"


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def draft(folder, id, *waiting, more=""):
    review = "".join(f"- {key}\n" for key in waiting)
    (folder / f"papers/{id}.yml").write_text(more + DRAFT.format(id, review), "utf-8")


def catalog(folder, *args):
    return run(*args, "--catalog", str(folder))


def test_what_waits_is_listed_the_most_complete_first(folder):
    draft(folder, "a-bare", "authors", "published", "summary", "themes")
    ready = (
        "themes:\n- neural-tangent-kernel\n" + SUMMARY + "authors:\n- Ada Lovelace\npublished: '1843'\n"
    )
    draft(folder, "z-ready", "themes", "tags", more=ready)
    result = catalog(folder, "todo")
    lines = [line.partition("/papers/")[2] for line in result.stdout.splitlines()]
    ready = lines.index("z-ready.yml: write tags, tldr; confirm themes")
    bare = lines.index("a-bare.yml: write authors, published, summary, themes, tldr")
    assert lines.index("1984.yml: write tldr") < ready < bare
    assert result.stderr == f"{len(lines)} of 33 records wait for review\n"


def test_the_mark_comes_off_a_complete_record_and_its_comments_stay(folder):
    more = (
        "# seen by me\n"
        + SUMMARY
        + "themes:\n- neural-tangent-kernel\nauthors: [Ada]  # alone\npublished: 1843\n"
    )
    draft(folder, "ready", "themes", more=more)
    before = parse((folder / "papers/ready.yml").read_text("utf-8"), "x").data
    assert catalog(folder, "reviewed", "ready").stdout == "1 record reviewed\n"
    after = (folder / "papers/ready.yml").read_text("utf-8")
    assert parse(after, "x").data == {key: before[key] for key in before if key != "review"}
    assert "authors: [Ada]  # alone\n" in after
    assert "# seen by me\n" in after
    assert errors(folder) == []


def test_the_mark_stays_while_something_is_missing(folder):
    draft(folder, "bare", "authors", "published", "summary", "themes")
    before = (folder / "papers/bare.yml").read_text("utf-8")
    result = catalog(folder, "reviewed", "bare", NTK)
    assert result.exit_code == 1
    assert [line.split(": ")[1] for line in result.stderr.splitlines()] == [
        "authors",
        "published",
        "summary",
        "themes",
    ]
    assert (folder / "papers/bare.yml").read_text("utf-8") == before


def test_a_record_whose_review_was_taken_off_by_hand_must_be_complete(folder):
    draft(folder, "bare", "authors", "published")
    assert {message.field for message in errors(folder)} == {"summary", "themes"}


def test_suggestions_name_their_reasons_and_leave_the_record_out(folder):
    result = catalog(folder, "suggest", NTK)
    assert result.stdout.splitlines()[0].endswith(f"papers/{NTK}.yml:")
    assert "the abstract" not in result.stdout  # the record has a summary alone
    assert any(line.startswith("  theme ") and ": " in line for line in result.stdout.splitlines())


@pytest.mark.parametrize("command", ["reviewed", "suggest", "rename"])
def test_a_paper_that_is_not_there_is_said(folder, command):
    result = catalog(
        folder, command, "hopfield-networks-is-all-you-ned", *["new"][: command == "rename"]
    )
    assert result.exit_code == 1
    assert result.stderr.startswith(
        'papers: id: no paper has the id "hopfield-networks-is-all-you-ned"; '
    )
    assert "did you mean hopfield-networks-is-all-you-need?" in result.stderr


def test_a_record_without_the_mark_is_named(folder):
    result = catalog(folder, "reviewed", NTK)
    assert (result.exit_code, result.stdout) == (0, "0 records reviewed\n")
    assert result.stderr == f"papers/{NTK}.yml has no review mark\n"


@pytest.mark.parametrize(
    "args", [["add", "2401.00001"], ["import", "-"], ["rename", NTK, "ntk"], ["related", NTK]]
)
def test_a_catalog_with_errors_is_left_as_it_is(folder, args):
    (folder / "papers/broken.yml").write_text("title: [", "utf-8")
    result = catalog(folder, *args)
    assert result.exit_code == 1
    assert "broken.yml:2: file: " in result.stderr
    assert result.stderr.endswith("Nothing was changed; mend this first, then run the command again.\n")


@pytest.mark.parametrize("command", ["reviewed", "suggest"])
def test_errors_of_other_records_do_not_matter(folder, command):
    (folder / "papers/broken.yml").write_text("title: [", "utf-8")
    draft(folder, "faulty", "summary")
    with (folder / "papers/faulty.yml").open("a", encoding="utf-8") as record:
        record.write("summary: Old.\n")
    assert catalog(folder, command, NTK).exit_code == 0
    refused = catalog(folder, command, "faulty")
    assert refused.exit_code == 1
    assert "faulty.yml:" in refused.stderr
    assert "broken.yml" not in refused.stderr


@pytest.mark.parametrize(
    "name", [f"catalog/papers/{NTK}.yml", f"{NTK}.yml", "1806.07572", "arxiv.org/abs/1806.07572v4"]
)
def test_a_paper_is_named_by_file_arxiv_id_or_address(folder, name):
    assert f"{NTK}.yml" in catalog(folder, "suggest", name).stdout


def test_pages_show_what_waits_and_leave_out_what_is_missing(folder):
    draft(folder, "bare", "authors", "published", "summary", "themes")
    assert catalog(folder, "generate", "--docs", str(folder.parent / "out")).exit_code == 0
    pages = list((folder.parent / "out/papers").rglob("bare*.md")) or list(
        (folder.parent / "out/papers/bare").glob("*.md")
    )
    page = pages[0].read_text("utf-8")
    assert "This record is waiting for review: authors, published, summary, themes." in page
    assert "## Summary" not in page
    assert "Undated" in page
    assert load(folder).catalog.paper["bare"].year == ""
