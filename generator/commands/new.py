"""`catalog new`: start a new catalogue."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.commands.options import checked
from generator.errors import Problem, printable
from generator.starter import answers
from generator.starter.answers import Answers, Kind
from generator.starter.create import expect_room, found
from generator.styling import accent


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(["reading", "publications"]),
    default="reading",
    show_default=True,
    help="Papers to read, each with a summary, or the publications of a group.",
)
@click.option(
    "--name",
    metavar="TEXT",
    type=checked(answers.check_name),
    help="What the catalogue is called. Default: after DIR.",
)
@click.option(
    "--repo",
    metavar="OWNER/NAME",
    type=checked(answers.check_repo),
    help="Its repository on GitHub, or the address of one elsewhere.",
)
@click.option(
    "--url",
    metavar="URL",
    type=checked(answers.check_site),
    help="Its home page. Default: where the repository's host puts it.",
)
@click.option(
    "--theme",
    "themes",
    metavar="NAME",
    type=checked(answers.check_theme),
    multiple=True,
    help="A theme; give it once for each.",
)
@click.option(
    "--accent",
    "colour",
    metavar="COLOUR",
    type=checked(accent.check),
    help="Colour of links and marks, as #rrggbb; made darker or lighter where reading needs it.",
)
@click.option("--yes", is_flag=True, help="Ask nothing; what no option says takes its default.")
def new(folder: Path, kind: Kind, yes: bool, **given: Any) -> None:
    """Start a new catalogue, with example papers.

    DIR is new or empty; a fresh clone counts as empty. Asks for name, place and themes as far as options
    do not say them; without a terminal, answers are lines of standard input, an empty one or its end
    meaning the default.
    """
    expect_room(folder.absolute())
    given["themes"] = checked(answers.distinct)(given["themes"])
    asked = given if yes else _ask(folder, kind, given)
    name, repo = asked["name"] or _name(folder), asked["repo"] or ""
    url = asked["url"] or answers.pages(repo)
    found(folder, Answers(name, repo, url, tuple(asked["themes"]), asked["colour"] or "", kind))
    what = "publication list with an example" if kind == "publications" else "catalogue of examples"
    click.echo(f"A {what} is in {printable(str(folder))}. To see it:\n")
    click.echo(f"  cd {printable(shlex.quote(str(folder)))}\n  make serve\n")
    click.echo(
        "README.md says how to fill and publish it; name, address and colour stand in mkdocs.yml."
    )


def _ask(folder: Path, kind: Kind, given: dict[str, Any]) -> dict[str, Any]:
    """Ask the questions that options leave open."""
    asked = dict(given)
    if not given["name"]:
        asked["name"] = _answer("Name of the catalogue", answers.check_name, _name(folder))
    if not (given["repo"] or given["url"]):
        question = "GitHub repository as OWNER/NAME, or the site's address"
        asked["repo"], asked["url"] = _answer(question, answers.check_place)
    if kind == "reading" and not given["themes"]:
        asked["themes"] = _answer("First themes, with commas between them", answers.check_themes)
    return asked


def _answer(question: str, check: Callable[[str], Any], default: str = "") -> Any:
    kind = checked(check)
    if sys.stdin.isatty():
        return click.prompt(question, default=default, value_proc=kind, show_default=bool(default))
    click.echo(f"{question}:", err=True)
    line = sys.stdin.buffer.readline().decode("utf-8", "surrogateescape")
    return kind(line.strip() or default)


def _name(folder: Path) -> str:
    """Return a name derived from the folder's name, which may be any bytes."""
    words = folder.absolute().name.replace("-", " ").replace("_", " ").split()
    try:
        name = answers.check_name(" ".join(words))
    except Problem:
        return "Papers"
    return name[0].upper() + name[1:]
