"""How the tests come by a browser, with programs and a server of their own."""

import io
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import browsers
from support import ROOT

pytestmark = pytest.mark.slow

A_BROWSER = "#!/bin/sh\necho '<html><head></head><body></body></html>'\n"
BROKEN = "#!/bin/sh\necho 'error while loading shared libraries: libnss3.so' >&2\nexit 127\n"
INSTALLS = """#!/bin/sh
case "$*" in install*chromium) printf '%s' "$A_BROWSER" > "$BIN/chromium"; chmod +x "$BIN/chromium";; esac
"""
SUDO = '#!/bin/sh\nshift\nexec "$@"\n'


class Downloads(BaseHTTPRequestHandler):
    """Has one browser for whoever asks."""

    def do_GET(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            for folder in ("chrome-linux", "chrome-linux64"):
                program = zipfile.ZipInfo(f"{folder}/chrome")
                program.external_attr = 0o100755 << 16
                file.writestr(program, A_BROWSER)
        self.send_response(200)
        self.send_header("Content-Length", str(len(archive.getvalue())))
        self.end_headers()
        self.wfile.write(archive.getvalue())

    def log_message(self, *args):
        pass


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A machine whose only programs are in this folder; nothing can be downloaded."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "chmod"):
        (folder / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("BIN", str(folder))
    monkeypatch.setenv("A_BROWSER", A_BROWSER)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "downloaded"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:1")
    browsers.find.cache_clear()
    yield folder
    browsers.find.cache_clear()


def add(folder, name, text):
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("name", browsers.NAMES)
def test_any_browser_on_the_path_will_do(programs, name):
    add(programs, name, A_BROWSER)
    assert browsers.bring() == str(programs / name)


def test_a_browser_that_does_not_start_is_passed_over(programs):
    add(programs, "chromium", BROKEN)
    add(programs, "google-chrome", A_BROWSER)
    assert browsers.find() == str(programs / "google-chrome")


def test_playwright_downloads_a_browser(programs, tmp_path, monkeypatch, capsys):
    with ThreadingHTTPServer(("127.0.0.1", 0), Downloads) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", f"http://127.0.0.1:{server.server_port}")
        assert browsers.bring().startswith(str(tmp_path / "downloaded"))
        server.shutdown()
    assert "-m playwright install" in capsys.readouterr().out


def test_the_system_installs_a_browser_where_nothing_can_be_downloaded(programs, capsys):
    add(programs, "apt-get", INSTALLS)
    add(programs, "sudo", SUDO)
    assert browsers.bring() == str(programs / "chromium")
    said = capsys.readouterr().out
    assert said.index("-m playwright install") < said.index("apt-get install --yes -qq chromium")
    assert "Error: connect ECONNREFUSED" in said


def test_nothing_is_installed_without_the_right_to(programs):
    add(programs, "apt-get", INSTALLS)
    add(programs, "sudo", "#!/bin/sh\nexit 1\n")
    assert bool(browsers.bring()) == (os.geteuid() == 0)


def test_a_command_that_hangs_is_stopped_with_all_that_it_started():
    assert "stopped" in browsers.run(["sh", "-c", "sleep 3600 & sleep 3600"], 0.1)


def test_a_run_without_a_browser_runs_the_rest_names_what_it_left_out_and_fails(programs, tmp_path):
    test = tmp_path / "test_page.py"
    test.write_text("def test_page(chromium): pass\ndef test_other(): pass\n")
    settings = [
        "-c",
        ROOT / "pyproject.toml",
        "--rootdir",
        tmp_path,
        "-p",
        "no:cacheprovider",
        "-n",
        "1",
    ]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "conftest", *settings, test],
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "test_page.py: 1\n" + browsers.REMEDY in ran.stdout
    assert "1 passed, 1 skipped" in ran.stdout
