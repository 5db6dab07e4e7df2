"""Find a browser for the tests. Run as a program, bring one where there is none."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
REMEDY = (
    f"no browser found that works; install Chromium, so that one of {', '.join(NAMES)} is on the PATH"
)
PLAYWRIGHT = [sys.executable, "-m", "playwright"]
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}
"""Settings of the commands run: ask nothing, and give up on a server that is silent for 10 seconds."""
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


@cache
def find():
    """Return the path of the first browser that opens a page, "" where none does."""
    return next(filter(works, candidates()), "")


def candidates():
    """Yield the paths of browsers that may be there: those on the PATH, then Playwright's."""
    yield from filter(None, map(shutil.which, NAMES))
    # Playwright tells the path whether or not it is there; in a process of its own, as this one may run tests.
    asked = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True)
    yield asked.stdout.strip()


def works(path):
    """Tell whether a browser opens an empty page; one may be there and lack libraries."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = ["--headless", "--no-sandbox", f"--user-data-dir={profile}", "--dump-dom"]
        try:
            opened = subprocess.run(
                [path, *flags, "about:blank"], capture_output=True, text=True, timeout=120
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
    return opened.returncode == 0 and "<body>" in opened.stdout


def bring():
    """Try one way of getting a browser after another until one works; return its path, or ""."""
    for command, seconds in ways():
        if find():
            break
        print(f"No browser works yet. Trying: {shlex.join(command)}", flush=True)
        print(run(command, seconds), flush=True)
        find.cache_clear()
    return find()


def ways():
    """Yield the commands that may bring a browser, and the seconds that each may take."""
    yield [*PLAYWRIGHT, "install", "--no-shell", "chromium"], 300
    root = root_rights()
    if root is not None and shutil.which("apt-get"):
        yield [*root, "apt-get", "update", "-qq"], 600
        yield [*root, "apt-get", "install", "--yes", "-qq", "chromium"], 1200
        yield [*root, *PLAYWRIGHT, "install-deps", "chromium"], 1200


def root_rights():
    """Return what to put before a command that only root may run, None where this user may not."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = (
        shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
    )
    return sudo if allowed else None


def run(command, seconds):
    """Run a command with all that it starts for at most so many seconds; return how it went."""
    process = subprocess.Popen(
        command,
        env=QUIET | os.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return f"It was stopped after {seconds} seconds."
    if process.returncode == 0:
        return "It worked."
    error = re.search(r"^E(?:rror)?: .*", output, re.M)
    return error[0] if error else f"It failed: {output.strip()[-500:]}"


if __name__ == "__main__":
    print(f"The browser of the tests: {bring() or REMEDY}")
