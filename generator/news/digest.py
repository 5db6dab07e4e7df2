"""Recent additions as a message: plain text, HTML, or both in one e-mail.

The same additions give the same bytes; sender and recipients are arguments.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from textwrap import wrap

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator import permalinks
from generator.bibliography.dates import day_in_words
from generator.catalog.index import Catalog
from generator.catalog.listings import week
from generator.errors import counted
from generator.news.additions import Addition, describe, newest_first
from generator.site import Site

MOST = 20
"""Papers in a digest; the site's pages have the rest."""
MOST_AUTHORS = 6
WIDTH = 72
POLICY = SMTP.clone(cte_type="7bit")
"""Not every server that a letter passes takes eight bits."""


@dataclass(frozen=True)
class Digest:
    """The additions since a day."""

    site: Site
    since: str
    shown: tuple[Addition, ...]
    """The newest."""
    left_out: int
    """How many papers more there are."""
    more: str
    """The address of the page that has them."""

    @property
    def subject(self) -> str:
        """Say in one line what the letter holds."""
        count = len(self.shown) + self.left_out
        name = " ".join(self.site.name.split())
        return f"{name}: {counted(count, 'paper')} added since {day_in_words(self.since)}"

    @property
    def rest(self) -> str:
        """Return how many papers the message leaves out, in words, "" for none."""
        return f"and {self.left_out:,} more" if self.left_out else ""


def gather(catalog: Catalog, site: Site, since: str) -> Digest:
    """Return the papers that were added on a day (YYYY-MM-DD) or later."""
    papers = newest_first(paper for paper in catalog.papers if paper.added >= since)
    weeks = {week(paper.added) for paper in papers[MOST:]}
    page = permalinks.week(weeks.pop()) if len(weeks) == 1 else permalinks.NEW
    shown = tuple(describe(paper, catalog, site) for paper in papers[:MOST])
    return Digest(site, since, shown, len(papers[MOST:]), site.address(permalinks.url(page)))


def text(digest: Digest) -> str:
    """Return the digest as plain text, in lines that fit a terminal."""
    blocks = [digest.subject, *("\n".join(_lines(digest, addition)) for addition in digest.shown)]
    known = bool(digest.site.url)
    if digest.rest:
        blocks.append(f"{digest.rest}: {digest.more}" if known else digest.rest)
    if known:
        blocks.append(f"-- \n{digest.site.name}\n{digest.site.url}")
    return "\n\n\n".join(blocks) + "\n"


def html(digest: Digest) -> str:
    """Return the digest as a page of its own that loads nothing, for programs that show e-mail."""
    return _environment().get_template("digest.html").render(digest=digest)


def mail(digest: Digest, sender: str, recipients: str) -> EmailMessage:
    """Return the digest as an e-mail with both forms; `recipients` is "" while nobody is named.

    The same digest for the same people always has the same Message-ID, by which programs know a letter
    that was sent twice.
    """
    message = EmailMessage(policy=POLICY)
    message["Subject"] = digest.subject
    message["From"] = sender
    message["To"] = recipients or "undisclosed-recipients:;"
    plain = text(digest)
    mark = sha256(f"{recipients}\n{plain}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{mark}@{message['From'].addresses[0].domain}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in _list_headers(digest, message["From"].addresses[0]):
        message[name] = value
    message.set_content(plain)
    message.add_alternative(html(digest), subtype="html")
    message.set_boundary(f"=_{mark}")
    return message


def _list_headers(digest: Digest, sender: Address) -> Iterator[tuple[str, str]]:
    """Yield what programs sort letters by, and how a reader gets no more of them (RFC 2919 and 2369)."""
    yield "List-Id", f"<digest.{sender.domain}>"
    yield "List-Unsubscribe", f"<mailto:{sender.addr_spec}?subject=unsubscribe>"
    if digest.site.url:
        archive = digest.site.address(permalinks.url(permalinks.NEW))
        yield "List-Archive", f"<{archive}>"


def byline(addition: Addition) -> str:
    """Return the first authors and how many more there are."""
    more = len(addition.authors) - MOST_AUTHORS
    shown = ", ".join(addition.authors[:MOST_AUTHORS])
    return f"{shown} and {more} more" if more > 0 else shown


def facts(addition: Addition) -> str:
    """Return year, venue and themes, where known."""
    return "; ".join(filter(None, (addition.year, addition.venue, ", ".join(addition.themes))))


def address(digest: Digest, addition: Addition) -> str:
    """Return where the paper is read about: its page or, where no address is known, its publisher's."""
    return addition.page if digest.site.url else addition.elsewhere


def _lines(digest: Digest, addition: Addition) -> Iterator[str]:
    yield from _wrapped(addition.title)
    yield from _wrapped(byline(addition))
    yield from _wrapped(facts(addition))
    if addition.text:
        yield ""
        yield from _wrapped(addition.text)
    if place := address(digest, addition):
        yield ""
        yield place


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator.news"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"byline": byline, "facts": facts, "address": address}
    return environment
