"""Abstracts fetched for a site: each asked for once, never in the repository, shown with their source."""

import json
import subprocess

import pytest

from generator.catalog import abstracts
from generator.catalog.shelf import load
from generator.folder import read_catalog
from server import BOMB, CLOSED, CUT, HTML, serve, status
from support import generated, run

services = pytest.fixture(serve)
ABSTRACT = "We invent a lantern whose light is $x^2$ times as bright."


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def wanted(folder):
    return [p.arxiv for p in load(folder).catalog.papers if p.arxiv and not p.abstract]


def fetch(folder):
    return run("abstracts", "--catalog", str(folder))


def known_to(services, folder):
    for id in wanted(folder):
        services.add_arxiv(id, summary=ABSTRACT)


def test_each_abstract_is_asked_for_once_and_git_sees_none(services, folder):
    known_to(services, folder)
    count = len(wanted(folder))
    records = {path: path.read_bytes() for path in folder.glob("papers/*")}
    result = fetch(folder)
    assert (result.exit_code, result.stdout) == (
        0,
        f"{count} abstracts fetched, 0 missing, 0 there before\n",
    )
    asked = len(services.requests)
    assert fetch(folder).stdout == f"0 abstracts fetched, 0 missing, {count} there before\n"
    assert len(services.requests) == asked
    assert records == {path: path.read_bytes() for path in folder.glob("papers/*")}
    subprocess.run(["git", "init", "-q", folder], check=True)
    shown = subprocess.run(
        ["git", "-C", folder, "status", "--porcelain", "-uall"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "abstracts" not in shown.stdout


@pytest.mark.parametrize("fault", [status(503), CLOSED, CUT, HTML, BOMB], ids=lambda f: str(f.body[:6]))
def test_faults_are_told_keep_what_is_there_and_are_made_good_by_the_next_run(services, folder, fault):
    known_to(services, folder)
    first = wanted(folder)[0]
    abstracts.keep(folder, first, "Kept from before.")
    services.always = fault
    result = fetch(folder)
    assert result.exit_code == 1
    assert "run the command again to go on" in result.stderr
    assert abstracts.path(folder, first).read_text("utf-8") == "Kept from before.\n"
    services.always = None
    assert fetch(folder).exit_code == 0


def test_an_unknown_paper_costs_no_other(services, folder):
    known_to(services, folder)
    lost = wanted(folder)[0]
    del services.entries[lost]
    result = fetch(folder)
    assert (result.exit_code, f": {lost}: " in result.stderr) == (1, True)
    assert " 1 missing" in result.stdout


def test_a_setting_chooses_what_a_site_shows(folder):
    paper = next(p for p in load(folder).catalog.papers if p.arxiv and not p.abstract)
    abstracts.keep(folder, paper.arxiv, ABSTRACT)
    shown = {
        choice: read_catalog(folder, abstracts=choice)[0] for choice in ("none", "records", "fetched")
    }
    assert shown["records"].paper[paper.id].abstract is None
    assert shown["fetched"].paper[paper.id].abstract == ABSTRACT
    assert not any(p.abstract for p in shown["none"].papers)
    files = generated(shown["fetched"])
    page = files[f"papers/{paper.id}.md"]
    assert "<summary>Show the authors' abstract</summary>" in page
    assert f'Source: <a href="https://arxiv.org/abs/{paper.arxiv}">arXiv</a>' in page
    assert any(
        "lantern whose light" in json.dumps(text) for path, text in files.items() if "api" in path
    )
    assert "the authors' abstract" not in generated(shown["records"])[f"papers/{paper.id}.md"]


@pytest.mark.parametrize("text", ["A lone $ sign.", "Braces }{ that do not match.", "", "\ufffd"])
def test_what_no_page_can_show_is_left_out(services, folder, text):
    paper = next(p for p in load(folder).catalog.papers if p.arxiv and not p.abstract)
    abstracts.keep(folder, paper.arxiv, text)
    found = read_catalog(folder, abstracts="fetched")[0].paper[paper.id]
    assert found.abstract in (None, "\ufffd")
