"""The files that the page about hosts shows, and a web server that keeps their rules for headers."""

import re
import subprocess
import threading
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler

from jinja2 import Template

from browsing import Server
from support import ROOT

PAGE = (ROOT / "docs/about/hosts.md").read_text("utf-8")
POLICY = Template((ROOT / "generator/theme/partials/policy.html").read_text("utf-8")).render(
    page={"meta": {"worker": True}}
)
"""The policy of the page that may register a worker; headers are for all pages, so they allow what it does."""


def shown():
    """Return the files that the page shows, by name."""
    named = r"^`([^`\n]+)`(?:[^\n]+\n)+\n```(?!sh)\w+\n(.*?)^```"
    return dict(re.findall(named, PAGE, re.M | re.S))


def commands():
    """Return the lines to type that the page shows."""
    return [
        line
        for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
        for line in block.splitlines()
    ]


def rules(text):
    """Return the headers of a file `_headers` by the pattern of the paths that they are for."""
    blocks = re.findall(r"^(/.*)\n((?: .*\n)+)", text, re.M)
    return {
        path: dict(line.strip().split(": ", 1) for line in lines.splitlines()) for path, lines in blocks
    }


class Host(Server):
    """Serves a folder below a path, as hosts of static sites do: its headers, its page for what is not found."""

    def __init__(self, folder, path="/", headers=None):
        self.path, self.headers, self.folder = path, headers or {}, folder
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def address(self, name="127.0.0.1"):
        return f"http://{name}:{self.server_port}{self.path}"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def translate_path(self, path):
        below = (
            "/" + path.removeprefix(self.server.path)
            if path.startswith(self.server.path)
            else "/nowhere"
        )
        return super().translate_path(below)

    def send_error(self, code, *_):
        body = (self.server.folder / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self):
        for pattern, headers in self.server.headers.items():
            if fnmatchcase(self.path, pattern):
                for name, value in headers.items():
                    self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_):
        pass


def git(folder, *args):
    """Run git and return what it prints."""
    ran = subprocess.run(["git", *args], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.strip()
