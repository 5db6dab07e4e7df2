"""`catalog new`: a whole repository from a few answers, or nothing at all."""

import re
import shlex
import subprocess
import sys

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator import __version__
from generator.catalog.shelf import load
from generator.cli import main
from generator.errors import Problem
from generator.starter import answers
from generator.starter.answers import EXAMPLE
from generator.starter.create import move_in, requirement
from programs import mkdocs
from support import ROOT

pytestmark = pytest.mark.xdist_group("new")

NAMES = [
    "null",
    'It\'s "quoted": {{ 7 * 7 }} {% raw %}',
    "- # & * ! | > % @ `🎉 Ωmega שלום 👩\u200d🔬",
    "<script>alert(1)</script> [a](javascript:b)" + "~" * 300,
    "\\n ${{ github.token }} !ENV HOME",
]

KINDS = ["reading", "publications"]
OPTIONAL = {"authors.yml", "themes.yml", "tags.yml", "site/"}
"""Files that the README names and that nobody needs at first, and the folder of the built site."""


def run(*args, **options):
    result = CliRunner().invoke(main, ["new", *map(str, args)], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def settings(folder):
    return yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_options_say_everything(fresh):
    options = ["--name", "Papers on plants", "--repo", "us/Botany", "--accent", "#2F7D32"]
    result = run("botany", *options, "--theme", "Roots", "--theme", "Stems & leaves", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    said = settings(fresh / "botany")
    assert said["site_name"] == "Papers on plants"
    assert said["site_url"] == "https://us.github.io/Botany/"
    assert said["repo_url"] == "https://github.com/us/Botany"
    assert said["edit_uri"] == "edit/main/docs/"
    assert said["plugins"] == [{"papershelf": {"accent": "#2f7d32"}}]
    themes = load(fresh / "botany/catalog").catalog.themes
    assert [theme.id for theme in themes] == ["roots", "stems-leaves", "research-practice"]
    assert (fresh / "botany/requirements.txt").read_text() == f"papershelf=={__version__}\n"


def test_answers_come_from_standard_input(fresh):
    result = run("x", input="Papers on plants\nhttps://plants.example.org/papers\nRoots, Leaves\n")
    assert result.exit_code == 0
    said = settings(fresh / "x")
    assert said["site_name"] == "Papers on plants"
    assert said["site_url"] == "https://plants.example.org/papers/"
    assert "repo_url" not in said
    assert [theme.name for theme in load(fresh / "x/catalog").catalog.themes[:2]] == ["Roots", "Leaves"]


def test_only_what_options_leave_open_is_asked(fresh):
    result = run("x", "--name", "Plants", "--repo", "us/x", input="Roots\n")
    assert result.stderr == "First themes, with commas between them:\n"


@pytest.mark.parametrize(("flags", "text"), [(["--yes"], None), ([], ""), ([], "\n\n\n")])
def test_without_answers_there_are_defaults(fresh, flags, text):
    assert run("our-small_shelf", *flags, input=text).exit_code == 0
    said = settings(fresh / "our-small_shelf")
    assert said["site_name"] == "Our small shelf"
    assert said["plugins"] == ["papershelf"]
    assert not said.keys() & {"site_url", "repo_url", "edit_uri"}


def test_a_person_at_a_terminal_is_asked_again(fresh):
    typed = "\\n".join(["", "no place", "us/x", "🎉", "Roots", ""])
    script = f"printf '{typed}' | script -qefc '{sys.executable} -m generator new x' /dev/null"
    ran = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=600)
    assert ran.returncode == 0, ran.stdout
    assert (
        '"no place" is not a repository or an address; expected OWNER/NAME, or an address' in ran.stdout
    )
    assert settings(fresh / "x")["site_name"] == "X"
    assert load(fresh / "x/catalog").catalog.themes[0].name == "Roots"


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_safe_everywhere(fresh, name):
    theme = "A theme: " + name.replace("$", "")
    assert run("x", "--name", name, "--theme", theme, "--repo", "us/x", "--yes").exit_code == 0
    assert settings(fresh / "x")["site_name"] == name
    assert load(fresh / "x/catalog").catalog.themes[0].name == theme
    assert mkdocs("build", "--strict", "--quiet", cwd=fresh / "x").returncode == 0
    home = (fresh / "x/site/index.html").read_text("utf-8")
    assert "<script>alert" not in home
    assert yaml.safe_load((fresh / "x/.github/workflows/deploy.yml").read_text("utf-8"))["jobs"]
    assert re.match(r"# .*\n\nA catalogue of papers", (fresh / "x/README.md").read_text("utf-8"))


@given(st.text())
def test_a_name_is_refused_or_one_line_that_can_be_written(text):
    try:
        name = answers.check_name(text)
    except Problem:
        return
    assert len(f"{name}.".splitlines()) == 1
    name.encode()


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--name", "two\nlines", "is not a name"),
        ("--name", "  ", "is not a name"),
        ("--name", "bell\x07", "is not a name"),
        ("--name", "\udcff", "is not a name"),
        ("--theme", "🎉", "gives no id"),
        ("--theme", "long " * 40, "gives no id"),
        ("--repo", "shelf", "is not a repository"),
        ("--repo", "../..", "is not a repository"),
        ("--repo", "git@github.com", "is not a repository"),
        ("--repo", "https://github.com/us/x/tree/main", "is not a repository"),
        ("--url", "javascript:alert(1)", "is not a web address"),
        ("--url", "https://x.example.org/?q=1", "is not a site"),
        ("--accent", "red", "is not a colour"),
    ],
)
def test_wrong_answers_are_wrong_usage_and_leave_nothing(fresh, option, value, message):
    result = run("x", option, value, "--yes")
    assert result.exit_code == 2
    assert message in result.stderr
    assert list(fresh.iterdir()) == []


