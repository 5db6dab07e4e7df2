"""A polite HTTP client: identified, slow, with limited retries."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from generator import __version__
from generator.errors import CatalogError, Message, Problem, quote

BUSY = frozenset({429, 500, 502, 503, 504})
"""Answers after which asking again later can help."""
BROKEN = (
    requests.Timeout,
    requests.ConnectionError,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
    HTTPError,
)
"""What goes wrong on the way, and may go right the next time."""
PIECE = 65_536


@dataclass(frozen=True)
class Service:
    """A web service and the pause it wants between requests."""

    name: str
    variable: str
    """The environment variable that names another address."""
    default: str
    pause: float
    """Seconds from the start of one request to the start of the next."""

    @property
    def address(self) -> str:
        """Where the service answers; raises CatalogError if the environment names no web address."""
        address = os.environ.get(self.variable) or self.default
        try:
            parts = urlsplit(address)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            usable = False
        if not usable:
            expected = "expected an address that starts with https:// or http://"
            raise _unusable(self.variable, address, expected)
        return address.rstrip("/")

    def message(self, field: str, problem: Problem) -> Message:
        """Return a message about something that the service says or fails to say."""
        return Message(self.address, 0, field, problem.wrong, problem.expected, problem.remedy)


@dataclass(frozen=True)
class Patience:
    """Waiting times in seconds, and limits on attempts and on the size of a response."""

    pause: float | None = None
    """Between requests, in place of what each service wants."""
    timeout: float = 30
    """For a connection, and then for each piece of an answer."""
    whole: float = 300
    """For all of one answer."""
    asked: float = 120
    """The longest that a service may ask us to wait before it is tried again."""
    attempts: int = 5
    largest: int = 50_000_000
    """Bytes of an answer."""

    @classmethod
    def from_environment(cls) -> Self:
        """Read PAPERSHELF_PAUSE and PAPERSHELF_TIMEOUT, both in seconds.

        Raises CatalogError where they hold something else.
        """
        timeout = _seconds("PAPERSHELF_TIMEOUT", least=0.001)
        pause = _seconds("PAPERSHELF_PAUSE", least=0)
        return (
            cls(pause=pause)
            if timeout is None
            else cls(pause=pause, timeout=timeout, whole=10 * timeout)
        )


@dataclass(frozen=True)
class Answer:
    """A response of a service."""

    status: int
    body: bytes


class Client:
    """Asks services one request at a time; close it, or use it as a context."""

    def __init__(
        self, patience: Patience | None = None, say: Callable[[str], object] = lambda _: None
    ) -> None:
        self.patience = patience or Patience.from_environment()
        self.say = say
        """Takes a line for the curator, such as "arXiv is busy (429), trying again in 6 s"."""
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"papershelf/{__version__}"
        self._session.max_redirects = 5
        self._asked: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def get(
        self,
        service: Service,
        path: str = "",
        query: Mapping[str, str] | None = None,
        accept: frozenset[int] = frozenset(),
        form: str = "*/*",
    ) -> Answer:
        """Return what a service answers with status 200 or one of those in `accept`.

        `form` is the media type that is asked for.
        Raises CatalogError if it cannot be had; waits between attempts double, from twice the pause on.
        """
        url, wait = service.address + path, 2 * self._pause(service)
        for attempt in range(1, self.patience.attempts + 1):
            self._keep_pause(service)
            try:
                return self._attempt(url, query or {}, accept, form)
            except _RefusedError as refused:
                if attempt == self.patience.attempts or not refused.passing:
                    raise CatalogError(
                        [service.message("answer", self._gave_up(refused, attempt))]
                    ) from None
                delay = wait if refused.wait is None else max(refused.wait, self._pause(service))
                self.say(f"{service.name} {refused.what}, trying again in {delay:g} s")
            time.sleep(delay)
            wait *= 2
        raise AssertionError("the last attempt returns or raises")

    def _pause(self, service: Service) -> float:
        return service.pause if self.patience.pause is None else self.patience.pause

    def _keep_pause(self, service: Service) -> None:
        since = time.monotonic() - self._asked.get(service.name, float("-inf"))
        time.sleep(max(0, self._pause(service) - since))
        self._asked[service.name] = time.monotonic()

    def _attempt(self, url: str, query: Mapping[str, str], accept: frozenset[int], form: str) -> Answer:
        timeout = (self.patience.timeout, self.patience.timeout)
        headers = {"Accept": form}
        try:
            with self._session.get(
                url, params=query, headers=headers, timeout=timeout, stream=True
            ) as response:
                if response.status_code not in {200, *accept}:
                    raise self._refusal(response)
                return Answer(response.status_code, self._body(response))
        except requests.exceptions.SSLError:
            raise _RefusedError("has a certificate that cannot be trusted", passing=False) from None
        except BROKEN as error:
            raise _RefusedError(self._broken(error)) from None
        except requests.TooManyRedirects:
            raise _RefusedError("sends us from address to address", passing=False) from None
        except (requests.RequestException, ValueError):
            raise _RefusedError("sends us to what is not a web address", passing=False) from None

    def _body(self, response: requests.Response) -> bytes:
        end, body = time.monotonic() + self.patience.whole, bytearray()
        # read1 returns what has come; other ways to read wait for a full piece, past every deadline.
        while piece := response.raw.read1(PIECE, decode_content=True):
            body += piece
            if len(body) > self.patience.largest:
                size = f"{self.patience.largest / 1_000_000:g} MB"
                raise _RefusedError(f"answered with more than {size}", passing=False)
            if time.monotonic() > end:
                raise _RefusedError(f"took more than {self.patience.whole:g} s to answer")
        return bytes(body)

    def _refusal(self, response: requests.Response) -> "_RefusedError":
        status, wait = response.status_code, _retry_after(response.headers)
        if status not in BUSY:
            return _RefusedError(f"answered with status {status}", passing=False)
        if wait is not None and wait > self.patience.asked:
            return _RefusedError(f"is busy ({status}) and asks us to wait {wait:.0f} s", passing=False)
        return _RefusedError(f"is busy ({status})", wait=wait)

    def _broken(self, error: Exception) -> str:
        slow = isinstance(error, requests.Timeout) or "timed out" in str(error)
        return f"did not answer within {self.patience.timeout:g} s" if slow else "broke the connection"

    def _gave_up(self, refused: "_RefusedError", attempts: int) -> Problem:
        tried = f", tried {attempts} times" if attempts > 1 else ""
        later = "try again later; what came before is kept"
        remedy = later if refused.passing else "open the address in a browser, or try again later"
        return Problem(f"{refused.what}{tried}", "expected an answer", remedy)


class _RefusedError(Exception):
    """A failed attempt."""

    def __init__(self, what: str, passing: bool = True, wait: float | None = None) -> None:
        super().__init__(what)
        self.what, self.passing, self.wait = what, passing, wait


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of a Retry-After header; dates are measured from the response's own date."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked[:9])
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(headers.get("Date", ""))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _seconds(variable: str, least: float) -> float | None:
    text = os.environ.get(variable, "")
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not least <= seconds <= 3600:
        raise _unusable(variable, text, "expected a number of seconds, at most 3600")
    return seconds


def _unusable(variable: str, value: str, expected: str) -> CatalogError:
    remedy = "set the environment variable anew, or unset it"
    return CatalogError([Message("environment", 0, variable, f"holds {quote(value)}", expected, remedy)])
