"""`catalog diff`: what one commit changes in the records, as Markdown."""

from pathlib import Path

import click

from generator.bibliography.identifiers import check_url
from generator.commands import options
from generator.diff import report, sides
from generator.diff.comparison import compare
from generator.diff.sizes import measure
from generator.errors import Problem, quote


def _address(ctx: click.Context, _: click.Parameter, url: str | None) -> str:
    try:
        if url and ("?" in url or "#" in url):
            expected, remedy = "expected one that ends in a path", "leave out what follows ? or #"
            raise Problem(f"{quote(url)} is no address of a site", expected, remedy)
        return check_url(url).removesuffix("/") + "/" if url else ""
    except Problem as problem:
        raise click.BadParameter(str(problem), ctx) from None


site_folder = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("base", callback=options.commit)
@click.argument("head", callback=options.commit, default="HEAD")
@options.folder_in_git
@click.option(
    "--preview", metavar="URL", callback=_address, help="Where HEAD's site is shown; links lead there."
)
@click.option(
    "--site-before", type=site_folder, help="The site as it was built of BASE, to compare sizes."
)
@click.option(
    "--site-after", type=site_folder, help="The site as it was built of HEAD, to say its size."
)
def diff(
    base: str,
    head: str,
    folder: str,
    preview: str,
    site_before: Path | None,
    site_after: Path | None,
) -> None:
    """Describe in Markdown what HEAD changes in the records of BASE.

    BASE and HEAD are branches, tags or commits, and are read from git, not from the working tree. The
    text fits a comment on a pull request, and nothing that a record holds can act in it.
    """
    if site_before and not site_after:
        raise click.UsageError("--site-before alone compares nothing; add --site-after")
    comparison = compare(sides.read(base, folder), sides.read(head, folder))
    if not (comparison.before.present or comparison.after.present):
        raise click.UsageError(f"neither commit has a folder {quote(folder)}; name one with --catalog")
    sizes = [measure(site) for site in (site_before, site_after) if site]
    click.echo(report.write(comparison, preview, sizes), nl=False)
