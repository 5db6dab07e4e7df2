"""`catalog diff`: describe in Markdown how two commits' records differ."""

import click

from generator.bibliography.identifiers import check_url
from generator.commands import options
from generator.diff import comparison, report
from generator.errors import Problem, quote


def _address(ctx: click.Context, _: click.Parameter, url: str | None) -> str:
    try:
        if url and ("?" in url or "#" in url):
            expected, remedy = "expected one that ends in a path", "leave out what follows ? or #"
            raise Problem(f"{quote(url)} is no address of a site", expected, remedy)
        return check_url(url).removesuffix("/") + "/" if url else ""
    except Problem as problem:
        raise click.BadParameter(str(problem), ctx) from None


@click.command()
@click.argument("base", callback=options.commit)
@click.argument("head", callback=options.commit, default="HEAD")
@options.folder_in_git
@click.option(
    "--preview", metavar="URL", callback=_address, help="Where HEAD's site is shown; links lead there."
)
def diff(base: str, head: str, folder: str, preview: str) -> None:
    """Describe in Markdown what HEAD changes in the records of BASE.

    BASE and HEAD are branches, tags or commits, and are read from git, not from the working tree. The
    text fits a comment on a pull request, and nothing that a record holds can act in it.
    """
    before, after = comparison.read(base, folder), comparison.read(head, folder)
    if not (before.present or after.present):
        raise click.UsageError(f"neither commit has a folder {quote(folder)}; name one with --catalog")
    click.echo(report.write(comparison.compare(before, after), preview), nl=False)
