import json
import os
import subprocess
import sys

import pytest

from generator.catalog.shelf import load
from server import CLOSED, CUT, HTML, serve, slow, status
from support import errors, kill_once, run, texts

services = pytest.fixture(serve)


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def add(folder, *ids, **options):
    return run("add", *ids, "--catalog", str(folder), "--added", "2026-11-21", **options)


def papers(folder):
    return load(folder).catalog.paper


def test_an_arxiv_id_becomes_a_record_that_passes_the_check(services, folder):
    services.add_arxiv("2401.00001", title="Neural tangent kernels of nowhere", authors=["Ada Lovelace"])
    result = add(folder, "https://arxiv.org/pdf/2401.00001v3.pdf")
    assert result.exit_code == 0, result.output
    assert "new        papers/neural-tangent-kernels-of-nowhere.yml" in result.stdout
    assert "1 new, 0 enriched, 0 unchanged, 0 skipped" in result.stdout
    assert "theme neural-tangent-kernel: " in result.stdout
    assert errors(folder) == []
    paper = papers(folder)["2401.00001"]
    assert (paper.authors, paper.review) == (("Ada Lovelace",), ("summary", "themes", "tags"))


def test_a_doi_becomes_a_record(services, folder):
    services.add_work("10.1000/invented", title=["On invented engines"])
    assert add(folder, "https://doi.org/10.1000/invented").exit_code == 0
    assert papers(folder)["on-invented-engines"].doi == "10.1000/invented"
    assert errors(folder) == []


def test_a_batch_of_250_asks_three_times_and_the_second_run_never(services, folder):
    ids = [f"2401.{number:05}" for number in range(1, 251)]
    for number, id in enumerate(ids):
        services.add_arxiv(id, title=f"Invented paper {number} of many")
    result = add(folder, "-", input="\n".join(ids))
    assert "250 new, 0 enriched, 0 unchanged, 0 skipped" in result.stdout
    assert len(services.requests) == 3
    assert errors(folder) == []
    before = texts(folder)
    assert "0 new, 0 enriched, 250 unchanged, 0 skipped" in add(folder, *ids).stdout
    assert len(services.requests) == 3
    assert texts(folder) == before


def test_what_is_not_known_is_skipped_and_the_rest_is_taken(services, folder):
    services.add_arxiv("2401.00001", title="Invented")
    result = add(folder, "2401.00001", "2401.99999", "10.1000/unknown", "not an id")
    assert result.exit_code == 1
    assert "1 new, 0 enriched, 0 unchanged, 3 skipped" in result.stdout
    assert [line.split()[0] for line in result.stdout.splitlines() if "kipped " in line] == [
        "skipped"
    ] * 3
    assert "invented" in papers(folder)


def test_standard_input_may_hold_comments_and_several_ids_a_line(services, folder):
    ids = ["2401.00001", "2401.00002", "2401.00003"]
    for id in ids:
        services.add_arxiv(id, title=f"Invented {id}")
    text = "# to read\n2401.00001 2401.00002  # two\narXiv:2401.00003 [cs.LG]\n"
    assert "3 in: 3 new" in add(folder, "-", input=text).stdout


def test_errors_of_other_records_do_not_keep_papers_out(services, folder):
    services.add_arxiv("2401.00001", title="Invented")
    services.add_arxiv("1806.07572", title="Known", comment="Code: https://github.com/a/b")
    record = next(folder.glob("papers/neural-tangent-kernel-c*.yml"))
    record.write_text(record.read_text("utf-8") + "colour: red\n", "utf-8")
    result = add(folder, "2401.00001")
    assert result.exit_code == 0, result.output


def test_a_withdrawn_paper_says_so_in_report_and_record(services, folder):
    services.add_arxiv(
        "2401.00001", title="Invented", comment="This paper has been withdrawn by the author"
    )
    result = add(folder, "2401.00001")
    assert "withdrawn" in result.stdout
    assert "\n# " in texts(folder)["papers/invented.yml"]
    assert "withdrawn" in texts(folder)["papers/invented.yml"]


def test_a_busy_service_is_asked_again(services, folder):
    services.add_arxiv("2401.00001", title="Invented")
    services.faults = [status(429, {"Retry-After": "0"}), status(503), CLOSED, None]
    result = add(folder, "2401.00001")
    assert result.exit_code == 0, result.output
    assert "429" in result.stderr


@pytest.mark.parametrize(
    "fault", [status(503), slow(600), CUT, HTML], ids=["503", "slow", "cut", "html"]
)
def test_a_service_that_fails_for_good_ends_in_a_message(services, folder, fault, monkeypatch):
    monkeypatch.setenv("PAPERSHELF_TIMEOUT", "0.2")
    services.always = fault
    before = texts(folder)
    result = add(folder, "2401.00001")
    assert result.exit_code == 1
    assert "skipped    http://127.0.0.1" in result.stdout
    assert "Traceback" not in result.output
    assert texts(folder) == before