@pytest.mark.parametrize("text", [b"\xff\n", b"Name\nnowhere\n", b"Name\n\n\xf0\x9f\x8e\x89\n"])
def test_wrong_lines_of_standard_input_are_refused_too(fresh, text):
    assert run("x", input=text).exit_code == 2
    assert list(fresh.iterdir()) == []


@pytest.mark.parametrize(
    ("themes", "other"),
    [
        (["Roots", "roots"], 'that of "Roots"'),
        (["C++", "C"], 'that of "C++"'),
        (["Research Practice"], "that of the theme of the example papers"),
        (["Index"], "that of a page of the site"),
    ],
)
def test_themes_of_one_id_are_wrong_usage_however_they_are_given(fresh, themes, other):
    flags = [part for theme in themes for part in ("--theme", theme)]
    for result in (run("x", *flags, "--yes"), run("x", input=f"\n\n{', '.join(themes)}\n".encode())):
        assert result.exit_code == 2
        assert other in result.stderr
    assert list(fresh.iterdir()) == []


def test_its_pages_are_written_as_ours(fresh):
    run("x", "--yes")
    ours = [kind for kind in settings(ROOT)["markdown_extensions"] if "toc" not in kind]
    assert settings(fresh / "x")["markdown_extensions"] == ours


def test_the_example_theme_is_the_one_that_the_answers_know(fresh):
    run("x", "--yes")
    assert [theme.name for theme in load(fresh / "x/catalog").catalog.themes] == [EXAMPLE]


def test_a_theme_that_makes_no_right_catalogue_leaves_nothing(fresh):
    result = run("x", "--theme", "$x", "--yes")
    assert (result.exit_code, "catalog/themes.yml:" in result.stderr) == (1, True)
    assert list(fresh.iterdir()) == []


def test_a_folder_that_is_taken_is_refused_before_any_question(fresh):
    (fresh / "x").mkdir()
    (fresh / "x/README.md").write_text("Mine")
    result = run("x", input=b"")
    assert 'holds "README.md" already' in result.stderr
    assert "Name of the catalogue" not in result.stderr


@pytest.mark.parametrize(
    ("repo", "site"),
    [
        ("us/x", "https://us.github.io/x/"),
        ("Us/us.github.io", "https://us.github.io/"),
        ("https://github.com/us/x.git", "https://us.github.io/x/"),
        ("git@github.com:us/x.git", "https://us.github.io/x/"),
        ("ssh://git@gitlab.com/us/x.git", "https://us.gitlab.io/x/"),
        ("github.com/us/x", "https://us.github.io/x/"),
        ("https://www.GitHub.com/us/x", "https://us.github.io/x/"),
        ("https://gitlab.com/group/sub/x/", "https://group.gitlab.io/sub/x/"),
        ("https://git.example.org/us/x", ""),
    ],
)
def test_the_home_page_follows_from_the_repository(repo, site):
    assert answers.pages(answers.check_repo(repo)) == site


