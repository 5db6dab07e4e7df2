"""`catalog digest`: recent additions as text, HTML or an e-mail."""

import re
from datetime import date, timedelta
from email.headerregistry import Address
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.commands.options import catalog_option, checked, day_option, site_beside, today_option
from generator.errors import Problem, quote
from generator.folder import read_catalog
from generator.news.digest import gather, html, mail, text
from generator.site import Site

ADDRESS = re.compile(r"{0}(\.{0})*@{1}(\.{1})*".format(r"[\w!#$%&'*+/=?^`{|}~-]+", r"[\w-]+"), re.ASCII)
DAYS = re.compile(r"([1-9]\d{0,3})d", re.ASCII)


def _days(value: str) -> timedelta:
    match = DAYS.fullmatch(value)
    if not match:
        raise Problem(f"{quote(value)} is no number of days", "expected one such as 7d", "correct it")
    return timedelta(int(match[1]))


def _addresses(value: str) -> str:
    """Return addresses as a header holds them, "" for none."""
    found = getaddresses([value]) if value.isprintable() and "=?" not in value else []
    if value and not (found and all(ADDRESS.fullmatch(address) for _, address in found)):
        expected, remedy = "expected addresses such as reader@example.org, in ASCII", "correct them"
        raise Problem(f"{quote(value)} cannot be written to", expected, remedy)
    return ", ".join(str(Address(name, addr_spec=address)) for name, address in found if address)


def _address(value: str) -> str:
    if len(getaddresses([value])) > 1:
        wrong = f"{quote(value)} names several"
        raise Problem(wrong, "expected one address", "name the one who sends it")
    return _addresses(value)


@click.command()
@catalog_option
@day_option("--since", help="Papers added from this day on.")
@click.option(
    "--last",
    metavar="7d",
    type=checked(_days),
    help="Papers added from that many days before today on.",
)
@today_option("--today", help="The day that --last counts from.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "eml"]),
    default="text",
    help="What to print; eml is an e-mail with both the others.",
)
@click.option(
    "--to",
    metavar="ADDRESS",
    envvar="PAPERSHELF_MAIL_TO",
    show_envvar=True,
    default="",
    type=checked(_addresses),
    help="Who the e-mail is for; several with commas between, all of whom see the others.",
)
@click.option(
    "--from",
    "sender",
    metavar="ADDRESS",
    envvar="PAPERSHELF_MAIL_FROM",
    show_envvar=True,
    default="",
    type=checked(_address),
    help="Who the e-mail is from.",
)
def digest(
    folder: Path, since: str | None, last: timedelta | None, today: str, form: str, to: str, sender: str
) -> None:
    """Print what was added to the catalogue lately.

    Where nothing was added nothing is printed, and the exit code is 0.
    """
    if (since is None) == (last is None):
        raise click.UsageError("give either --since or --last")
    first = since or str(date.fromisoformat(today) - (last or timedelta()))
    catalog, _ = read_catalog(folder)
    site, _ = site_beside(folder)
    found = gather(catalog, site, first)
    if not found.shown:
        click.echo(f"No paper was added since {first}.", err=True)
    elif form == "eml":
        click.echo(bytes(mail(found, sender or _nobody(site), to)), nl=False)
    else:
        click.echo((html(found) if form == "html" else text(found)).encode(), nl=False)


def _nobody(site: Site) -> str:
    """Return the sender of an e-mail for which none is given."""
    try:
        return _addresses(f"papershelf@{(urlsplit(site.url).hostname or '').encode('idna').decode()}")
    except (Problem, UnicodeError):
        return "papershelf@localhost"
