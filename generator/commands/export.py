"""`catalog export`: chosen papers in a format for other programs."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click

from generator.api import files as api
from generator.bibliography import names
from generator.catalog.index import Catalog
from generator.catalog.listings import KINDS
from generator.catalog.records import Paper
from generator.citations import table
from generator.citations.formats import FORMATS
from generator.commands.options import catalog_option, site_beside
from generator.errors import counted, nearest, quote
from generator.files import replace
from generator.folder import read_catalog
from generator.site import Site

Writer = Callable[[Iterable[Paper]], str]
Command = Callable[..., None]
Groups = Mapping[str, Mapping[str, Iterable[Paper]]]
"""Of papers, for each option by the names that it takes."""
METAVARS = {"authors": "NAME", "years": "YYYY"}
"""What options take that take no id."""


def _options_of_listings(command: Command) -> Command:
    for kind in reversed(KINDS):
        name, metavar = kind.name.removesuffix("s"), METAVARS.get(kind.name, "ID")
        about = f"Only papers of this {kind.title.lower().removesuffix('s')}."
        option = click.option(f"--{name}", kind.name, metavar=metavar, multiple=True, help=about)
        command = option(command)
    return command


@click.command()
@catalog_option
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMATS, "json", "csv"]),
    default="bib",
    show_default=True,
    help=", ".join(form.name for form in FORMATS.values()) + ", JSON as in the API, or a table.",
)
@_options_of_listings
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file. Default: print."
)
def export(folder: Path, form: str, output: Path | None, **chosen: tuple[str, ...]) -> None:
    """Print papers in UTF-8, in a format for other programs.

    The newest come first, or the papers of a reading list in its order. An option may be given several
    times; a paper must fit all that are given. NAME is Given Family, or Family, Given; YYYY is the year
    of the first publication.
    """
    catalog, _ = read_catalog(folder)
    papers = _papers(catalog, chosen)
    text = _writer(form, catalog, site_beside(folder)[0])(papers)
    if output:
        replace(output, text)
        click.echo(f"{counted(len(papers), 'paper')} written", err=True)
    else:
        click.echo(text.encode(), nl=False)


def _writer(form: str, catalog: Catalog, site: Site) -> Writer:
    if form in FORMATS:
        return FORMATS[form].text
    if form == "csv":
        return lambda papers: table.text(papers, site)
    return lambda papers: api.papers(catalog, site, papers)


def _papers(catalog: Catalog, chosen: Mapping[str, Iterable[str]]) -> list[Paper]:
    known = _known(catalog)
    groups = {kind: [_group(known, kind, name) for name in given] for kind, given in chosen.items()}
    first = groups["lists"][0] if groups["lists"] else catalog.papers
    kept = [{paper.id for paper in group} for several in groups.values() for group in several]
    return [paper for paper in first if all(paper.id in ids for ids in kept)]


def _known(catalog: Catalog) -> Groups:
    """Return the values that each option accepts."""
    groups = {kind.name: {one.id: one.papers for one in kind.of(catalog)} for kind in KINDS}
    return groups | {"authors": {**_spellings(catalog), **catalog.by_author}}


def _spellings(catalog: Catalog) -> dict[str, tuple[Paper, ...]]:
    authors = [author for paper in catalog.papers for author in paper.people]
    return {names.slug(author.printed): catalog.by_author[author.id] for author in authors}


def _group(known: Groups, kind: str, name: str) -> Iterable[Paper]:
    groups, key = known[kind], names.slug(name) if kind == "authors" else name
    if kind == "authors" and key not in groups:
        family, _, given = name.partition(",")
        key = names.slug(f"{given} {family}")
    if key not in groups:
        advice = nearest(key, list(groups)) or "see the site's pages for the ids"
        raise click.UsageError(f"{quote(name)} is not among the {kind}; {advice}")
    return groups[key]
