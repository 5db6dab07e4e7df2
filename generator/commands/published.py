"""`catalog published` and `catalog withdraw`: addresses that stay."""

import sys
from pathlib import Path

import click

from generator.catalog import published as register
from generator.catalog.renaming import withdraw_paper
from generator.checks.check import check
from generator.commands.options import catalog_option, today_option
from generator.errors import counted
from generator.folder import change, legible_shelf, read_shelf

day_option = today_option("--day", help="The day of the change.")


@click.command()
@catalog_option
@day_option
@click.option("--write", "writing", is_flag=True, help="Write them into published.txt.")
def published(folder: Path, day: str, writing: bool) -> None:
    """List new addresses and changes for published.txt.

    Once an address is in it, `catalog check` fails if it would disappear, and the site dates the pages,
    the feeds and the API by the days in it.
    """
    shelf = legible_shelf(folder)
    known = shelf.register
    renewed = register.renewed(known, shelf.catalog, day)
    news = [one for address, one in sorted(renewed.items()) if known.get(address) != one]
    for one in news:
        click.echo(f"{'changed' if one.address in known else 'new'}: {one.address}")
    if writing:
        change(folder, {register.FILE: register.text(renewed)}, shelf)
    done = "written" if writing else "to write"
    click.echo(f"{counted(len(news), 'line')} {done}, {len(renewed):,} in all", err=True)


@click.command()
@catalog_option
@click.argument("id")
@click.option("--why", required=True, help="A sentence for readers of the page that is left.")
@day_option
def withdraw(folder: Path, id: str, why: str, day: str) -> None:
    """Take a paper out of the catalogue but keep its addresses.

    Its page then says when and why; its citation and its file in the API stay. Reading lists, relations
    and reading orders lose it. Exits 1 if a text still refers to it, or a list is left empty.
    """
    shelf = legible_shelf(folder)
    for path in change(folder, withdraw_paper(shelf, id, day, why), shelf):
        click.echo(f"{path} written")
    errors = [message for message in check(read_shelf(folder)) if message.level == "error"]
    click.echo("\n".join(map(str, errors)), nl=bool(errors), err=True)
    sys.exit(1 if errors else 0)
