"""The digest: as text, as HTML that loads nothing, and handed to real mail servers, good and bad."""

import email
import re
import socket
import ssl
from contextlib import contextmanager
from email.policy import default
from functools import cache

import click
import pytest
import trustme
import yaml
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.catalog.index import Catalog
from generator.catalog.shelf import load
from generator.cli import main
from generator.commands.digest import ADDRESS, _addresses
from generator.news.digest import MOST, WIDTH, Envelope, gather, html, mail, text
from generator.site import Site
from generator.text.texmath import to_text
from support import ROOT, TOY

pytestmark = [
    pytest.mark.filterwarnings("ignore:user_configs is never used:DeprecationWarning"),  # MkDocs' own
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),  # it has TLS already
]
HOSTILE = 'The $\\beta$ of "x": a {{ y }} <b>&amp; it\'s \u202e中文'
PLAIN = HOSTILE.replace("$\\beta$", "β")
SITE = Site("Shelf & <Co>", url="https://shelf.test/sub/")
ENVELOPE = Envelope("Shelf <shelf@shelf.test>", "reader@shelf.test", "2026-11-23")
PASSWORD = "p@ss/wörd".replace("ö", "o")


class Inbox:
    """Keeps what it is sent; refuses addresses that begin with no."""

    def __init__(self):
        self.letters = []

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return "553 not from here" if address.startswith("no") else "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("no"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append((envelope.rcpt_tos, envelope.original_content))
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    known = (data.login, data.password) == (b"shelf", PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@contextmanager
def mail_server(**options):
    """A mail server on this machine; yields what it got and its port."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@pytest.fixture
def inbox(monkeypatch):
    """A mail server without TLS, named by the environment."""
    with mail_server() as (inbox, port):
        monkeypatch.setenv("PAPERSHELF_SMTP_URL", f"smtp://127.0.0.1:{port}?starttls=0")
        yield inbox


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def tls(authority, tmp_path, monkeypatch):
    """A context for servers, whose authority this process trusts."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    return context


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    monkeypatch.setenv("PAPERSHELF_TIMEOUT", "5")
    for name in ("PAPERSHELF_SMTP_URL", "PAPERSHELF_MAIL_FROM", "PAPERSHELF_MAIL_TO"):
        monkeypatch.delenv(name, raising=False)


def digest(*args, toy):
    """Run the command on a project; every paper of the toy catalog is of 20 November 2026."""
    return CliRunner().invoke(main, ["digest", "--catalog", str(toy / "catalog"), *args])


def send(toy, *args, to="reader@shelf.test", sender="shelf@shelf.test"):
    return digest("--since", "2026-11-20", "--send", "--to", to, "--from", sender, *args, toy=toy)


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


def test_where_nothing_was_added_nothing_is_sent(toy, inbox):
    result = digest("--since", "2026-11-21", "--send", toy=toy)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "No paper was added since 2026-11-21.\n"
    assert inbox.letters == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "give either --since or --last"),
        (["--since", "2026-11-20", "--last", "7d"], "give either --since or --last"),
        (["--last", "7"], "expected a number of days such as 7d"),
        (["--last", "٧d"], "expected a number of days such as 7d"),
        (["--since", "20 November"], "does not match the format"),
        (["--last", "7d", "--to", "nobody"], "expected addresses"),
        (["--last", "7d", "--to", "a@b.test\nBcc: c@d.test"], "expected addresses"),
        (["--last", "7d", "--to", "=?utf-8?q?A=0aB?= <a@b.test>"], "expected addresses"),
        (["--last", "7d", "--to", "=?utf-8?b?A?= <a@b.test>"], "expected addresses"),
        (["--last", "7d", "--to", "=?unheard?q?A?= <a@b.test>"], "expected addresses"),
        (["--last", "7d", "--from", "=?utf-8?q?A=0aB?= <a@b.test>"], "expected addresses"),
        (["--last", "7d", "--from", "X <x@y.test>, Z <z@w.test>"], "expected one address"),
        (["--since", "2026-11-20", "--send"], "--send needs --from, or PAPERSHELF_MAIL_FROM"),
    ],
)
def test_wrong_usage_is_told(toy, args, said):
    result = digest(*args, toy=toy)
    assert result.exit_code == 2
    assert said in result.stderr


