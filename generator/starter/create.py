"""Create a new repository from the starter files, completely or not at all."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from slugify import slugify

from generator import __version__
from generator.catalog import editor_schema
from generator.catalog.records import Theme
from generator.catalog.shelf import load
from generator.checks.check import check
from generator.errors import CatalogError, Message, quote
from generator.files import replace
from generator.starter.answers import Answers, edit_uri
from generator.yamlfiles.canonical import canonical
from generator.yamlfiles.read import dump_file, parse

STARTER = Path(__file__).parent
COMMON = "files"
"""The folder of starter files that catalogues of both kinds have; each kind has more in its own."""
FILLED_IN = ".jinja"
"""Ends the names of templates; other starter files are copied byte for byte."""
MARKDOWN = re.compile(r"[\\`*_\[\]<>&#|~$]")


def found(folder: Path, answers: Answers) -> None:
    """Make a repository in a folder that is new, or empty but for .git.

    Raises CatalogError if the folder holds anything, or if the answers make no right catalogue.
    """
    folder = folder.absolute()
    expect_room(folder)
    # On the same disk, so that renaming is enough.
    beside = folder if folder.exists() else folder.parent
    with TemporaryDirectory(prefix=".catalog-new-", dir=beside) as workshop:
        made = Path(workshop) / "made"
        for path, content in _starter(answers):
            replace(made / path, content)
        _complete(made / "catalog")
        move_in(made, folder)


def move_in(made: Path, folder: Path) -> None:
    """Move the finished files to their folder, all of them or none."""
    if not folder.exists():
        made.rename(folder)
        return
    moved: list[str] = []
    try:
        for item in sorted(made.iterdir()):
            item.rename(folder / item.name)
            moved.append(item.name)
    except BaseException:
        for name in moved:
            (folder / name).rename(made / name)
        raise


def expect_room(folder: Path) -> None:
    """Raise CatalogError unless a folder is new, or empty but for .git."""
    there = folder.exists() or folder.is_symlink()
    held = sorted(item.name for item in folder.iterdir()) if folder.is_dir() else []
    if there and not folder.is_dir():
        wrong, remedy = "is no folder", "name another one"
    elif not there and not folder.parent.is_dir():
        wrong, remedy = "lies in a folder that is not there", "make that one first"
    elif held not in ([], [".git"]):
        wrong, remedy = f"holds {quote(held[0])} already", "name another one, or empty it"
    else:
        return
    expected = "expected a folder that is new or empty"
    raise CatalogError([Message(folder.as_posix(), 0, "folder", wrong, expected, remedy)])


def _starter(answers: Answers) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each starter file."""
    facts = {"answers": answers, "edit_uri": edit_uri(answers.repo)}
    facts |= {"requirement": requirement(_origin()), "publications": answers.kind == "publications"}
    for folder in (STARTER / COMMON, STARTER / answers.kind):
        env = _environment(folder)
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            path = file.relative_to(folder).as_posix()
            if path.endswith(FILLED_IN):
                yield path.removesuffix(FILLED_IN), env.get_template(path).render(facts).encode()
            else:
                yield path, file.read_bytes()


def requirement(origin: Mapping[str, Any]) -> str:
    """Return the line by which pip installs this Papershelf elsewhere.

    `origin` says how it was installed, as PEP 610 does, and is empty if it came from an index.
    """
    url = origin.get("url", "")
    if source := origin.get("vcs_info"):
        return f"papershelf @ {source['vcs']}+{url}@{source['commit_id']}"
    return f"papershelf @ {url}" if url.startswith("https://") else f"papershelf=={__version__}"


def _origin() -> dict[str, Any]:
    try:
        told = distribution("papershelf").read_text("direct_url.json")
    except PackageNotFoundError:
        told = None
    return json.loads(told) if told else {}


def _environment(folder: Path) -> Environment:
    loader = FileSystemLoader(folder)
    # The templates are YAML and Markdown, not HTML; each value goes through the filter for its place.
    env = Environment(loader=loader, undefined=StrictUndefined, autoescape=False)  # noqa: S701
    env.trim_blocks = env.keep_trailing_newline = True
    env.filters["yaml"] = lambda value: dump_file(value).rstrip("\n")
    env.filters["markdown"] = lambda text: MARKDOWN.sub(r"\\\g<0>", text)
    env.filters["slug"] = slugify
    return env


def _complete(catalog: Path) -> None:
    """Format themes.yml, write the schemas, and check the result."""
    themes = parse((catalog / "themes.yml").read_text("utf-8"), "catalog/themes.yml")
    form = canonical(themes, list(Theme.model_fields), editor_schema.hint("themes"))
    replace(catalog / "themes.yml", form.text)
    shelf = load(catalog, "catalog")
    for path, text in editor_schema.files(shelf.catalog):
        replace(catalog / path, text)
    if errors := [message for message in check(shelf) if message.level == "error"]:
        raise CatalogError(errors)
