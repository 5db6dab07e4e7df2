"""`catalog site` and `catalog requested`: what the workflows on a host do."""

from pathlib import Path
from typing import BinaryIO

import click

from generator.errors import CatalogError, Message, Problem, printable
from generator.hosting import artifact, issueform, pulls
from generator.hosting.branch import Branch

existing_file = click.Path(path_type=Path, exists=True, dir_okay=False)
existing_folder = click.Path(path_type=Path, exists=True, file_okay=False)
remote_option = click.option(
    "--remote", default="origin", show_default=True, help="Where the branch is: a name or an address."
)
branch_option = click.option(
    "--branch", default="gh-pages", show_default=True, help="The branch that the host serves."
)
number = click.IntRange(min=1)


@click.group()
def site() -> None:
    """Check and publish built sites.

    A site that strangers built is checked first; a host serves the branch it is published on.
    """


@site.command()
@click.argument("archive", type=existing_file)
@click.option(
    "--unpack",
    "folder",
    type=click.Path(path_type=Path),
    help="A new folder for the site, once it has passed.",
)
def check(archive: Path, folder: Path | None) -> None:
    """Say what keeps a site's archive from being published.

    ARCHIVE is a ZIP file. Nothing is unpacked before all of it was judged: paths, kinds of files, their
    number and their true sizes.
    """
    files = artifact.unpack(archive, folder) if folder else artifact.check(archive)
    click.echo(f"{files:,} files, fit to be published")


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
    place = Branch(Path.cwd(), remote, branch)
    changed = place.preview(preview, folder) if preview else place.publish(folder)
    click.echo("published" if changed else "nothing to change")


@site.command()
@click.argument("preview", metavar="NUMBER", type=number)
@remote_option
@branch_option
def remove(preview: int, remote: str, branch: str) -> None:
    """Remove the preview of a pull request, if there is one."""
    changed = Branch(Path.cwd(), remote, branch).remove(preview)
    click.echo("removed" if changed else "nothing to change")


@site.command()
@click.argument("event", type=click.File("rb"))
@click.argument("answer", metavar="PULLS", type=click.File("rb"))
def pull(event: BinaryIO, answer: BinaryIO) -> None:
    """Print the number and the commits of a build's pull request.

    EVENT is the JSON of GitHub's event workflow_run, PULLS its list of pull requests from the branch
    that was built. What the build itself says is not asked.
    """
    found = pulls.find(event.read(), answer.read())
    click.echo(f"number={found.number}\nhead={found.head.sha}\nbase={found.base.sha}")


@click.command()
@click.argument("issue", type=click.File("rb"))
def requested(issue: BinaryIO) -> None:
    """Print the id of the paper that the text of an issue asks for.

    ISSUE is what GitHub makes of the form for suggestions. What stands there is never repeated in a
    message.
    """
    try:
        click.echo(issueform.requested(issue.read().decode(errors="replace")).id)
    except Problem as problem:
        place = printable(issue.name)
        message = Message(place, 0, "issue", problem.wrong, problem.expected, problem.remedy)
        raise CatalogError([message]) from None