def test_the_first_day_of_the_calendar_is_early_enough(toy):
    assert "31 papers" in digest("--last", "9999d", "--today", "0001-01-02", toy=toy).stdout


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
    once, again = (digest("--since", "2026-11-20", "--format", "eml", toy=toy) for _ in range(2))
    assert once.stdout_bytes == again.stdout_bytes
    message, plain, page = parts(once.stdout_bytes)
    assert message.defects == []
    assert message["Date"].datetime.isoformat() == "2026-11-20T00:00:00+00:00"
    assert message["Subject"] == "Papershelf: 7 papers added since 20 November 2026"
    assert plain.startswith(message["Subject"])
    assert page.startswith("<!doctype html>")
    assert once.stdout_bytes.isascii()
    assert max(map(len, once.stdout_bytes.splitlines())) <= 78


def test_hostile_text_comes_back_from_an_email():
    message, plain, page = parts(bytes(mail(hostile(), ENVELOPE)))
    assert message["Subject"].startswith("Shelf & <Co>: 7 papers")
    assert PLAIN in plain
    assert PLAIN in [node.text(strip=True) for node in LexborHTMLParser(page).css("h2")]
    assert 'O\'Neil "X" <i>' in plain


def test_a_letter_for_others_has_another_id():
    others = Envelope(ENVELOPE.sender, "other@shelf.test", ENVELOPE.day)
    later = Envelope(ENVELOPE.sender, ENVELOPE.recipients, "2026-11-24")
    first, second, third = (mail(hostile(), to)["Message-ID"] for to in (ENVELOPE, others, later))
    assert first == third != second


@given(st.text() | st.from_regex(ADDRESS, fullmatch=True) | st.text('ab@.,;:<>"() \\\n'))
def test_any_text_is_an_address_or_is_refused(value):
    context = click.Context(main.commands["digest"])
    try:
        accepted = _addresses(context, context.command.params[0], value)
    except click.BadParameter:
        assert not ADDRESS.fullmatch(value)
        return
    found = mail(hostile(), Envelope("a@b.test", accepted, "2026-11-23"))["To"].addresses
    assert all(ADDRESS.fullmatch(address.addr_spec) for address in found)
    assert bool(found) == bool(value)


def test_a_server_takes_the_digest(toy, inbox):
    result = send(toy, "--today", "2026-11-23", to="reader@shelf.test, Other <other@shelf.test>")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "Sent to reader@shelf.test, Other <other@shelf.test>: Papershelf: 7 papers"
    )
    ((recipients, content),) = inbox.letters
    assert recipients == ["reader@shelf.test", "other@shelf.test"]
    message, plain, page = parts(content)
    assert message["Date"].datetime.isoformat() == "2026-11-23T00:00:00+00:00"
    assert "Feature Learning in Infinite-Width Neural Networks" in plain
    assert "Feature Learning in Infinite-Width Neural Networks" in page


def test_the_environment_may_say_who_writes_whom(toy, inbox, monkeypatch):
    monkeypatch.setenv("PAPERSHELF_MAIL_FROM", "shelf@shelf.test")
    monkeypatch.setenv("PAPERSHELF_MAIL_TO", "group@shelf.test")
    assert digest("--since", "2026-11-20", "--send", toy=toy).exit_code == 0
    assert [recipients for recipients, _ in inbox.letters] == [["group@shelf.test"]]


def url(port, scheme="smtp", password=PASSWORD, host="localhost"):
    return f"{scheme}://shelf:{password.replace('@', '%40').replace('/', '%2F')}@{host}:{port}"


SAFE = {"authenticator": authenticate, "auth_required": True}


def test_a_password_is_sent_through_starttls(toy, tls, monkeypatch):
    with mail_server(tls_context=tls, require_starttls=True, **SAFE) as (inbox, port):
        monkeypatch.setenv("PAPERSHELF_SMTP_URL", url(port))
        assert send(toy).exit_code == 0
    assert len(inbox.letters) == 1


def test_a_password_is_sent_through_tls(toy, tls, monkeypatch):
    with mail_server(ssl_context=tls, auth_require_tls=False, **SAFE) as (inbox, port):
        monkeypatch.setenv("PAPERSHELF_SMTP_URL", url(port, "smtps"))
        assert send(toy).exit_code == 0
    assert len(inbox.letters) == 1


