"""Options that commands share, and how changes reach the folder of records."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from mkdocs.config import load_config

from generator import build, files, plugin
from generator.catalog import Catalog
from generator.checks.check import check
from generator.errors import CatalogError, Message
from generator.shelf import Shelf, load
from generator.site import Site


def _nearest_catalog(ctx: click.Context, _: click.Parameter, folder: Path | None) -> Path:
    """Return the folder given, or the nearest one named catalog, here or above."""
    if folder:
        return folder
    here = Path.cwd()
    for parent in (here, *here.parents):
        if (parent / "catalog").is_dir():
            return parent / "catalog"
    raise click.UsageError("no folder named catalog here or above; name one with --catalog", ctx)


catalog_option = click.option(
    "--catalog",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    callback=_nearest_catalog,
    help="The folder of records. Default: the nearest folder named catalog, here or above.",
)


def site_beside(folder: Path) -> tuple[Site, Path]:
    """Return what the mkdocs.yml beside the catalog says, and its folder of pages."""
    file = folder.resolve().parent / "mkdocs.yml"
    if not file.exists():
        return Site(), folder.resolve().parent / "docs"
    config = load_config(str(file))
    return plugin.site(config, str(folder.resolve())), Path(config.docs_dir)


def read_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read, whatever is wrong with it."""
    return load(folder, plugin.shown(str(folder)))


def legible_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read; raise CatalogError if any of it could not be read."""
    shelf = read_shelf(folder)
    if shelf.messages:
        raise _refused(shelf.messages)
    return shelf


def read_catalog(folder: Path) -> tuple[Catalog, list[Message]]:
    """Return a catalog and its warnings; raise CatalogError if `catalog check` finds an error in it."""
    return build.read(folder, plugin.shown(str(folder)))


def whole_shelf(folder: Path) -> Shelf:
    """Return the catalog as it was read; raise CatalogError if `catalog check` finds an error in it.

    A folder that is empty, but for hidden files, is a catalog to begin with.
    """
    if all(path.name.startswith(".") for path in folder.iterdir()):
        return Shelf((), (), (), (), ())
    shelf = read_shelf(folder)
    errors = [message for message in check(shelf) if message.level == "error"]
    if errors:
        raise _refused(errors)
    return shelf


def _refused(messages: Iterable[Message]) -> CatalogError:
    error = CatalogError(messages)
    error.add_note("Nothing was changed; mend this first, then run the command again.")
    return error


def write(folder: Path, changes: Mapping[str, str | None]) -> list[str]:
    """Write what differs, in its order, and remove what is None; return the paths that changed."""
    changed = differing(folder, changes)
    for path in changed:
        text = changes[path]
        if text is None:
            (folder / path).unlink()
        else:
            files.rewrite(folder / path, text)
    return changed


def differing(folder: Path, changes: Mapping[str, str | None]) -> list[str]:
    """Return the paths whose file holds something else."""
    return [path for path, text in changes.items() if _differs(folder / path, text)]


def _differs(file: Path, text: str | None) -> bool:
    if not file.exists():
        return text is not None
    return text is None or files.read(file) != text
