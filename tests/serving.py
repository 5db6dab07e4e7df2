"""`mkdocs serve` at work on a project: its log and its pages, while files change."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager


class Server:
    """A running `mkdocs serve`."""

    def __init__(self, folder, process):
        self.folder, self.process = folder, process
        self.address = ""

    def log(self):
        return (self.folder / "log").read_text()

    def rebuilds(self):
        return len(re.findall("Detected file changes", self.log()))

    def page(self, path):
        try:
            with urllib.request.urlopen(f"{self.address}/papershelf/{path}", timeout=600) as answer:
                return answer.read().decode()
        except (urllib.error.HTTPError, ConnectionError, urllib.error.URLError):
            return ""

    def until(self, met, seconds=600):
        """Wait until `met()` holds, with a limit that only guards against hanging.

        Return the seconds it took, which `make bench` prints and no test holds to a bound.
        """
        start = time.monotonic()
        while not met():
            assert self.process.poll() is None, self.log()
            assert time.monotonic() - start < seconds, self.log()
            time.sleep(0.05)
        return time.monotonic() - start


SERVE = """
from mkdocs.__main__ import cli
from mkdocs.livereload import LiveReloadServer

bind = LiveReloadServer.server_bind

def bind_and_tell(server):
    bind(server)
    server.url = server.url.replace(":0/", f":{server.server_port}/")

LiveReloadServer.server_bind = bind_and_tell
cli()
"""
"""MkDocs, which names the port that it was given even if that is 0, naming the one that it got."""


@contextmanager
def serving(folder, *flags):
    """Serve a project on a port that is free, and stop serving in the end."""
    command = [sys.executable, "-c", SERVE, "serve", "--dev-addr", "127.0.0.1:0", *flags]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        server = Server(folder, process)
        server.until(lambda: "Serving on" in server.log())
        server.address = re.search(r"Serving on (http://[^/]+)/", server.log())[1]
        yield server
    finally:
        process.terminate()
        process.wait(300)