def refused(toy, monkeypatch, address, said, **options):
    """Send to a server that will not have it, and return the one line that says why."""
    monkeypatch.setenv("PAPERSHELF_SMTP_URL", address)
    result = send(toy, **options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert "p@ss" not in result.stderr
    return result.stderr


def test_a_wrong_password_is_told_but_not_shown(toy, tls, monkeypatch):
    with mail_server(tls_context=tls, **SAFE) as (inbox, port):
        wrong = url(port, password="p@ssé".replace("é", "e"))
        line = refused(toy, monkeypatch, wrong, "does not know this user and password (535 ")
    assert line.startswith(f"localhost:{port}: mail: ")
    assert inbox.letters == []


def test_a_certificate_of_nobody_is_not_trusted(toy, monkeypatch):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with mail_server(tls_context=context, **SAFE) as (_, port):
        refused(toy, monkeypatch, url(port), "has a certificate that cannot be trusted")


def test_a_certificate_for_another_name_is_not_trusted(toy, tls, monkeypatch):
    with mail_server(tls_context=tls, **SAFE) as (_, port):
        refused(
            toy, monkeypatch, url(port, host="127.0.0.1"), "has a certificate that cannot be trusted"
        )


def test_a_server_without_tls_gets_no_password(toy, monkeypatch):
    with mail_server(auth_require_tls=False, **SAFE) as (_, port):
        refused(toy, monkeypatch, url(port), "does not offer what is needed (STARTTLS")


def test_tls_on_the_wrong_port_is_told(toy, monkeypatch):
    with mail_server() as (_, port):
        refused(toy, monkeypatch, url(port, "smtps"), "does not speak TLS there")


def test_a_port_where_nobody_listens_is_told(toy, monkeypatch):
    refused(toy, monkeypatch, url(free_port()), "refuses connections")


def test_a_name_of_no_server_is_told(toy, monkeypatch):
    refused(toy, monkeypatch, url(587, host="mail.invalid"), "mail.invalid:587: mail: cannot be found")


def test_a_silent_server_is_given_up(toy, monkeypatch):
    monkeypatch.setenv("PAPERSHELF_TIMEOUT", "0.1")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        refused(toy, monkeypatch, url(silent.getsockname()[1], host="127.0.0.1"), "timed out")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"to": "nobody@shelf.test"},
            "refuses all recipients (nobody@shelf.test: 550 nobody of that name)",
        ),
        ({"to": "a@shelf.test, nobody@shelf.test"}, "refuses mail for nobody@shelf.test"),
        ({"to": "a@shelf.test, nobody@shelf.test"}, "send again with --to to them alone"),
        ({"sender": "no@shelf.test"}, "refuses the sender (553 not from here)"),
    ],
)
def test_whom_a_server_refuses_is_told(toy, monkeypatch, options, said):
    with mail_server() as (_, port):
        refused(toy, monkeypatch, f"smtp://127.0.0.1:{port}?starttls=0", said, **options)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "is not set"),
        ("mail.shelf.test:587", "is not the address of a mail server"),
        ("http://mail.shelf.test", "is not the address of a mail server"),
        ("smtp://mail.shelf.test:99999", "is not the address of a mail server"),
        ("smtp://shelf@mail.shelf.test", "is not the address of a mail server"),
        ("smtp://shelf:p@ss/word@mail.shelf.test", "is not the address of a mail server"),
        ("smtps://mail.shelf.test?starttls=0", "is not the address of a mail server"),
        ("smtp://mail.shelf.test?tls=1", "is not the address of a mail server"),
        (f"smtp://{'x' * 64}.test", "is not the address of a mail server"),
        ("smtp://shelf:p%C3%A4ss@mail.shelf.test", "names a user or password beyond ASCII"),
        ("smtp://shelf:p%40ss@mail.shelf.test?starttls=0", "sends a password in the clear"),
    ],
)
def test_an_address_of_no_use_is_told(toy, monkeypatch, address, said):
    line = refused(toy, monkeypatch, address, said)
    assert line.startswith("environment: PAPERSHELF_SMTP_URL: ")


def test_the_workflow_that_readers_are_shown_sends_the_digest():
    page = (ROOT / "docs/about/subscribe.md").read_text("utf-8")
    workflow = yaml.safe_load(page.split("```yaml\n")[1].split("```")[0])
    assert workflow[True]["schedule"] == [{"cron": "0 5 * * 1"}]
    (job,) = workflow["jobs"].values()
    last = job["steps"][-1]
    assert last["run"] == "catalog digest --last 7d --send"
    assert all(f"`{name}`" in page for name in last["env"])
    assert set(last["env"]) == {"PAPERSHELF_SMTP_URL", "PAPERSHELF_MAIL_FROM", "PAPERSHELF_MAIL_TO"}
