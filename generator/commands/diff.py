"""`catalog diff`: describe in Markdown how two commits' records differ."""

import click

from generator.commands import options
from generator.diff import comparison, report
from generator.errors import quote
from generator.starter.answers import check_site


@click.command()
@click.argument("base", type=options.commit)
@click.argument("head", type=options.commit, default="HEAD")
@options.folder_in_git
@click.option(
    "--preview",
    metavar="URL",
    type=options.checked(check_site),
    help="Where HEAD's site is shown; links lead there.",
)
def diff(base: str, head: str, folder: str, preview: str | None) -> None:
    """Describe in Markdown what HEAD changes in the records of BASE.

    BASE and HEAD are branches, tags or commits, and are read from git, not from the working tree. The
    text fits a comment on a pull request, and nothing that a record holds can act in it.
    """
    before, after = comparison.read(base, folder), comparison.read(head, folder)
    if not (before.present or after.present):
        raise click.UsageError(f"neither commit has a folder {quote(folder)}; name one with --catalog")
    click.echo(report.write(comparison.compare(before, after), preview or ""), nl=False)
