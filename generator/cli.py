"""The command `catalog`: check and format records, take papers in, generate pages."""

import sys
from typing import Any

import click

from generator import __version__
from generator.commands.abstracts import abstracts
from generator.commands.add import add
from generator.commands.check import check
from generator.commands.diff import diff
from generator.commands.digest import digest
from generator.commands.edit import edit
from generator.commands.export import export
from generator.commands.find import find
from generator.commands.fmt import fmt
from generator.commands.generate import generate
from generator.commands.import_ import import_
from generator.commands.keys import keys
from generator.commands.links import links
from generator.commands.new import new
from generator.commands.published import published, withdraw
from generator.commands.refresh import refresh
from generator.commands.related import related
from generator.commands.rename import rename
from generator.commands.review import reviewed, suggest, todo
from generator.commands.site import requested, site
from generator.commands.tag import tag
from generator.commands.watch import watch
from generator.errors import CatalogError


class Group(click.Group):
    """A command group that turns errors in content into messages and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; on errors in content or files print them and exit 1."""
        try:
            return super().invoke(ctx)
        except CatalogError as error:
            click.echo("\n".join([str(error), *getattr(error, "__notes__", ())]), err=True)
            sys.exit(1)
        except BrokenPipeError:
            sys.exit(1)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{place}{error.strerror}") from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="papershelf")
def main() -> None:
    """Keep a catalogue of papers.

    Exit codes: 0 all well, 1 findings or bad input, 2 wrong usage.
    """


for command in (
    abstracts,
    add,
    check,
    diff,
    digest,
    edit,
    export,
    find,
    fmt,
    generate,
    import_,
    keys,
    links,
    new,
    published,
    refresh,
    related,
    rename,
    requested,
    reviewed,
    site,
    suggest,
    tag,
    todo,
    watch,
    withdraw,
):
    main.add_command(command)
