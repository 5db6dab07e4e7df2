import os
import signal
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from generator.cli import main
from support import ROOT, TOY, run


def test_check_says_nothing_of_a_good_catalog():
    result = run("check", "--catalog", str(TOY))
    assert (result.exit_code, result.output) == (0, "")


def test_check_exits_1_and_names_files_as_they_can_be_opened(monkeypatch):
    monkeypatch.chdir(ROOT / "tests/data")
    result = run("check", "--catalog", "broken")
    assert result.exit_code == 1
    assert all(line.startswith("broken/") for line in result.stdout.splitlines())
    assert result.stderr == "57 errors, 1 warning\n"


def test_check_annotates_pull_requests(monkeypatch):
    monkeypatch.chdir(ROOT / "tests/data")
    result = run("check", "--catalog", "broken", "--format", "github")
    assert result.stdout.startswith("::error file=broken/lists/listing.yml,line=3,title=date::")
    assert "::warning file=broken/papers/Wrong Id.yml,line=7" in result.stdout


def test_warnings_alone_leave_exit_code_0(toy):
    tags = toy / "catalog/tags.yml"
    tags.write_text(
        tags.read_text("utf-8") + "- {id: idle, name: Idle, description: Nothing uses it.}\n", "utf-8"
    )
    result = run("check", "--catalog", str(toy / "catalog"))
    assert (result.exit_code, result.stderr) == (0, "0 errors, 1 warning\n")
    assert 'the tag "idle" has no paper' in result.stdout


def test_the_nearest_catalog_is_the_default(toy, monkeypatch):
    (toy / "docs/deep").mkdir()
    monkeypatch.chdir(toy / "docs/deep")
    assert run("generate").stdout.startswith("31 papers: ")
    assert (toy / "docs/papers/on-neural-differential-equations/index.md").exists()


@pytest.mark.slow
def test_generate_changes_nothing_the_second_time(toy):
    run("generate", "--catalog", str(toy / "catalog"))
    result = run("generate", "--catalog", str(toy / "catalog"))
    assert result.stdout == "31 papers: 0 files written, 0 removed\n"


def test_generate_writes_nothing_when_a_record_is_broken(toy):
    next((toy / "catalog/papers").iterdir()).write_text("title: alone")
    result = run("generate", "--catalog", str(toy / "catalog"))
    assert result.exit_code == 1
    assert "authors: is missing" in result.stderr
    assert not (toy / "docs/papers").exists()


@pytest.mark.parametrize(
    "args", [["check", "--catalog", "/nowhere"], ["check", "--format", "xml"], ["chek"]]
)
def test_wrong_usage_exits_2(args):
    assert run(*args).exit_code == 2


def test_no_catalog_at_all_is_wrong_usage(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 2
    assert "--catalog" in result.stderr


def test_a_catalog_of_nothing_passes_and_builds(tmp_path):
    (tmp_path / "catalog/papers").mkdir(parents=True)
    assert run("check", "--catalog", str(tmp_path / "catalog")).exit_code == 0
    assert run("generate", "--catalog", str(tmp_path / "catalog")).stdout.startswith("0 papers: ")


def test_a_wrong_folder_is_no_empty_catalog(toy):
    run("generate", "--catalog", str(toy / "catalog"))
    (toy / "nothing").mkdir()
    (toy / "file").mkdir()
    (toy / "file/papers").write_text("")
    (toy / "link/papers").mkdir(parents=True)
    (toy / "link/themes.yml").symlink_to("nowhere")
    for wrong in ("nothing", "file", "link"):
        result = run("generate", "--catalog", str(toy / wrong))
        assert (result.exit_code, result.stderr != "") == (1, True), wrong
        assert (toy / "docs/papers/on-neural-differential-equations/index.md").exists()


def test_odd_things_among_the_pages_end_in_no_traceback(toy):
    (toy / "docs/folder.md").mkdir()
    (toy / "docs/dangling.md").symlink_to("nowhere")
    (toy / "docs/latin.md").write_bytes(b"# Caf\xe9")
    assert run("generate", "--catalog", str(toy / "catalog")).exit_code == 0
    (toy / "docs/.papershelf.sha256").write_bytes(b"\xff")
    result = run("generate", "--catalog", str(toy / "catalog"))
    assert result.exit_code == 1
    assert "remove it, and the generated files with it" in result.stderr


def groups(group, *names):
    """Yield the names of a group's commands that have commands of their own, and its own."""
    yield names
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from groups(command, *names, name)


@pytest.mark.parametrize("names", list(groups(main)), ids=" ".join)
def test_help_describes_each_command_in_full(names):
    shown = CliRunner().invoke(main, [*names, "--help"], terminal_width=80)
    assert "..." not in shown.output.partition("Commands:")[2]


def test_an_interrupt_while_the_program_loads_leaves_no_traceback():
    command = [sys.executable, "-X", "importtime", "-m", "generator", "add", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        loading = next(line for line in program.stderr if "generator.errors" in line)
        os.kill(program.pid, signal.SIGINT)
        assert "Traceback" not in loading + program.stderr.read()
    assert program.returncode == -signal.SIGINT
