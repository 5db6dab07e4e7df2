"""`catalog generate`: write the pages to disk for builders other than MkDocs."""

from pathlib import Path

import click

from generator import disk, outputs
from generator.commands.options import catalog_option, site_beside
from generator.errors import counted
from generator.folder import read_catalog
from generator.search import handwritten


@click.command()
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
    site, default_docs = site_beside(folder)
    catalog, warnings = read_catalog(folder, abstracts=site.abstracts)
    docs = docs or default_docs
    by_hand = handwritten.pages(docs, disk.written(docs).keys())
    changed, removed = disk.write(outputs.in_folders(outputs.generate(catalog, site, by_hand)), docs)
    for warning in warnings:
        click.echo(str(warning), err=True)
    click.echo(
        f"{counted(len(catalog.papers), 'paper')}: {counted(changed, 'file')} written, {removed} removed"
    )
