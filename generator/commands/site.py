"""`catalog site` and `catalog requested`: the steps of the workflows that publish a site."""

import shutil
from pathlib import Path
from typing import BinaryIO

import click

from generator.commands import options
from generator.diff import trees
from generator.errors import CatalogError, Message, Problem, counted, printable
from generator.hosting import archive as archives
from generator.hosting import issueform, limits
from generator.hosting.branch import Branch

existing_folder = click.Path(path_type=Path, exists=True, file_okay=False)
remote_option = click.option(
    "--remote", default="origin", show_default=True, help="Where the branch is: a name or a URL."
)
branch_option = click.option(
    "--branch", default="gh-pages", show_default=True, help="The branch that the host serves."
)
number = click.IntRange(min=1)


@click.group()
def site() -> None:
    """Publish sites and previews on the served branch."""


@site.command()
@click.argument("commit", type=options.commit)
@click.argument("target", metavar="NEW-FOLDER", type=click.Path(path_type=Path))
@options.folder_in_git
def records(commit: str, target: Path, folder: str) -> None:
    """Copy a commit's records out of git.

    They are written into a new folder, read as data: nothing is checked out. Links, and files that are
    too large or too many, are errors.
    """
    if target.exists():
        raise click.UsageError(f"{printable(str(target))} exists; expected a new folder; remove it")
    if left_out := trees.extract(commit, folder, target):
        shutil.rmtree(target, ignore_errors=True)
        raise CatalogError(left_out)
    if not target.exists():
        raise click.UsageError(f"{commit} has no folder {folder}; name one with --catalog")


@site.command()
@click.argument("folder", metavar="SITE", type=existing_folder)
@click.option(
    "--preview", type=number, help="Publish as the preview of the pull request of this number."
)
@remote_option
@branch_option
def publish(folder: Path, preview: int | None, remote: str, branch: str) -> None:
    """Publish a built site, run in a repository that knows the remote.

    The site replaces all of the branch but the previews. A preview replaces only the one of its number,
    below pr-preview/.
    """
    target = Branch(Path.cwd(), remote, branch)
    changed = target.preview(preview, folder) if preview else target.publish(folder)
    click.echo("published" if changed else "nothing to change")


@site.command()
@click.argument("preview", metavar="NUMBER", type=number)
@remote_option
@branch_option
def remove(preview: int, remote: str, branch: str) -> None:
    """Remove the preview of a pull request, if there is one.

    A page stays in its place that clears what the preview left in browsers, service workers above all.
    """
    changed = Branch(Path.cwd(), remote, branch).remove(preview)
    click.echo("removed" if changed else "nothing to change")


@site.command()
@click.argument("folder", metavar="SITE", type=existing_folder)
@click.option("--host", type=click.Choice(sorted(limits.HOSTS)), help="Default: every host.")
def check(folder: Path, host: str | None) -> None:
    """Check that a site fits the limits of hosts.

    Exits 1 if it is beyond those of --host.
    """
    size = limits.measure(folder)
    click.echo(f"{counted(size.files, 'file')}, {size.site // limits.MEGABYTE:,} MB")
    hosts = (limits.HOSTS[host],) if host else tuple(limits.HOSTS.values())
    beyond = {known.name: "; ".join(limits.excesses(size, known)) for known in hosts}
    for name, found in beyond.items():
        click.echo(f"{name}: {found or 'fits'}")
    if any(beyond.values()):
        click.echo(limits.remedy(folder))
        if host:
            raise SystemExit(1)


@site.command()
@click.argument("folder", metavar="SITE", type=existing_folder)
@click.argument("target", metavar="FILE.zip", type=click.Path(path_type=Path, dir_okay=False))
def archive(folder: Path, target: Path) -> None:
    """Write one archive of a built site, for any static server."""
    count = archives.write(folder.absolute(), target)
    click.echo(f"{target}: {count:,} files, {target.stat().st_size / limits.MEGABYTE:,.1f} MB")


@click.command()
@click.argument("issue", type=click.File("rb"))
def requested(issue: BinaryIO) -> None:
    """Print the id of the paper that the text of an issue asks for.

    ISSUE is what GitHub makes of the form for suggestions. Messages never repeat what it holds.
    """
    try:
        click.echo(issueform.requested(issue.read().decode(errors="replace")).id)
    except Problem as problem:
        file = printable(issue.name)
        message = Message(file, 0, "issue", problem.wrong, problem.expected, problem.remedy)
        raise CatalogError([message]) from None
