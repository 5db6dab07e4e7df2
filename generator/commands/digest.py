"""`catalog digest`: recent additions as text, HTML or an e-mail."""

import re
from datetime import date, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.commands.options import catalog_option, site_beside
from generator.folder import read_catalog
from generator.news.digest import Envelope, gather, html, mail, text
from generator.site import Site

DAYS = re.compile(r"([1-9]\d{0,3})d", re.ASCII)
ADDRESS = re.compile(r"{0}(\.{0})*@{1}(\.{1})*".format(r"[\w!#$%&'*+/=?^`{|}~-]+", r"[\w-]+"), re.ASCII)
SENDER = "PAPERSHELF_MAIL_FROM"
RECIPIENTS = "PAPERSHELF_MAIL_TO"


def _days(ctx: click.Context, _: click.Parameter, value: str | None) -> int | None:
    match = DAYS.fullmatch(value) if value else None
    if value and not match:
        raise click.BadParameter("expected a number of days such as 7d", ctx)
    return int(match[1]) if match else None


def _addresses(ctx: click.Context, _: click.Parameter, value: str) -> str:
    found = getaddresses([value]) if _named(value).isprintable() else []
    if value and not (found and all(ADDRESS.fullmatch(address) for _, address in found)):
        raise click.BadParameter("expected addresses such as reader@example.org, in ASCII", ctx)
    return ", ".join(str(Address(name, addr_spec=address)) for name, address in found if address)


def _address(ctx: click.Context, option: click.Parameter, value: str) -> str:
    if len(getaddresses([value])) > 1:
        raise click.BadParameter("expected one address, as a letter has one sender", ctx)
    return _addresses(ctx, option, value)


def _named(value: str) -> str:
    """Return a header's value with its encoded words decoded."""
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return "\n"


@click.command()
@catalog_option
@click.option(
    "--since",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Papers added from this day on.",
)
@click.option(
    "--last", metavar="7d", callback=_days, help="Papers added from that many days before today on."
)
@click.option(
    "--today",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: str(date.today()),
    show_default="today",
    help="The day that --last counts from.",
)
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
    envvar=RECIPIENTS,
    show_envvar=True,
    default="",
    callback=_addresses,
    help="Who the e-mail is for; several with commas between, all of whom see the others.",
)
@click.option(
    "--from",
    "sender",
    metavar="ADDRESS",
    envvar=SENDER,
    show_envvar=True,
    default="",
    callback=_address,
    help="Who the e-mail is from.",
)
def digest(
    folder: Path,
    since: datetime | None,
    last: int | None,
    today: datetime,
    form: str,
    to: str,
    sender: str,
) -> None:
    """Print what was added to the catalogue lately.

    Where nothing was added nothing is printed, and the exit code is 0.
    """
    if (since is None) == (last is None):
        raise click.UsageError("give either --since or --last")
    first = since.date() if since else _days_before(today.date(), last or 0)
    catalog, _ = read_catalog(folder)
    site, _ = site_beside(folder)
    found = gather(catalog, site, str(first))
    if not found.shown:
        click.echo(f"No paper was added since {first}.", err=True)
    elif form == "eml":
        envelope = Envelope(sender or _nobody(site), to)
        click.echo(bytes(mail(found, envelope)), nl=False)
    else:
        click.echo((html(found) if form == "html" else text(found)).encode(), nl=False)


def _days_before(today: date, days: int) -> date:
    return date.fromordinal(max(1, today.toordinal() - days))


def _nobody(site: Site) -> str:
    """Return the sender of an e-mail for which none is given."""
    try:
        host = (urlsplit(site.url).hostname or "").encode("idna").decode()
    except UnicodeError:
        host = ""
    address = f"papershelf@{host}"
    return address if ADDRESS.fullmatch(address) else "papershelf@localhost"
