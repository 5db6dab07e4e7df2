"""`mkdocs serve` at work on a project: its log and its pages, while files change."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from socket import socket


class Server:
    """A running `mkdocs serve`."""

    def __init__(self, folder, address, process):
        self.folder, self.address, self.process = folder, address, process

    def log(self):
        return (self.folder / "log").read_text()

    def rebuilds(self):
        return len(re.findall("Detected file changes", self.log()))

    def worked(self):
        """Return the seconds of processor time that it has taken, however busy the machine is."""
        facts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(facts[11]) + int(facts[12])) / os.sysconf("SC_CLK_TCK")

    def page(self, path):
        try:
            with urllib.request.urlopen(
                f"http://{self.address}/papershelf/{path}", timeout=600
            ) as answer:
                return answer.read().decode()
        except (urllib.error.HTTPError, ConnectionError, urllib.error.URLError):
            return ""

    def until(self, met, seconds=600):
        """Wait until `met()` holds; return the seconds it took."""
        start = time.monotonic()
        while not met():
            assert time.monotonic() - start < seconds, self.log()
            time.sleep(0.05)
        return time.monotonic() - start


@contextmanager
def serving(folder, *flags):
    """Serve a project on a free port, and stop serving in the end."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, *flags]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        server = Server(folder, address, process)
        server.until(lambda: "Serving on" in server.log())
        yield server
    finally:
        process.terminate()
        process.wait(10)
