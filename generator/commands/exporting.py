"""`catalog export`: chosen papers in a format for other programs."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from generator import names
from generator.catalog import Catalog
from generator.commands.options import catalog_option, read_catalog, site_beside
from generator.errors import quote
from generator.exports import api, table
from generator.exports.formats import FORMATS
from generator.files import replace
from generator.records import Paper, nearest
from generator.site import Site

Writer = Callable[[Iterable[Paper]], str]


@click.command()
@catalog_option
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, "json", "csv"]),
    default="bib",
    show_default=True,
    help="BibTeX, RIS, CSL-JSON, the API's JSON or a table.",
)
@click.option("--theme", "themes", metavar="ID", multiple=True, help="Only papers of this theme.")
@click.option("--tag", "tags", metavar="ID", multiple=True, help="Only papers with this tag.")
@click.option("--author", "authors", metavar="NAME", multiple=True, help="Only papers of this author.")
@click.option("--list", "lists", metavar="ID", multiple=True, help="Only papers of this reading list.")
@click.option("--year", "years", metavar="YYYY", multiple=True, help="Only papers of this year.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file. Default: print."
)
def export(folder: Path, form: str, output: Path | None, **chosen: tuple[str, ...]) -> None:
    """Print papers, newest first, in a format for other programs.

    An option may be given several times; a paper must fit all that are given.
    """
    catalog, _ = read_catalog(folder)
    groups = [_group(catalog, kind, name) for kind, given in chosen.items() for name in given]
    papers = [paper for paper in catalog.papers if all(paper.id in group for group in groups)]
    text = _writer(form, catalog, site_beside(folder)[0])(papers)
    if output:
        replace(output, text)
        click.echo(f"{len(papers)} papers written", err=True)
    else:
        click.echo(text, nl=False)


def _writer(form: str, catalog: Catalog, site: Site) -> Writer:
    if form in FORMATS:
        return FORMATS[form].text
    if form == "csv":
        return lambda papers: table.text(papers, site)
    return lambda papers: api.papers(catalog, site, papers)


def _group(catalog: Catalog, kind: str, name: str) -> set[str]:
    """Return the ids of the papers that an option asks for."""
    lists = {one.id: [catalog.paper[id] for id in one.papers] for one in catalog.lists}
    known = {
        "themes": {theme.id: catalog.by_theme.get(theme.id, ()) for theme in catalog.themes},
        "tags": {tag.id: catalog.by_tag.get(tag.id, ()) for tag in catalog.tags},
        "authors": catalog.by_author,
        "lists": lists,
        "years": catalog.by_year,
    }[kind]
    key = names.slug(name) if kind == "authors" else name
    if key not in known:
        advice = nearest(key, list(known)) or "see the site's pages for the ids"
        raise click.UsageError(f"{quote(name)} is not among the {kind}; {advice}")
    return {paper.id for paper in known[key]}
