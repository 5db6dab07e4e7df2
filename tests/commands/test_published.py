"""What was published stays: a register of addresses, withdrawn papers, dates of changes."""

import json

import pytest
import yaml

from generator.catalog import published
from generator.catalog.shelf import load
from generator.site import Site
from support import errors as errors_of
from support import generated, run

PAPER = "hopfield-networks-is-all-you-need"
SITE = Site("Shelf", url="https://example.org/")


@pytest.fixture
def folder(toy):
    done = run("published", "--write", "--day", "2026-11-21", "--catalog", str(toy / "catalog"))
    assert done.exit_code == 0, done.output
    return toy / "catalog"


def errors(folder):
    return [str(message) for message in errors_of(folder)]


def made(folder, site=SITE):
    return generated(load(folder).catalog, site)


def edit(file, **changes):
    file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text("utf-8")) | changes), "utf-8")


def test_the_register_is_sorted_complete_and_the_same_each_time(folder):
    file = folder / published.FILE
    lines = file.read_text().splitlines()
    assert lines == sorted(lines)
    pages = {path[: -len(".md")] + "/" for path in made(folder) if path.startswith("papers/")}
    assert {f"papers/{path.stem}/" for path in (folder / "papers").iterdir()} <= {
        line.split()[0] for line in lines
    }
    assert f"papers/{PAPER}/" in pages
    again = run("published", "--write", "--day", "2027-01-01", "--catalog", str(folder))
    assert "0 lines written" in again.output
    assert file.read_text().splitlines() == lines


def test_a_record_that_disappears_is_an_error(folder):
    (folder / f"papers/{PAPER}.yml").unlink()
    found = [line for line in errors(folder) if published.FILE in line]
    assert len(found) == 1
    assert f"papers/{PAPER}/: was published and leads nowhere now; " in found[0]
    assert "`catalog withdraw`" in found[0]
    register = load(folder).register
    assert f":{register[f'papers/{PAPER}/'].line}: " in found[0]


def test_a_renamed_paper_tag_theme_or_list_is_no_error_and_keeps_its_files(folder):
    assert run("rename", PAPER, "hopfield", "--catalog", str(folder)).exit_code == 0
    reading_list = next((folder / "lists").iterdir())
    edit(reading_list, former_ids=[reading_list.stem])
    reading_list.rename(folder / "lists/renamed.yml")
    assert errors(folder) == []
    files, old = made(folder), reading_list.stem
    for pattern in ("lists/{}.bib", "feeds/lists/{}.atom", "api/v1/lists/{}.json"):
        assert files[pattern.format(old)] == files[pattern.format("renamed")]
    assert "../renamed/" in files[f"lists/{old}/index.html"]
    assert "../hopfield/" in files[f"papers/{PAPER}/index.html"]


def test_a_withdrawn_paper_keeps_its_addresses_and_is_nowhere_else(folder):
    before = made(folder)
    args = ("--why", "A duplicate of $x$ & <others>.", "--day", "2026-12-01", "--catalog", str(folder))
    done = run("withdraw", PAPER, *args)
    mentions = [line for line in errors(folder) if "does not exist" in line]
    assert done.exit_code == (1 if mentions else 0), done.output
    assert errors(folder) == mentions, "only texts may still refer to it"
    themes = folder / "themes.yml"
    for name in (PAPER, "2008.02217"):
        themes.write_text(themes.read_text("utf-8").replace(f"[[{name}]]", ""), "utf-8")
    assert errors(folder) == []
    files = made(folder)
    own = {
        path for path in before if path.rsplit(".", 1)[0] in (f"papers/{PAPER}", f"api/v1/paper/{PAPER}")
    }
    assert len(own) == 5
    assert own <= files.keys()
    assert files[f"papers/{PAPER}.bib"] == before[f"papers/{PAPER}.bib"]
    page = files[f"papers/{PAPER}.md"]
    assert "Withdrawn from this catalogue on" in page
    assert "&amp; &lt;others&gt;" in page
    data = json.loads(files[f"api/v1/paper/{PAPER}.json"])
    assert data["withdrawn"] == {"date": "2026-12-01", "why": "A duplicate of $x$ & <others>."}
    assert data["modified"] == "2026-12-01"
    assert [paper["id"] for paper in json.loads(files["api/v1/withdrawn.json"])["papers"]][1:] == [PAPER]
    assert json.loads(files["api/v1/index.json"])["updated"] == "2026-12-01"
    redirects = {path for path in files if "hopfield-is-all-you-need" in path}
    elsewhere = {path for path, text in files.items() if isinstance(text, str) and f"{PAPER}/" in text}
    assert elsewhere - redirects <= own | {"api/v1/withdrawn.json"}


