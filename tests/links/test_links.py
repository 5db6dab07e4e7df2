"""Outgoing links against a server on this machine that answers in every way."""

import json
import os
import subprocess
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
import yaml

from generator.catalog.shelf import load
from generator.links.asking import Asker, Reply
from generator.links.memory import PATIENCE, Memory
from support import ROOT, generated, run

STATUSES = {"/gone": 404, "/removed": 410, "/wall": 403, "/tired": 429, "/odd": 999, "/down": 500}
LEADS = {
    "/old": (301, "/fine"),
    "/away": (302, "/fine"),
    "/front": (302, "/"),
    "/loop": (302, "/loop"),
    "/lost": (301, "/gone"),
}
VERDICTS = {
    "/fine": "fine", "/no-head": "fine", "/old": "moved", "/away": "fine", "/gone": "dead", "/removed": "dead", "/front": "dead",
    "/lost": "dead", "/wall": "closed", "/tired": "closed", "/odd": "closed", "/down": "unsure", "/loop": "unsure", "/silent": "unsure",
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, time.monotonic()))
        if self.path == "/slow":
            self.server.closing.wait()
        if self.path in ("/silent", "/slow"):
            self.close_connection = True
            return
        status, place = LEADS.get(self.path, (STATUSES.get(self.path, 200), ""))
        if self.path == "/no-head" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if place:
            self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked, running.closing = [], threading.Event()
        running.base = f"http://127.0.0.1:{running.server_port}"
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.closing.set()
        running.shutdown()


@pytest.fixture
def folder(toy, server, monkeypatch):
    """A catalogue whose only addresses are those of the server."""
    monkeypatch.setenv("PAPERSHELF_PAUSE", "0")
    for name in ("papers", "lists"):
        for file in (toy / "catalog" / name).iterdir():
            data = yaml.safe_load(file.read_text("utf-8"))
            data = {
                key: value
                for key, value in data.items()
                if key not in ("arxiv", "doi", "code", "project", "url", "links")
            }
            file.write_text(yaml.safe_dump(data, sort_keys=False), "utf-8")
    return toy / "catalog"


def name(folder, path, address, field="code"):
    file = folder / "papers" / path
    file.write_text(f"{field}: {address}\n{file.read_text('utf-8')}", "utf-8")


@pytest.mark.parametrize("path", VERDICTS)
def test_every_kind_of_answer(server, path):
    with Asker(pause=0) as asker:
        assert asker.ask(server.base + path).verdict == VERDICTS[path]
    methods = [method for method, asked, _ in server.asked if asked == path]
    assert methods[0] == "HEAD"
    assert ("GET" in methods) == (VERDICTS[path] not in ("fine", "moved") or path == "/no-head")


def test_hosts_that_are_not_there_or_not_secure_or_slow(server):
    with Asker(pause=0) as asker:
        assert asker.ask("http://no-such-host.invalid/x") == Reply(
            "dead", "has a host that is not known"
        )
        assert asker.ask(f"https://127.0.0.1:{server.server_port}/fine").verdict == "unsure"
    with Asker(pause=0, timeout=0.1) as asker:
        assert asker.ask(f"{server.base}/slow") == Reply("unsure", "does not answer within 0.1 s")


def test_a_host_rests_between_two_requests(server):
    with Asker(pause=0.2) as asker:
        replies = dict(asker.ask_all([f"{server.base}/{number}" for number in range(3)]))
    assert {reply.verdict for reply in replies.values()} == {"fine"}
    times = [at for *_, at in server.asked]
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))


def test_dead_links_are_told_where_they_stand(server, folder):
    name(folder, "1984.yml", f"{server.base}/gone")
    name(folder, "grokking-with-a-and-a-half.yml", f"{server.base}/fine", "project")
    name(folder, "a-lantern-without-a-date.yml", f"{{Slides: {server.base}/removed}}", "links")
    name(folder, "moths-in-the-mean-field.yml", f"{server.base}/away", "url")
    result = run("links", "--catalog", str(folder))
    assert result.exit_code == 1
    line, other = sorted(result.stdout.splitlines())
    assert "papers/a-lantern-without-a-date.yml:1: links: " in other
    assert "papers/1984.yml:1: code: " in line
    assert "/gone answers with status 404; expected an address that answers; correct it" in line
    assert "4 addresses: 2 dead, 2 fine" in result.stderr
    listed = run("links", "--catalog", str(folder), "--format", "markdown").stdout
    assert "papers/1984.yml:1, code: `http" in listed
    assert "/gone answers with status 404`" in listed


def test_what_answered_is_left_in_peace_and_what_failed_asked_again(server, folder):
    name(folder, "1984.yml", f"{server.base}/fine")
    name(folder, "grokking-with-a-and-a-half.yml", f"{server.base}/down")
    assert run("links", "--catalog", str(folder)).exit_code == 0
    file = folder.parent / ".cache/links.json"
    for failures in range(2, PATIENCE + 1):
        answers = json.loads(file.read_text("utf-8"))
        for answer in answers.values():
            answer["day"] = str(date.fromordinal(date.today().toordinal() - 1))
        file.write_text(json.dumps(answers))
        server.asked.clear()
        result = run("links", "--catalog", str(folder))
        assert [path for _, path, _ in server.asked] == ["/down", "/down"]
        assert result.exit_code == int(failures == PATIENCE)


def test_a_run_that_was_interrupted_goes_on(server, folder, tmp_path):
    name(folder, "1984.yml", f"{server.base}/fine")
    name(folder, "grokking-with-a-and-a-half.yml", f"{server.base}/old")
    memory = Memory(tmp_path / "links.json")
    memory.keep(f"{server.base}/fine", Reply("fine"), date.today())
    run("links", "--catalog", str(folder), "--cache", str(tmp_path / "links.json"))
    assert {path for _, path, _ in server.asked} == {"/old", "/fine"}
    assert server.asked[0][1] == "/old"
    moved = run("links", "--catalog", str(folder), "--cache", str(tmp_path / "links.json"), "--moved")
    assert "has moved to" in moved.stdout


def test_a_copy_in_an_archive_is_called_one(toy):
    name(toy / "catalog", "1984.yml", "https://web.archive.org/web/2020/https://example.org/code")
    page = generated(load(toy / "catalog").catalog)["papers/1984.md"]
    assert ">Code (archived)</a>" in page


GH = """#!/bin/sh
echo "$@" >> "$CALLS"
case "$2" in list) echo "$NUMBER" ;; create | edit) for file; do :; done; cat "$file" >> "$CALLS" ;; esac
"""


@pytest.mark.parametrize(
    ("number", "dead", "calls"),
    [
        ("", "", []),
        ("", "- `x`", ["create"]),
        ("7", "- `x`", ["edit 7"]),
        ("7", "", ["close 7"]),
        ("7", None, None),
    ],
)
def test_one_issue_is_kept_up_to_date(tmp_path, number, dead, calls):
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    log, file = tmp_path / "calls", tmp_path / "dead.md"
    if dead is not None:
        file.write_text(dead)
    environment = os.environ | {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "CALLS": str(log),
        "NUMBER": number,
    }
    subprocess.run(["bash", ROOT / ".github/scripts/links", file], env=environment, check=True)
    if calls is None:
        assert not log.exists()
        return
    asked = [
        line.removeprefix("issue ") for line in log.read_text().splitlines() if line.startswith("issue ")
    ]
    assert asked[0].startswith("list --state open")
    assert [line.startswith(call) for line, call in zip(asked[1:], calls, strict=True)] == [True] * len(
        calls
    )
    assert ("- `x`" in log.read_text()) == bool(dead)
