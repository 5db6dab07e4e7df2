"""Ask addresses whether they still answer: one at a time, with a pause between two of one host.

HEAD comes first, as it costs the host least; where that is refused or fails, GET without reading what
comes. Hosts that turn programs away say nothing about whether the page is there.
"""

import heapq
import time
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Self
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError, NameResolutionError

from generator import __version__

Verdict = Literal["fine", "moved", "dead", "closed", "unsure"]
"""closed: the host turns programs away; unsure: nothing answered, perhaps only today."""
GONE = frozenset({404, 410})
WALLS = frozenset({401, 402, 403, 405, 406, 407, 418, 429, 451, 503, 999})
"""Answers of hosts that want no programs, or no more of them today."""
RESOLVERS = frozenset({"doi.org", "www.doi.org", "dx.doi.org"})
"""Hosts that only lead on: whether they do is the answer, and the publisher behind is left in peace."""
MOST_REDIRECTS = 10


@dataclass(frozen=True)
class Reply:
    """What became of asking an address."""

    verdict: Verdict
    detail: str = ""
    """A clause after the address: "answers with status 404"."""


class Asker:
    """Asks addresses politely; use it as a context."""

    def __init__(self, pause: float = 2, timeout: float = 30) -> None:
        self.pause, self.timeout = pause, timeout
        """Seconds between two requests to a host, and until one is given up."""
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"papershelf/{__version__}"
        self._session.max_redirects = MOST_REDIRECTS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def ask_all(self, addresses: Iterable[str]) -> Iterator[tuple[str, Reply]]:
        """Yield each address with its reply; while one host rests, another one is asked."""
        waiting: dict[str, deque[str]] = defaultdict(deque)
        for address in addresses:
            waiting[urlsplit(address).netloc].append(address)
        ready = [(0.0, host) for host in waiting]
        heapq.heapify(ready)
        while ready:
            at, host = heapq.heappop(ready)
            time.sleep(max(0, at - time.monotonic()))
            address = waiting[host].popleft()
            yield address, self.ask(address)
            if waiting[host]:
                heapq.heappush(ready, (time.monotonic() + self.pause, host))

    def ask(self, address: str) -> Reply:
        """Return what an address answers."""
        reply = self._request("HEAD", address)
        if reply.verdict in ("fine", "moved"):
            return reply
        time.sleep(self.pause)
        return self._request("GET", address)

    def _request(self, method: str, address: str) -> Reply:
        follow = urlsplit(address).hostname not in RESOLVERS
        try:
            with self._session.request(
                method, address, timeout=self.timeout, stream=True, allow_redirects=follow
            ) as response:
                return _judge(address, response)
        except requests.exceptions.SSLError:
            return Reply("unsure", "has a certificate that cannot be trusted")
        except requests.TooManyRedirects:
            return Reply("unsure", "leads from address to address")
        except requests.Timeout:
            return Reply("unsure", f"does not answer within {self.timeout:g} s")
        except requests.ConnectionError as error:
            unknown = isinstance(getattr(error.args[0], "reason", None), NameResolutionError)
            return Reply("dead", "has a host that is not known") if unknown else _broken()
        except (requests.RequestException, HTTPError, ValueError):
            return _broken()


def _broken() -> Reply:
    return Reply("unsure", "breaks the connection")


def _judge(address: str, response: requests.Response) -> Reply:
    status = response.status_code
    if status in GONE:
        return Reply("dead", f"answers with status {status}")
    if status in WALLS:
        return Reply("closed", f"turns programs away (status {status})")
    if status >= 400:
        return Reply("unsure", f"answers with status {status}")
    asked, found = urlsplit(address), urlsplit(response.url)
    if found.path in ("", "/") and asked.path not in ("", "/"):
        return Reply("dead", f"leads to the front page of {found.hostname}")
    lasting = response.history and all(one.status_code in (301, 308) for one in response.history)
    if lasting and (asked.hostname, asked.path.rstrip("/")) != (found.hostname, found.path.rstrip("/")):
        return Reply("moved", f"has moved to {response.url}")
    return Reply("fine")
