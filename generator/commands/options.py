"""Options shared by commands."""

from datetime import date
from pathlib import Path, PurePosixPath

import click
from mkdocs.config import load_config

from generator.diff import trees
from generator.engine import settings
from generator.errors import Problem, quote
from generator.site import Site


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


def commit(ctx: click.Context, _: click.Parameter, name: str) -> str:
    """Return the full id of the commit that an argument names."""
    try:
        return trees.commit(name)
    except Problem as problem:
        raise click.BadParameter(str(problem), ctx) from None


def _path_in_git(ctx: click.Context, _: click.Parameter, folder: str) -> str:
    path = PurePosixPath(folder)
    if path.is_absolute() or ".." in path.parts or not path.parts or not folder.isprintable():
        expected, remedy = "expected a path from the repository's root", "write it like docs/catalog"
        problem = Problem(f"{quote(folder)} is no folder of the repository", expected, remedy)
        raise click.BadParameter(str(problem), ctx)
    return str(path)


folder_in_git = click.option(
    "--catalog",
    "folder",
    default="catalog",
    show_default=True,
    callback=_path_in_git,
    help="The folder of records, from the repository's root.",
)
catalog_option = click.option(
    "--catalog",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    callback=_nearest_catalog,
    help="The folder of records. Default: the nearest folder named catalog, here or above.",
)
today_option = click.option(
    "--added",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: str(date.today()),
    show_default="today",
    help="The day that new records are added on.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Print the files that would be written, and write none."
)
report_option = click.option(
    "--report",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Also write what became of each entry, and all that it holds beyond a record, to a file.",
)


def site_beside(folder: Path) -> tuple[Site, Path]:
    """Return what the mkdocs.yml beside the catalog says, and its folder of pages."""
    file = folder.resolve().parent / "mkdocs.yml"
    if not file.exists():
        return Site(), folder.resolve().parent / "docs"
    config = load_config(str(file))
    return settings.site(config, str(folder.resolve())), Path(config.docs_dir)