def test_an_interrupted_batch_keeps_what_it_finished_and_resumes(services, folder):
    ids = [f"2401.{number:05}" for number in range(1, 201)]
    for id in ids:
        services.add_arxiv(id, title=f"Invented {id}")
    services.faults, services.always = [None], status(503)
    result = add(folder, *ids)
    assert "100 new, 0 enriched, 0 unchanged, 100 skipped" in result.stdout
    *_, failed, unreached, _, _ = result.stdout.splitlines()
    assert failed.startswith(f"skipped    {services.base}/arxiv: answer: is busy (503)")
    assert unreached.startswith(
        "skipped    100 papers not fetched, 2401.00101 to 2401.00200; run the same"
    )
    services.always = None
    assert "100 new, 0 enriched, 100 unchanged, 0 skipped" in add(folder, *ids).stdout
    assert errors(folder) == []


def test_a_doi_that_is_refused_costs_itself_alone(services, folder):
    dois = [f"10.5555/w{number}" for number in range(3)]
    for doi in dois:
        services.add_work(doi, title=[f"Invented {doi}"])
    services.faults = [None, status(400), None]
    result = add(folder, *dois)
    assert "2 new, 0 enriched, 0 unchanged, 1 skipped" in result.stdout
    assert "/works: 10.5555/w1: answered with status 400; expected " in result.stdout


def test_a_known_paper_is_named(services, folder):
    services.add_arxiv("2401.00001", title="Invented")
    add(folder, "2401.00001")
    assert "unchanged  papers/invented.yml: 2401.00001\n" in add(folder, "2401.00001").stdout


def test_messages_name_the_line_of_standard_input_and_no_line_of_a_service(services, folder):
    services.add_arxiv("2401.00001", title="A Caf\u00c3\u00a9")
    result = add(folder, "-", "no id", input="\n2401.00001\nnonsense\n2401.99999\n")
    stdin, argument, title, unknown = result.stdout.splitlines()[:4]
    assert stdin.startswith('skipped    <stdin>:3: id: "nonsense" names no paper; expected ')
    assert argument.startswith('skipped    ID: id: "no id" names no paper; expected ')
    assert title.startswith('skipped    2401.00001: title: "A ')
    assert "; expected text like é or –; " in title
    assert unknown.startswith(f"skipped    {services.base}/arxiv: 2401.99999: ")


def test_hostile_titles_and_thousands_of_authors(services, folder):
    authors = [f"Given{number} Family{number}" for number in range(3000)]
    title = r'The $\beta$ of "x": <script>alert(1)</script>'
    services.add_arxiv("2401.00001", title=title, authors=authors)
    assert add(folder, "2401.00001").exit_code == 0
    paper = papers(folder)["2401.00001"]
    assert (paper.title, paper.authors) == (title, tuple(authors))
    assert errors(folder) == []


def test_a_dry_run_prints_records_and_writes_none(services, folder):
    services.add_arxiv("2401.00001", title="Invented")
    before = texts(folder)
    result = add(folder, "2401.00001", "--dry-run")
    assert result.stdout.startswith("# papers/invented.yml\n# yaml-language-server")
    assert "1 new" in result.stderr
    assert texts(folder) == before


def test_a_day_of_daily_papers_becomes_a_list(services, folder):
    for number in (1, 2):
        services.add_arxiv(f"2401.0000{number}", title=f"Invented {number}")
    services.add_daily("2026-11-19", "2401.00002", "2401.00001")
    result = run("import", "--daily", "2026-11-19", "--list", "daily", "--catalog", str(folder))
    assert result.exit_code == 0, result.output
    (list_,) = [one for one in load(folder).catalog.lists if one.id == "daily"]
    assert [papers(folder)[id].arxiv for id in list_.papers] == ["2401.00002", "2401.00001"]
    assert list_.date == "2026-11-19"
    assert errors(folder) == []


def test_a_day_before_all_calendars_is_said(services, folder):
    result = run("import", "--daily", "0999-11-19", "--catalog", str(folder))
    assert (result.exit_code, services.requests) == (2, [])
    assert '"0999-11-19" is not a date; expected ' in result.stderr


def test_a_catalog_with_errors_is_mended_first(services, folder):
    (folder / "papers/broken.yml").write_text("title: [", "utf-8")
    result = add(folder, "2401.00001")
    assert result.exit_code == 1
    assert "broken.yml:2" in result.stderr
    assert services.requests == []


@pytest.mark.slow
def test_a_killed_run_leaves_no_half_record(services, folder):
    for number in range(60):
        services.add_arxiv(f"2401.{number:05}", title=f"Invented {number}")
    command = [
        sys.executable,
        "-m",
        "generator",
        "add",
        "-",
        "--catalog",
        str(folder),
        "--added",
        "2026-11-21",
    ]
    ids = "\n".join(f"2401.{number:05}" for number in range(60))
    for count in (1, 30):
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **services.environment})  # fmt: skip
        process.stdin.write(ids.encode())
        process.stdin.close()
        kill_once(process, lambda count=count: len(list(folder.glob("papers/invented*.yml"))) >= count)
        assert errors(folder) == []
    assert add(folder, "-", input=ids).exit_code == 0
    assert len(load(folder).shown_papers) == 91
    assert json.dumps(sorted(path.name for path in folder.rglob(".*.part"))) == "[]"
