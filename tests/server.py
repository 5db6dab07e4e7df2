"""arXiv, Crossref, doi.org and Daily Papers on this machine, with invented papers, and faults on demand.

    services = pytest.fixture(serve)

    def test_x(services):
        services.add_arxiv("2401.00001", title="Invented")
        services.faults = [status(429, {"Retry-After": "0"}), None]

A fault takes the place of one answer, in the order of requests; None stands for the proper answer, and
the fault in `services.always` answers whatever the list leaves. The fixture sets the environment; other
processes take `services.environment`.
"""

import json
import re
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape, quoteattr

ABSTRACT = "We invent a result for this test.\nIt holds nowhere else."


@dataclass(frozen=True)
class Fault:
    """An answer other than the proper one."""

    status: int = 200
    body: bytes = b""
    headers: dict = field(default_factory=dict)
    wait: float = 0
    """Seconds before the answer."""
    missing: int = 0
    """Bytes announced but not sent."""
    silent: bool = False
    """Close the connection without a word."""
    drip: float = 0
    """Seconds between two bytes."""


def status(code, headers=None, body=b"busy"):
    return Fault(code, body, headers or {})


def says(body, kind="text/html"):
    return Fault(body=body.encode() if isinstance(body, str) else body, headers={"Content-Type": kind})


def redirect(address):
    return Fault(302, headers={"Location": address})


def slow(seconds):
    return Fault(wait=seconds)


CLOSED = Fault(silent=True)
CUT = Fault(body=b"<feed", missing=100)
HTML = says("<!DOCTYPE html><html><body>We are down for maintenance</body></html>")
BOMB = says(
    '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>',
    "application/atom+xml",
)


@dataclass(frozen=True)
class Request:
    path: str
    query: dict
    agent: str
    at: float
    """Seconds of a clock that only goes forward."""


class Services:
    """The three services on a free port; a context that ends them."""

    def __init__(self):
        self.entries, self.works, self.days, self.items = {}, {}, {}, {}
        self.faults, self.always, self.requests = [], None, []
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.services = self
        self.base = f"http://127.0.0.1:{self._server.server_port}"
        self.environment = {
            "PAPERSHELF_ARXIV_API": f"{self.base}/arxiv",
            "PAPERSHELF_CROSSREF_API": f"{self.base}/works",
            "PAPERSHELF_DOI_API": f"{self.base}/doi",
            "PAPERSHELF_DAILY_PAPERS_API": f"{self.base}/daily",
            "PAPERSHELF_PAUSE": "0.01",
            "PAPERSHELF_TIMEOUT": "60",
            "NO_PROXY": "127.0.0.1",
        }

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def add_arxiv(self, id, version=1, **facts):
        """Let arXiv know a paper; facts are those of `atom_entry`."""
        self.entries[id] = atom_entry(id, version, **facts)

    def add_work(self, doi, **facts):
        """Let Crossref know a paper; facts are keys of its JSON, - written _."""
        named = {key.replace("_", "-"): value for key, value in facts.items()}
        self.works[doi] = {"DOI": doi, "title": ["An Invented Work"], "type": "journal-article", **named}

    def add_item(self, doi, **facts):
        """Let doi.org know a DOI of another registrar; facts are keys of CSL-JSON, - written _."""
        named = {key.replace("_", "-"): value for key, value in facts.items()}
        item = {
            "id": f"https://doi.org/{doi}",
            "DOI": doi,
            "title": "An Invented Item",
            "type": "article",
        }
        self.items[doi] = {**item, **named}

    def add_daily(self, day, *ids, **facts):
        """Put papers on the list of a day."""
        self.days.setdefault(day, []).extend(daily_item(id, **facts) for id in ids)

    def gaps(self):
        """Return the seconds between the requests."""
        times = [request.at for request in self.requests]
        return [later - earlier for earlier, later in pairwise(times)]

    def answer(self, path, query):
        if path == "/arxiv":
            if "search_query" in query:
                return 200, self.search(query).encode()
            ids = query["id_list"].split(",")[: int(query["max_results"])]
            return 200, atom_feed(
                *(self.entries[id] for id in reversed(ids) if id in self.entries)
            ).encode()
        if path.startswith("/works/"):
            work = self.works.get(unquote(path.removeprefix("/works/")))
            envelope = {
                "status": "ok",
                "message-type": "work",
                "message-version": "1.0.0",
                "message": work,
            }
            return (200, json.dumps(envelope).encode()) if work else (404, b"Resource not found.")
        if path == "/works":
            wanted = set(query["query.bibliographic"].lower().split())
            fitting = [
                work for work in self.works.values() if wanted & set(work["title"][0].lower().split())
            ]
            found = {"total-results": len(fitting), "items": fitting[: int(query["rows"])]}
            return 200, json.dumps({"message-type": "work-list", "message": found}).encode()
        if path.startswith("/doi/"):
            item = self.items.get(unquote(path.removeprefix("/doi/")))
            return (200, json.dumps(item).encode()) if item else (404, b"DOI Not Found")
        if path == "/daily":
            start = int(query["p"]) * int(query["limit"])
            found = self.days.get(query["date"], [])[start : start + int(query["limit"])]
            return 200, json.dumps(found).encode()
        return 404, b"no such page"

    def search(self, query):
        """Return a page of the papers of a category that were submitted on some days, as arXiv does."""
        asked = re.fullmatch(
            r"cat:(\S+) AND submittedDate:\[(\d{8})0000 TO (\d{8})2359\]", query["search_query"]
        )
        category, first, last = asked.groups()
        found = []
        for entry in self.entries.values():
            day = re.search(r"<published>(\d{4})-(\d\d)-(\d\d)", entry)
            if f'term="{category}"' in entry and first <= "".join(day.groups()) <= last:
                found.append(entry)
        start = int(query["start"])
        return atom_feed(*found[start : start + int(query["max_results"])], total=len(found))


