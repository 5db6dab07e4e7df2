"""The digest: as text, as HTML that loads nothing, and as an e-mail that a mail program sends."""

import asyncio
import email
import re
import shutil
import subprocess
from contextlib import contextmanager
from email.policy import default
from functools import cache
from threading import Event, Thread

import pytest
import yaml
from aiosmtpd.controller import UnthreadedController
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.catalog.index import Catalog
from generator.catalog.shelf import load
from generator.cli import main
from generator.commands.digest import ADDRESS, _addresses
from generator.errors import Problem
from generator.news.digest import MOST, WIDTH, gather, html, mail, text
from generator.site import Site
from generator.text.texmath import to_text
from support import ROOT, TOY

pytestmark = [
    pytest.mark.filterwarnings("ignore:user_configs is never used:DeprecationWarning"),  # MkDocs' own
]
HOSTILE = 'The $\\beta$ of "x": a {{ y }} <b>&amp; it\'s \u202e中文'
PLAIN = HOSTILE.replace("$\\beta$", "β")
SITE = Site("Shelf & <Co>", url="https://shelf.test/sub/")
SENDER, READER = "Shelf <shelf@shelf.test>", "reader@shelf.test"


class Inbox:
    """Keeps what it is sent."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append((envelope.rcpt_tos, envelope.original_content))
        return "250 OK"


@contextmanager
def mail_server():
    """A mail server on this machine; yields what it got and its port."""
    inbox, started = Inbox(), Event()
    loop = asyncio.new_event_loop()
    controller = UnthreadedController(inbox, hostname="127.0.0.1", port=0, loop=loop)

    def run():
        controller.begin()
        started.set()
        loop.run_forever()
        controller.end()
        loop.close()

    # A thread of its own: a browser of other tests may have this thread's event loop.
    thread = Thread(target=run)
    thread.start()
    try:
        started.wait()
        yield inbox, controller.server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("PAPERSHELF_MAIL_FROM", "PAPERSHELF_MAIL_TO"):
        monkeypatch.delenv(name, raising=False)


def digest(*args, toy):
    """Run the command on a project; every paper of the toy catalog is of 20 November 2026."""
    return CliRunner().invoke(main, ["digest", "--catalog", str(toy / "catalog"), *args])


def parts(content):
    message = email.message_from_bytes(content, policy=default)
    return message, *(message.get_body((kind,)).get_content() for kind in ("plain", "html"))


@cache
def hostile():
    toy = load(TOY).catalog
    first, *others = added_on("2026-11-20")
    first = first.model_copy(update={"title": HOSTILE, "authors": ('O\'Neil "X" <i>',)})
    return gather(Catalog((first, *others), toy.themes, toy.tags, ()), SITE, "2026-11-01")


def added_on(day):
    return [paper for paper in load(TOY).catalog.papers if paper.added == day]


def test_a_digest_lists_what_came_since_a_day(toy):
    shown = digest("--since", "2026-11-20", toy=toy).stdout
    assert shown.startswith("Papershelf: 7 papers added since 20 November 2026\n")
    assert all(to_text(paper.title).split()[-1] in shown for paper in added_on("2026-11-20"))
    assert "https://papershelf.github.io/papershelf/papers/hopfield-networks-is-all-you-need/" in shown


@pytest.mark.parametrize(("today", "found"), [("2026-11-20", 7), ("2026-11-27", 7), ("2026-11-28", 0)])
def test_the_last_days_count_back_from_today(toy, today, found):
    result = digest("--last", "7d", "--today", today, toy=toy)
    assert result.exit_code == 0
    assert (f"{found} papers" in result.stdout) == bool(found)


def test_where_nothing_was_added_nothing_is_printed(toy):
    result = digest("--since", "2027-01-01", "--format", "eml", toy=toy)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No paper was added since 2027-01-01.\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "give either --since or --last"),
        (["--since", "2026-11-20", "--last", "7d"], "give either --since or --last"),
        (["--last", "7"], "is no number of days; expected one such as 7d"),
        (["--last", "٧d"], "is no number of days; expected one such as 7d"),
        (["--since", "20 November"], "expected YYYY-MM-DD"),
        (["--last", "7d", "--to", "nobody"], "expected addresses"),
        (["--last", "7d", "--to", "a@b.test\nBcc: c@d.test"], "expected addresses"),
        (["--last", "7d", "--to", "=?utf-8?q?A=0aB?= <a@b.test>"], "expected addresses"),
        (["--last", "7d", "--to", "=?utf-8?b?A?= <a@b.test>"], "expected addresses"),
        (["--last", "7d", "--to", "=?unheard?q?A?= <a@b.test>"], "expected addresses"),
        (["--last", "7d", "--from", "=?utf-8?q?A=0aB?= <a@b.test>"], "expected addresses"),
        (["--last", "7d", "--from", "X <x@y.test>, Z <z@w.test>"], "expected one address"),
    ],
)
def test_wrong_usage_is_told(toy, args, said):
    result = digest(*args, toy=toy)
    assert result.exit_code == 2
    assert said in result.stderr


def test_plain_text_is_readable():
    shown = text(hostile())
    assert all(len(line) <= WIDTH for line in shown.splitlines() if not line.startswith("https://"))
    assert " ".join(PLAIN.split()) in " ".join(shown.split())
    assert not any(mark in shown for mark in ("&lt;", "<p", "\\beta"))


def test_html_loads_nothing_and_escapes_everything():
    page = LexborHTMLParser(html(hostile()))
    assert PLAIN in [node.text(strip=True) for node in page.css("h2")]
    assert not page.css(
        "b, i, img, link, script, style, iframe, object, video, audio, [src], [background]"
    )
    styles = " ".join(node.attributes["style"] for node in page.css("[style]"))
    assert "url(" not in styles
    assert "@import" not in styles
    loaded = {name for node in page.css("body *") for name in node.attributes} - {"style", "href"}
    assert loaded == set()
    assert {node.tag for node in page.css("[href]")} == {"a"}


def test_a_site_without_address_leads_to_publishers():
    found = gather(load(TOY).catalog, Site(), "2026-11-01")
    assert "https://arxiv.org/abs/2011.14522" in text(found)
    assert "https://arxiv.org/abs/2011.14522" in html(found)
    assert "papers/" not in text(found) + html(found)


def test_a_long_digest_ends_with_a_link_to_the_week(catalog):
    papers = tuple(paper.model_copy(update={"added": "2026-11-20"}) for paper in catalog.papers)
    found = gather(Catalog(papers, catalog.themes, catalog.tags, ()), SITE, "2026-11-01")
    more = len(papers) - MOST
    assert (len(found.shown), found.left_out) == (MOST, more)
    assert f"and {more} more: https://shelf.test/sub/new/2026-W47/\n" in text(found)
    link = LexborHTMLParser(html(found)).css('a[href="https://shelf.test/sub/new/2026-W47/"]')
    assert [node.text() for node in link] == [f"and {more} more"]


def test_a_digest_of_many_weeks_leads_to_all_of_them(catalog):
    papers = tuple(
        paper.model_copy(update={"added": f"2026-{9 + number % 2:02}-01"})
        for number, paper in enumerate(catalog.papers)
    )
    found = gather(Catalog(papers, catalog.themes, catalog.tags, ()), SITE, "2026-01-01")
    assert found.more == "https://shelf.test/sub/new/"


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://münchen.example/shelf/", "xn--mnchen-3ya.example"),
        ("http://[::1]:8000/", "localhost"),
        (f"http://{'x' * 64}.test/", "localhost"),
    ],
)
def test_a_site_at_any_address_writes_an_email(toy, address, domain):
    settings = toy / "mkdocs.yml"
    known = re.compile(r"^site_url: .*$", re.M)
    settings.write_text(known.sub(f"site_url: {address}", settings.read_text("utf-8")), "utf-8")
    result = digest("--since", "2026-11-20", "--format", "eml", toy=toy)
    message, *_ = parts(result.stdout_bytes)
    assert message["From"] == f"papershelf@{domain}"
    assert message["Message-ID"].endswith(f"@{domain}>")


@pytest.mark.parametrize("form", ["text", "html"])
def test_what_is_printed_is_utf8_whatever_the_terminal_speaks(toy, form):
    asked = ["--since", "2026-11-20", "--format", form]
    result = CliRunner(charset="latin-1").invoke(
        main, ["digest", "--catalog", str(toy / "catalog"), *asked]
    )
    assert result.stdout_bytes.decode() == digest(*asked, toy=toy).stdout_bytes.decode()
    assert "ℬ" in result.stdout_bytes.decode()


def test_an_email_is_the_same_every_time(toy):
    once, again = (
        digest("--since", "2026-11-20", "--today", "2026-11-20", "--format", "eml", toy=toy)
        for _ in range(2)
    )
    assert once.stdout_bytes == again.stdout_bytes
    message, plain, page = parts(once.stdout_bytes)
    assert message.defects == []
    assert message["Subject"] == "Papershelf: 7 papers added since 20 November 2026"
    assert plain.startswith(message["Subject"])
    assert page.startswith("<!doctype html>")
    assert once.stdout_bytes.isascii()
    assert max(map(len, once.stdout_bytes.splitlines())) <= 78


def test_hostile_text_comes_back_from_an_email():
    message, plain, page = parts(bytes(mail(hostile(), SENDER, READER)))
    assert message["Subject"].startswith("Shelf & <Co>: 7 papers")
    assert PLAIN in plain
    assert PLAIN in [node.text(strip=True) for node in LexborHTMLParser(page).css("h2")]
    assert 'O\'Neil "X" <i>' in plain


def test_a_letter_says_which_list_it_is_of_and_how_to_leave_it():
    message = mail(hostile(), SENDER, "")
    assert message["List-Id"] == "<digest.shelf.test>"
    assert message["List-Unsubscribe"] == "<mailto:shelf@shelf.test?subject=unsubscribe>"


def test_a_letter_for_others_has_another_id():
    first, second = (mail(hostile(), SENDER, to)["Message-ID"] for to in (READER, "other@shelf.test"))
    assert first != second


@given(st.text() | st.from_regex(ADDRESS, fullmatch=True) | st.text('ab@.,;:<>"() \\\n'))
def test_any_text_is_an_address_or_is_refused(value):
    try:
        accepted = _addresses(value)
    except Problem:
        assert not ADDRESS.fullmatch(value) or "=?" in value
        return
    found = mail(hostile(), "a@b.test", accepted)["To"].addresses
    assert all(ADDRESS.fullmatch(address.addr_spec) for address in found)
    assert bool(found) == bool(value)


@pytest.mark.skipif(not shutil.which("msmtp"), reason="msmtp is not installed")
def test_a_mail_program_sends_the_email(toy):
    printed = digest(
        *("--since", "2026-11-20", "--today", "2026-11-23", "--format", "eml"),
        *("--to", "reader@shelf.test, Other <other@shelf.test>", "--from", "shelf@shelf.test"),
        toy=toy,
    )
    with mail_server() as (inbox, port):
        program = [
            "msmtp",
            "--file=/dev/null",
            "--host=127.0.0.1",
            f"--port={port}",
            "--tls=off",
            "--auth=off",
        ]
        subprocess.run([*program, "--read-envelope-from", "-t"], input=printed.stdout_bytes, check=True)
    ((recipients, content),) = inbox.letters
    assert recipients == ["reader@shelf.test", "other@shelf.test"]
    message, plain, page = parts(content)
    assert message["Date"], "the program adds it"
    for paper in added_on("2026-11-20")[:MOST]:
        assert to_text(paper.title) in " ".join(plain.split())
    assert page.startswith("<!doctype html>")


def test_the_workflow_that_readers_are_shown_sends_the_digest():
    page = (ROOT / "docs/about/subscribe.md").read_text("utf-8")
    workflow = yaml.safe_load(page.split("```yaml\n")[1].split("```")[0])
    assert workflow[True]["schedule"] == [{"cron": "0 5 * * 1"}]
    (job,) = workflow["jobs"].values()
    last = job["steps"][-1]
    assert "catalog digest --last 7d --format eml > digest.eml" in last["run"]
    assert all(f"`{name}`" in page for name in last["env"])