def test_pages_feeds_and_the_api_tell_when_a_record_changed(folder):
    paper = folder / f"papers/{PAPER}.yml"
    edit(paper, note="An erratum.")
    listed = run("published", "--catalog", str(folder))
    assert listed.stdout.splitlines() == [f"changed: papers/{PAPER}/"]
    run("published", "--write", "--day", "2026-12-24", "--catalog", str(folder))
    files = made(folder)
    assert json.loads(files[f"api/v1/paper/{PAPER}.json"])["modified"] == "2026-12-24"
    assert "updated: '2026-12-24'" in files[f"papers/{PAPER}.md"]
    assert "updated: '2026-12-24'" in files["papers/index.md"]
    assert json.loads(files["api/v1/index.json"])["updated"] == "2026-12-24"


def test_an_author_page_that_no_paper_fills_any_more_leads_to_the_authors(folder):
    with (folder / published.FILE).open("a") as file:
        file.write("authors/nobody-now/\nvenues/nowhere-now/\nnew/1999-W01/\n")
    files = made(folder)
    assert 'url=../"' in files["new/1999-W01/index.html"]
    assert 'url=../"' in files["authors/nobody-now/index.html"]
    assert json.loads(files["api/v1/venues/nowhere-now.json"]) == {"papers": []}
    assert errors(folder) == []


@pytest.mark.parametrize("id", ["..", ".", "<script>", 'a"b', "x" * 121, "..%2f", "é"])
def test_an_address_of_a_register_leads_nowhere_else(folder, id):
    """A pull request may change the register too: `authors/../` would replace the home page."""
    with (folder / published.FILE).open("a") as file:
        file.write(f"authors/{id}/\n")
    assert len(errors(folder)) == 1
    assert "cannot be read" in errors(folder)[0]
    assert not any(path.startswith(f"authors/{id}/") for path in made(folder))


def test_an_address_of_a_register_takes_no_pages_place(folder):
    before = made(folder).keys()
    letter = next(
        path for path in before if path.startswith("authors/") and len(path) == len("authors/a.md")
    )
    with (folder / published.FILE).open("a") as file:
        file.write(f"{letter.removesuffix('.md')}/\n")
    assert made(folder).keys() == before


def test_a_merged_register_counts_the_newer_line_and_a_damaged_one_is_told(folder):
    text = "papers/x/ 2026-01-02 aaaaaaaaaaaa\npapers/x/ 2026-03-04 bbbbbbbbbbbb\n<<<<<<< HEAD\n"
    register, messages = published.parse(text, "published.txt")
    assert register["papers/x/"].modified == "2026-03-04"
    assert [message.line for message in messages] == [3]
    assert "remove it and run `catalog published`" in str(messages[0])
    assert len(published.parse("?\n" * 1000, "published.txt")[1]) == published.MOST_MESSAGES


def test_a_withdrawal_needs_a_day_and_a_reason(folder):
    edit(folder / f"papers/{PAPER}.yml", withdrawn={"date": "2026-12-01"})
    assert any("has no why" in line for line in errors(folder))
