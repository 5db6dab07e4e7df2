"""Options shared by commands, and how they report progress."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import click
from mkdocs.config import load_config

from generator.bibliography.identifiers import check_day
from generator.diff import trees
from generator.engine import settings
from generator.errors import Problem, quote
from generator.importers.services.client import Client
from generator.site import Site


def checked(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return `check` as a type of options and arguments: a Problem is wrong usage."""

    def convert(value: Any) -> Any:
        try:
            return check(value)
        except Problem as problem:
            raise click.BadParameter(str(problem)) from None

    return convert


def day_option(*names: str, **more: Any) -> Callable[[Any], Any]:
    """Return an option that takes a day."""
    return click.option(*names, metavar="YYYY-MM-DD", type=checked(check_day), **more)


def today_option(*names: str, help: str) -> Callable[[Any], Any]:
    """Return an option that takes a day, by default the current one."""
    return day_option(*names, default=lambda: str(date.today()), show_default="today", help=help)


def _nearest_catalog(ctx: click.Context, _: click.Parameter, folder: Path | None) -> Path:
    """Return the given folder, else the nearest folder named catalog, here or above."""
    if folder:
        return folder
    here = Path.cwd()
    for parent in (here, *here.parents):
        if (parent / "catalog").is_dir():
            return parent / "catalog"
    raise click.UsageError("no folder named catalog here or above; name one with --catalog", ctx)


def complete_papers(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids of papers that begin with what is typed, for completion in shells."""
    try:
        folder = _nearest_catalog(ctx, _, ctx.params.get("folder"))
    except click.UsageError:
        return []
    return sorted(path.stem for path in folder.glob("papers/*.yml") if path.stem.startswith(incomplete))


def _path_in_git(folder: str) -> str:
    path = PurePosixPath(folder)
    if path.is_absolute() or ".." in path.parts or not path.parts or not folder.isprintable():
        expected, remedy = "expected a path from the repository's root", "write it like docs/catalog"
        raise Problem(f"{quote(folder)} is no folder of the repository", expected, remedy)
    return str(path)


commit = checked(trees.commit)
folder_in_git = click.option(
    "--catalog",
    "folder",
    default="catalog",
    metavar="FOLDER",
    show_default=True,
    type=checked(_path_in_git),
    help="The folder of records, from the repository's root.",
)
catalog_option = click.option(
    "--catalog",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    callback=_nearest_catalog,
    help="The folder of records. Default: the nearest folder named catalog, here or above.",
)
added_option = today_option("--added", help="The day that new records are added on.")
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Print the files that would be written, and write none."
)
report_option = click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Also write what became of each entry, and all that it holds beyond a record, to a file.",
)


def client() -> Client:
    """Return a client that tells the curator when a service is busy."""
    return Client(say=partial(click.echo, err=True))


@contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[], None]]:
    """Show a progress bar in terminals; yield what counts one step."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield partial(bar.update, 1)


def site_beside(folder: Path) -> tuple[Site, Path]:
    """Return what the mkdocs.yml beside the catalog says, and its folder of pages."""
    file = folder.resolve().parent / "mkdocs.yml"
    if not file.exists():
        return Site(), folder.resolve().parent / "docs"
    config = load_config(str(file))
    return settings.site(config, str(folder.resolve())), Path(config.docs_dir)
