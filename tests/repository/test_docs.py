import re
import shlex

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from server import serve
from support import ROOT

services = pytest.fixture(serve)

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("about/*.md"))]
RUN_BY_THEIR_TESTS = {"cd", "mkdir", "mkdocs", "python3", "rsync", "zensical"}
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)


def commands():
    for page in PAGES:
        text = page.read_text("utf-8")
        inline = re.findall(r"`((?:make|catalog) [a-z][^`]*)`", text)
        for command in [*shown_in(text), *inline]:
            yield page.name, command


def shown_in(text):
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, re.M | re.S)
    return [line.strip() for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize(("page", "command"), sorted(set(commands())))
def test_every_command_shown_exists(page, command):
    program, *args = shlex.split(command)
    if program == "make":
        assert {arg for arg in args if not arg.startswith("PORT=")} <= set(TARGETS)
    elif program == "source":
        assert args == [".venv/bin/activate"]
    elif program not in RUN_BY_THEIR_TESTS:
        assert program == "catalog"
        group = args[:2] if args[0] == "tag" else args[:1]
        shown = CliRunner().invoke(main, [*group, "--help"])
        assert shown.exit_code == 0
        assert all(option in shown.stdout for option in args if option.startswith("--"))


def test_a_paper_is_added_in_five_minutes_as_the_page_says(toy, services, monkeypatch):
    page = (ROOT / "docs/about/contribute.md").read_text("utf-8")
    steps = shown_in(page[page.index("## Add a paper") : page.index("## Add many")])
    title = "Fourier Neural Operator for Parametric Partial Differential Equations"
    services.add_arxiv("2010.08895", title=title)
    monkeypatch.chdir(toy)
    for command in [shlex.split(step)[1:] for step in steps if step.startswith("catalog")]:
        if command[0] == "reviewed":
            record = toy / f"catalog/papers/{command[1]}.yml"
            themes = (
                ""
                if "themes:" in record.read_text("utf-8").split("review:")[0]
                else "themes:\n- neural-tangent-kernel\n"
            )
            summary = "summary: This summary says what the paper asks, what it does and what it finds.\n"
            record.write_text(record.read_text("utf-8") + summary + themes, "utf-8")
        result = CliRunner().invoke(main, command)
        assert result.exit_code == 0, result.output
    assert "review:" not in record.read_text("utf-8")


def test_the_hooks_for_pre_commit_run(toy, monkeypatch):
    monkeypatch.chdir(toy)
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    page = (ROOT / "docs/about/contribute.md").read_text("utf-8")
    assert all(f"id: {hook['id']}" in page for hook in hooks)
    for hook in hooks:
        program, *args = shlex.split(hook["entry"])
        assert program == "catalog"
        assert CliRunner().invoke(main, args).exit_code == 0


def test_the_record_that_contributors_are_shown_passes_the_check(toy):
    page = (ROOT / "docs/about/contribute.md").read_text("utf-8")
    record = re.findall(r"^```yaml\n(.*?)^```", page, re.M | re.S)[0]
    name = "feature-learning-in-infinite-width-neural-networks"
    (toy / f"catalog/papers/{name}.yml").write_text(record, "utf-8")
    result = CliRunner().invoke(main, ["check", "--catalog", str(toy / "catalog")])
    assert result.exit_code == 0, result.output
    assert " error" not in result.stdout


def test_every_command_has_help_and_stands_in_the_docs():
    docs = "\n".join(page.read_text("utf-8") for page in PAGES)
    for name, command in main.commands.items():
        assert command.help
        assert f"catalog {name}" in docs


def test_every_target_of_make_has_help():
    text = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"^{target}:.*## \S", text, re.M) for target in TARGETS)


def test_the_docs_name_every_layer():
    page = (ROOT / "docs/about/develop.md").read_text("utf-8")
    modules = {path.stem for path in (ROOT / "generator").glob("[a-z]*.py")}
    packages = {path.parent.name for path in (ROOT / "generator").glob("*/__init__.py")}
    assert all(f"`{name}`" in page for name in modules | packages)


def test_every_test_that_a_page_names_exists():
    text = "\n".join(page.read_text("utf-8") for page in (ROOT / "docs/about").rglob("*.md"))
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text))
    assert named
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text("utf-8")