@pytest.mark.parametrize("held", ["notes.txt", ".git/../.env", "catalog/papers/mine.yml"])
def test_a_folder_that_holds_anything_is_left_as_it_is(fresh, held):
    (fresh / "x/.git").mkdir(parents=True)
    (fresh / "x" / held).parent.mkdir(parents=True, exist_ok=True)
    (fresh / "x" / held).write_text("mine")
    before = files(fresh)
    result = run("x", "--yes")
    assert result.exit_code == 1
    assert "already; expected a folder that is new or empty" in result.stderr
    assert files(fresh) == before


def test_a_fresh_clone_counts_as_empty(fresh, monkeypatch):
    subprocess.run(["git", "init", "--quiet", "x"], check=True)
    monkeypatch.chdir(fresh / "x")
    assert run(".", "--yes").exit_code == 0
    assert settings(fresh / "x")["site_name"] == "X"
    status = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True
    )
    listed = {line[3:] for line in status.stdout.splitlines()}
    assert listed == {path for path in files(fresh / "x") if not path.startswith(".git/")}


@pytest.mark.parametrize("kind", ["a file", "a link to nowhere", "a link to itself", "below nothing"])
def test_places_that_cannot_be_folders_are_refused(fresh, kind):
    place = fresh / ("no/x" if kind == "below nothing" else "x")
    if kind == "a file":
        place.write_text("mine")
    elif kind != "below nothing":
        place.symlink_to("x" if kind == "a link to itself" else "nowhere")
    result = run(place, "--yes")
    assert result.exit_code == 1
    assert "expected a folder that is new or empty" in result.stderr
    assert len(list(fresh.iterdir())) == (kind != "below nothing")


@pytest.mark.slow
@pytest.mark.parametrize("there", [False, True])
def test_a_full_disk_leaves_nothing(fresh, there):
    if there:
        (fresh / "x").mkdir()
    command = f"ulimit -f 1; {sys.executable} -m generator new x --yes 2>&1 | cat"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=600)
    assert "File too large" in ran.stdout
    assert "Traceback" not in ran.stdout
    assert list(fresh.rglob("*")) == ([fresh / "x"] if there else [])