def serve(monkeypatch):
    """Run the services for one test: services = pytest.fixture(serve)."""
    with Services() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def atom_entry(id, version=1, **facts):
    facts = {
        "title": f"Invented Paper {id}",
        "authors": ["Ada Lovelace"],
        "categories": ["cs.LG"],
        **facts,
    }
    authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in facts["authors"])
    scheme = 'scheme="http://arxiv.org/schemas/atom"'
    terms = "".join(f"<category term={quoteattr(term)} {scheme}/>" for term in facts["categories"])
    own = "".join(
        f'<arxiv:{name} xmlns:arxiv="http://arxiv.org/schemas/atom">{escape(facts[name])}</arxiv:{name}>'
        for name in ("comment", "journal_ref", "doi")
        if name in facts
    )
    primary = facts.get("primary") or next(iter(facts["categories"]), "cs.LG")
    return (
        f"<entry><id>http://arxiv.org/abs/{id}v{version}</id><updated>2024-03-02T10:00:00Z</updated>"
        f"<published>{facts.get('published', '2024-01-02T17:59:59Z')}</published>"
        f"<title>{escape(facts['title'])}</title><summary>{escape(facts.get('summary', ABSTRACT))}</summary>"
        f'{authors}{own}<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" '
        f"term={quoteattr(primary)} {scheme}/>{terms}</entry>\n"
    )


def atom_error(said):
    """Return the feed by which arXiv refuses a request; it comes with status 400."""
    entry = (
        f"<entry><id>https://arxiv.org/api/errors#{escape(said.replace(' ', '_'))}</id><title>Error</title>"
        f"<summary>{escape(said)}</summary><author><name>arXiv api core</name></author></entry>"
    )
    return status(400, body=atom_feed(entry).encode())


def atom_feed(*entries, total=None):
    counted = (
        '<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"{len(entries) if total is None else total}</opensearch:totalResults>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>https://arxiv.org/api/x</id><title>arXiv Query</title>{counted}{''.join(entries)}</feed>"
    )


def daily_item(id, **facts):
    paper = {
        "id": id,
        "title": f"Invented Paper {id}",
        "summary": ABSTRACT,
        "authors": [{"_id": "1", "name": "Ada Lovelace", "hidden": False}],
        "publishedAt": "2026-03-10T00:00:00.000Z",
        "upvotes": 7,
        **facts,
    }
    return {"paper": paper, "title": paper["title"], "publishedAt": "2026-03-12T01:00:00.000Z"}


class _Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing: clients that hang up are what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        services, parts = self.server.services, urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        agent = self.headers["User-Agent"]
        services.requests.append(Request(parts.path, query, agent, time.monotonic()))
        fault = services.faults.pop(0) if services.faults else services.always
        if fault and fault.silent:
            self.close_connection = True
            return
        services.closing.wait(fault.wait if fault else 0)
        if fault and not fault.wait:
            self.send(fault)
        else:
            self.send(Fault(*services.answer(parts.path, query)))

    def send(self, fault):
        self.send_response_only(fault.status)
        for name, value in fault.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(fault.body) + fault.missing))
        self.end_headers()
        pieces = [fault.body] if not fault.drip else [bytes([byte]) for byte in fault.body]
        for piece in pieces:
            self.wfile.write(piece)
            self.server.services.closing.wait(fault.drip)
        self.close_connection = bool(fault.missing)

    def log_message(self, *_):
        """Keep the tests' output clean."""
