import re
import shlex

import pytest
from click.testing import CliRunner

from generator.cli import main
from support import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("about/*.md"))]
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)


def commands():
    for page in PAGES:
        text = page.read_text("utf-8")
        blocks = re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S)
        inline = re.findall(r"`((?:make|catalog) [a-z][^`]*)`", text)
        for command in [line for block in blocks for line in block.splitlines()] + inline:
            yield page.name, command


@pytest.mark.parametrize(("page", "command"), sorted(set(commands())))
def test_every_command_shown_exists(page, command):
    program, *args = shlex.split(command)
    if program == "make":
        assert set(args) <= set(TARGETS)
    else:
        assert program == "catalog"
        assert CliRunner().invoke(main, [args[0], "--help"]).exit_code == 0


def test_the_record_that_contributors_are_shown_passes_the_check(toy):
    page = (ROOT / "docs/about/contribute.md").read_text("utf-8")
    (record,) = re.findall(r"^```yaml\n(.*?)^```", page, re.M | re.S)
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