def test_a_move_that_fails_halfway_is_taken_back(tmp_path):
    for name in ("made/a", "made/b", "made/c", "there/b/taken"):
        (tmp_path / name).mkdir(parents=True)
    with pytest.raises(OSError, match="not empty"):
        move_in(tmp_path / "made", tmp_path / "there")
    assert [path.name for path in sorted((tmp_path / "made").iterdir())] == ["a", "b", "c"]
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["b"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A catalogue made with defaults, with its site built."""
    folder = tmp_path_factory.mktemp("new") / "shelf"
    assert run(folder, "--yes").exit_code == 0
    built = mkdocs("build", "--strict", cwd=folder)
    assert built.returncode == 0, built.stderr
    assert not re.search("WARNING|not included in the", built.stderr)
    return folder


@pytest.fixture(scope="module", params=KINDS)
def started(request, tmp_path_factory):
    """A catalogue of each kind, made with defaults and not built."""
    folder = tmp_path_factory.mktemp(request.param) / "shelf"
    assert run(folder, "--kind", request.param, "--yes").exit_code == 0
    return folder


def test_the_records_are_right_and_in_form(started):
    for command in (["check"], ["fmt", "--check"]):
        result = CliRunner().invoke(main, [*command, "--catalog", str(started / "catalog")])
        assert (result.exit_code, result.stdout) == (0, "")


def test_a_publication_list_needs_no_themes_and_asks_for_none(fresh):
    run("x", "--kind", "publications", input="Plants\nus/x\n")
    catalog = load(fresh / "x/catalog").catalog
    assert (catalog.themes, len(catalog.members)) == ((), 1)
    assert settings(fresh / "x")["plugins"] == [{"papershelf": {"review_marks": False}}]
    run("y", "--kind", "publications", "--theme", "Roots", "--yes")
    assert {"Themes": "themes/index.md"} in settings(fresh / "y")["nav"]


@pytest.mark.slow
def test_others_may_read_what_was_made(shelf):
    assert shelf.stat().st_mode & 0o777 == (shelf / "catalog").stat().st_mode & 0o777


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        ({}, f"papershelf=={__version__}"),
        ({"url": "file:///home/me/papershelf.whl"}, f"papershelf=={__version__}"),
        ({"url": "https://x.org/p.whl", "archive_info": {}}, "papershelf @ https://x.org/p.whl"),
        (
            {"url": "https://x.org/p.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "papershelf @ git+https://x.org/p.git@abc",
        ),
    ],
)
def test_requirements_name_where_papershelf_came_from(origin, line):
    assert requirement(origin) == line


def test_two_runs_give_equal_bytes(tmp_path):
    for name in ("a/shelf", "b/shelf"):
        (tmp_path / name).mkdir(parents=True)
        assert run(tmp_path / name, "--yes").exit_code == 0
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_every_file_mentioned_exists(started):
    for page in [started / "README.md", *started.rglob("docs/**/*.md")]:
        text = page.read_text("utf-8")
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert (page.parent / link).exists(), (page, link)
        for path in re.findall(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:yml|txt|md))`", text):
            known = (started / path, started / "catalog" / path)
            assert path in OPTIONAL or any(place.exists() for place in known), (page, path)
    for page in settings(started)["nav"][-1]["About"]:
        assert (started / "docs" / next(iter(page.values()))).exists()


def test_every_command_mentioned_exists(started):
    targets = re.findall(r"^([a-z]+):.*## \S", (started / "Makefile").read_text("utf-8"), re.M)
    texts = [
        path.read_text("utf-8")
        for path in [started / "README.md", *started.rglob("*.yml"), *started.rglob("*.md")]
    ]
    for target in re.findall(r"(?:`|^|run: )make ([a-z ]+)(?:`|$)", "\n".join(texts), re.M):
        assert set(target.split()) <= set(targets)
    for name in re.findall(r"(?:`|^)catalog ([a-z]+)", "\n".join(texts), re.M):
        assert name in main.commands


@pytest.mark.slow
def test_make_lists_its_targets(shelf):
    # Below another make it would say which folder it works in.
    command = ["make", "--no-print-directory"]
    ran = subprocess.run(command, cwd=shelf, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["help", "site", "serve", "check"]


@pytest.mark.slow
def test_make_checks_and_builds(shelf, tmp_path):
    """With the programs in place of what only a network can install."""
    (tmp_path / "bin").symlink_to(sys.executable.rpartition("/")[0])
    command = ["make", f"BIN={tmp_path / 'bin'}", "READY=", "check", "site"]
    ran = subprocess.run(command, cwd=shelf, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.slow
def test_what_the_workflows_run_is_there(shelf):
    workflows = list((shelf / ".github/workflows").iterdir())
    texts = "".join(file.read_text("utf-8") for file in workflows)
    targets = re.findall(r"^([a-z]+):.*## \S", (shelf / "Makefile").read_text("utf-8"), re.M)
    assert set(re.findall(r"run: make ([\w./]+)", texts)) <= {*targets, ".venv/.ready"}
    assert all((shelf / path).is_file() for path in re.findall(r"bash (\S+)", texts))
    assert {file.stem for file in workflows} >= {"check", "deploy", "preview"}


@pytest.mark.slow
def test_the_page_for_hosts_shows_commands_that_work(fresh):
    page = (ROOT / "docs/about/host.md").read_text("utf-8")
    section = page[page.index("## A catalogue of your own") :].split("\n## ")[0]
    shown = re.findall(r"^```sh\n(.*?)^```", section, re.M | re.S)
    commands = [shlex.split(line)[1:] for block in shown for line in block.splitlines()]
    for command in commands:
        result = CliRunner().invoke(main, command, input="")
        assert result.exit_code == 0, result.output
        mkdocs("build", "--strict", cwd=fresh / command[1], check=True)
    assert len(commands) == 2
