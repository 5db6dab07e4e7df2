"""The command `catalog`: check records, generate pages."""

import sys
from pathlib import Path
from typing import Any

import click
from mkdocs.config import load_config

from generator import __version__, build, handwritten, plugin
from generator.checks.check import check as check_shelf
from generator.errors import CatalogError
from generator.shelf import load
from generator.site import Site


class Group(click.Group):
    """Commands that end in messages, never in a traceback, when content is wrong."""

    def invoke(self, ctx: click.Context) -> Any:
        """Print what is wrong with content or files and exit 1."""
        try:
            return super().invoke(ctx)
        except CatalogError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
        except OSError as error:
            raise click.ClickException(f"{error.filename}: {error.strerror}") from error


def nearest_catalog(ctx: click.Context, _: click.Parameter, folder: Path | None) -> Path:
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
    callback=nearest_catalog,
    help="The folder of records. Default: the nearest folder named catalog, here or above.",
)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="papershelf")
def main() -> None:
    """Keep a catalogue of papers.

    Exit codes: 0 all well, 1 findings or bad input, 2 wrong usage.
    """


@main.command()
@catalog_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="text: file:line: field: message. github: annotations of a pull request.",
)
def check(folder: Path, form: str) -> None:
    """Say everything that is wrong with the records, themes, tags and lists.

    Exits 1 if there is an error; warnings alone leave 0.
    """
    messages = check_shelf(load(folder, plugin.shown(str(folder))))
    for message in messages:
        click.echo(message.as_github() if form == "github" else str(message))
    errors = sum(message.level == "error" for message in messages)
    if messages:
        click.echo(f"{errors} errors, {len(messages) - errors} warnings", err=True)
    sys.exit(1 if errors else 0)


@main.command()
@catalog_option
@click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where pages are written. Default: docs_dir of the mkdocs.yml beside the catalog.",
)
def generate(folder: Path, docs: Path | None) -> None:
    """Write the Markdown pages, for builders other than MkDocs.

    All is checked before the first page is written. Pages that did not change are not touched, pages
    that nothing asks for any more are removed, and a file that you wrote is never overwritten.
    """
    catalog, warnings = build.read(folder, plugin.shown(str(folder)))
    site, default_docs = _site(folder)
    docs = docs or default_docs
    by_hand = handwritten.pages(docs, build.written(docs).keys())
    changed, removed = build.write(build.outputs(catalog, site, by_hand), docs)
    for warning in warnings:
        click.echo(str(warning), err=True)
    click.echo(f"{len(catalog.papers)} papers: {changed} files written, {removed} removed")


def _site(folder: Path) -> tuple[Site, Path]:
    """Return what the mkdocs.yml beside the catalog says, and its folder of pages."""
    file = folder.resolve().parent / "mkdocs.yml"
    if not file.exists():
        return Site(), folder.resolve().parent / "docs"
    config = load_config(str(file))
    return plugin.site(config, str(folder.resolve())), Path(config.docs_dir)
