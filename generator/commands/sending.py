"""A letter handed to the mail server that the environment names, with TLS unless it says otherwise."""

import os
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit

from generator.errors import CatalogError, Message, Problem
from generator.importers.services.client import Patience

VARIABLE = "PAPERSHELF_SMTP_URL"
FORM = "expected smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465"
PORTS = {"smtp": 587, "smtps": 465}
EXPLANATIONS: tuple[tuple[type[OSError], Problem], ...] = tuple(
    (kind, Problem(wrong, f"expected {expected}", remedy))
    for kind, wrong, expected, remedy in (
        (
            smtplib.SMTPAuthenticationError,
            "does not know this user and password",
            "those of an account there",
            f"correct {VARIABLE}; in a password, @ is written %40 and / is written %2F",
        ),
        (
            smtplib.SMTPNotSupportedError,
            "does not offer what is needed",
            "STARTTLS, and a log-in if a user is named",
            "use smtps://, or ?starttls=0 for a server in your own network",
        ),
        (
            smtplib.SMTPSenderRefused,
            "refuses the sender",
            "an address for which it sends",
            "set PAPERSHELF_MAIL_FROM to one",
        ),
        (
            smtplib.SMTPRecipientsRefused,
            "refuses all recipients",
            "addresses to which it sends",
            "correct --to or PAPERSHELF_MAIL_TO",
        ),
        (
            smtplib.SMTPServerDisconnected,
            "broke the connection",
            "a mail server that goes on",
            "use smtp:// for port 587 and smtps:// for port 465, or try again later",
        ),
        (smtplib.SMTPException, "did not take the letter", "a server that does", "try again later"),
        (
            ssl.SSLCertVerificationError,
            "has a certificate that cannot be trusted",
            "one for this name by a known authority",
            "name the server as its certificate does",
        ),
        (ssl.SSLError, "does not speak TLS there", "TLS", "use smtp:// for port 587, smtps:// for 465"),
        (
            TimeoutError,
            "did not answer in time",
            "a mail server",
            "use smtps:// for port 465, or try again later",
        ),
        (socket.gaierror, "cannot be found", "the name of a server", f"correct {VARIABLE}"),
        (ConnectionRefusedError, "refuses connections", "a mail server there", f"correct {VARIABLE}"),
        (OSError, "cannot be reached", "a way to it", "try again later"),
    )
)
"""What is said of each kind of error: the first that fits."""


@dataclass(frozen=True)
class Server:
    """A mail server and how to speak with it."""

    host: str
    port: int
    safety: Literal["tls", "starttls", "none"]
    """TLS from the first byte, from STARTTLS on, or never."""
    user: str
    password: str = field(repr=False)

    def error(self, problem: Problem, words: str = "") -> CatalogError:
        """Return an error about what the server does, with its own words but without the password."""
        wrong = f"{problem.wrong} ({words})" if words else problem.wrong
        wrong = wrong.replace(self.password, "***") if self.password else wrong
        place = f"{self.host}:{self.port}"
        return CatalogError([Message(place, 0, "mail", wrong, problem.expected, problem.remedy)])


def server_from_environment() -> Server:
    """Return the server that PAPERSHELF_SMTP_URL names; raise CatalogError if it names none.

    No message quotes the address, which holds a password.
    """
    address = os.environ.get(VARIABLE, "")
    if not address:
        _refuse("is not set", FORM)
    try:
        server = _server(address)
    except ValueError:
        _refuse("is not the address of a mail server", FORM)
    if not f"{server.user}{server.password}".isascii():
        _refuse("names a user or password beyond ASCII", "expected what every mail server takes")
    if server.safety == "none" and server.password:
        _refuse("sends a password in the clear", "expected no starttls=0 beside a password")
    return server


def send(message: EmailMessage, server: Server) -> None:
    """Hand a message to a server for all whom it names; raise CatalogError if any of them is refused."""
    with _explained(server), _connection(server) as connection:
        if server.user:
            connection.login(server.user, server.password)
        refused = connection.send_message(message)
    if refused:
        wrong = f"refuses mail for {', '.join(sorted(refused))}; the others have theirs"
        remedy = "correct these addresses, then send again with --to to them alone"
        raise server.error(Problem(wrong, "expected addresses to which it sends", remedy))


def _server(address: str) -> Server:
    """Read a server's address; raises ValueError where it is none."""
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    # TLS from the first byte leaves nothing to start.
    starttls = options.pop("starttls", "1") if parts.scheme == "smtp" else "1"
    host, user, password = (
        parts.hostname or "",
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )
    host.encode("idna")
    usable = parts.scheme in PORTS and host and parts.path in ("", "/") and not parts.fragment
    if not usable or options or starttls not in ("0", "1") or bool(user) != bool(password):
        raise ValueError
    safety: Literal["starttls", "none"] = "starttls" if starttls == "1" else "none"
    port = parts.port or PORTS[parts.scheme]
    return Server(host, port, "tls" if parts.scheme == "smtps" else safety, user, password)


@contextmanager
def _connection(server: Server) -> Iterator[smtplib.SMTP]:
    context, timeout = ssl.create_default_context(), Patience.from_environment().timeout
    if server.safety == "tls":
        with smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context) as connection:
            yield connection
        return
    with smtplib.SMTP(server.host, server.port, timeout=timeout) as connection:
        if server.safety == "starttls":
            connection.starttls(context=context)
        yield connection


@contextmanager
def _explained(server: Server) -> Iterator[None]:
    """Turn what goes wrong with a server into a message that says what to do."""
    try:
        yield
    except OSError as error:
        problem = next(problem for kind, problem in EXPLANATIONS if isinstance(error, kind))
        raise server.error(problem, _words(error)) from None


def _words(error: OSError) -> str:
    """Return what the server, or this machine about it, says of an error."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = (f"{name}: {_answer(*answer)}" for name, answer in sorted(error.recipients.items()))
        return ", ".join(answers)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return str(getattr(error, "verify_message", "") or error.strerror or error)


def _answer(code: int, words: bytes | str) -> str:
    shown = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(f"{code} {shown}".split())


def _refuse(wrong: str, expected: str) -> NoReturn:
    remedy = "set the environment variable"
    raise CatalogError([Message("environment", 0, VARIABLE, wrong, expected, remedy)])
