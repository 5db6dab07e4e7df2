"""Issues that suggest a paper, and the scripts that the workflows run."""

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.errors import Problem
from generator.hosting.issueform import QUESTION, requested
from scripts import commit, git, make_repository, script
from server import serve
from support import ROOT

pytestmark = pytest.mark.slow

services = pytest.fixture(serve)
repository = pytest.fixture(make_repository)

ID = "2401.00001"


def issue(answer, reason="_No response_"):
    """Return what GitHub makes of a filled-in form."""
    return f"### {QUESTION}\r\n\r\n{answer}\r\n\r\n### Why does it belong here?\r\n\r\n{reason}"


def test_the_form_asks_what_is_read():
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/suggest.yml").read_text("utf-8"))
    workflow = (ROOT / ".github/workflows/suggest.yml").read_text("utf-8")
    first = form["body"][0]
    assert (first["type"], first["attributes"]["label"]) == ("input", QUESTION)
    assert requested(issue(first["attributes"]["placeholder"])).kind == "arxiv"
    (label,) = form["labels"]
    assert f"'{label}'" in workflow


@pytest.mark.parametrize(
    ("answer", "id"),
    [
        (ID, ID),
        (f"  https://arxiv.org/abs/{ID}v3  ", ID),
        (f"https://huggingface.co/papers/{ID}", ID),
        ("hep-th/9901001", "hep-th/9901001"),
        ("https://doi.org/10.1000/quiet.2022", "10.1000/quiet.2022"),
    ],
)
def test_the_paper_is_the_first_answer(answer, id):
    assert requested(issue(answer)).id == id
    assert requested(issue(answer, f"### {QUESTION}\n\n2402.00002")).id == id


HOSTILE = [
    "$(touch x)",
    "`touch x`",
    "; touch x",
    "2401.00001; touch x",
    "2401.00001\n2401.00002",
    "--help",
    "-",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "@everyone ![](https://evil.example/x.png)",
    "::set-output name=id::x",
    "2401.00001 ${{ secrets.X }}",
    "\x1b[2J\u202e\x00",
    "https://evil.example/abs/2401.00001",
    "_No response_",
    "",
    "9" * 100_000,
]


@pytest.mark.parametrize("answer", HOSTILE)
def test_what_names_no_paper_is_refused_and_not_repeated(tmp_path, answer):
    file = tmp_path / "issue.md"
    file.write_text(issue(answer), "utf-8")
    result = CliRunner().invoke(main, ["requested", str(file)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"{file}: issue: the issue names no paper; expected an arXiv id, a DOI, or an address at "
        f'arxiv.org, doi.org or huggingface.co; write it alone below "{QUESTION}"\n'
    )


def test_an_issue_without_the_form_is_refused(tmp_path):
    for content in (b"", b"2401.00001", b"\xff\xfe\x00"):
        (tmp_path / "issue.md").write_bytes(content)
        result = CliRunner().invoke(main, ["requested", str(tmp_path / "issue.md")])
        assert (result.exit_code, "does not have the form's question" in result.stderr) == (1, True)


@given(st.text())
def test_any_answer_is_an_id_or_refused(answer):
    try:
        id = requested(issue(answer)).id
    except Problem:
        return
    assert id.isprintable()
    assert not id.startswith("-")


# Scripts


def suggest(repository, answer):
    """Run the script as the workflow does; return what is to be answered, None if nothing."""
    file, reply = repository.parent / "issue.md", repository.parent / "answer.md"
    file.write_text(issue(answer), "utf-8")
    ran = script("suggest", file, reply, cwd=repository)
    assert ran.returncode == 0, ran.stderr
    return reply.read_text() if reply.exists() else None


def test_a_suggestion_becomes_a_branch_with_a_record(repository, services):
    services.add_arxiv(ID, title="Slow `Kernels` of @everyone <b>")
    assert suggest(repository, f"https://arxiv.org/abs/{ID}") is None
    ran = script("propose", "12", cwd=repository)
    assert ran.returncode == 0, ran.stderr
    changed = git(repository.parent / "remote.git", "diff", "--name-status", "main", "suggestion-12")
    assert changed == "A\tcatalog/papers/slow-kernels-of-everyone-b.yml"
    assert "kernels" not in git(repository, "log", "-1", "--format=%an %ae %s %b").lower()


def test_a_suggestion_that_was_pushed_before_can_be_proposed_anew(repository, services):
    remote = repository.parent / "remote.git"
    services.add_arxiv(ID, title="Slow kernels")
    assert suggest(repository, ID) is None
    assert script("propose", "12", cwd=repository).returncode == 0
    pushed = git(remote, "rev-parse", "suggestion-12")
    git(repository, "switch", "--quiet", "main")
    git(repository, "branch", "--quiet", "-D", "suggestion-12")
    assert suggest(repository, ID) is None
    assert script("propose", "12", cwd=repository).returncode == 0
    assert git(remote, "rev-parse", "suggestion-12") == pushed


def test_hostile_suggestions_are_answered_with_what_is_expected(repository, services):
    for answer in HOSTILE[:2]:
        said = suggest(repository, answer)
        assert said.startswith("This names no paper that could be looked up.")
        assert len(said) < 400
    assert git(repository, "status", "--porcelain") == ""
    assert services.requests == []


def test_a_paper_that_nobody_knows_is_answered(repository, services):
    assert suggest(repository, ID).startswith("The record could not be made")
    assert git(repository, "status", "--porcelain") == ""


def test_a_paper_that_is_there_is_answered(repository, services):
    assert suggest(repository, "2008.02217").startswith("The catalogue has this paper already.")
    assert git(repository, "status", "--porcelain") == ""


@pytest.mark.parametrize("preview", ["https://us.github.io/papershelf/pr-preview/7/", ""])
def test_the_comment_compares_commits(repository, tmp_path, preview):
    base = git(repository, "rev-parse", "HEAD")
    (path,) = repository.glob("catalog/papers/causality*.yml")
    path.unlink()
    git(repository, "switch", "--quiet", "--create", "change")
    head = commit(repository)
    remote = f"file://{tmp_path}/remote.git"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=main", remote, "ci")
    ran = script("compare", base, head, preview, cwd=tmp_path / "ci")
    assert ran.returncode == 0, ran.stderr
    intro = f"The records with these changes: {preview}" if preview else "There is no preview: "
    assert ran.stdout.startswith(intro)
    assert "Papers: 1 removed" in ran.stdout
    assert git(tmp_path / "ci", "rev-parse", "HEAD") == base
    assert git(tmp_path / "ci", "status", "--porcelain") == ""
