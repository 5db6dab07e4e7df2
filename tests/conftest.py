"""What tests share: the toy catalog, the flagship's built site, a browser, and a profile for random tests."""

import os
import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

import browsers
from support import mkdocs, project

settings.register_profile(
    "default", deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def toy(tmp_path):
    """A project around the toy catalog, free to edit."""
    return project(tmp_path / "project")


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """The flagship's site, built once for all workers with plain `mkdocs build --strict`."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if worker_id != "master" else base
    folder, lock = shared / "site", shared / "site.lock"
    try:
        lock.mkdir()
    except FileExistsError:
        _wait_for(shared / "site.done")
        return folder
    built = mkdocs("build", "--strict", "--site-dir", str(folder))
    (shared / "site.log").write_text(built.stdout + built.stderr)
    (shared / "site.done").touch()
    assert built.returncode == 0, built.stderr
    return folder


def _wait_for(file, seconds=120):
    end = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < end, f"{file} did not appear"
        time.sleep(0.1)


@pytest.fixture(scope="session")
def chromium():
    """A running browser; without one, its tests are skipped and the run fails in the end."""
    path = browsers.find() or pytest.skip(browsers.REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark the tests that need a browser, before pytest selects by marks."""
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker("browser")


def pytest_sessionfinish(session):
    """Fail where tests had no browser."""
    if _without_browser(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    """Name the tests that had no browser, and the remedy."""
    if tests := _without_browser(config):
        terminalreporter.section("not run")
        for file, count in Counter(test.split("::")[0] for test in tests).items():
            terminalreporter.line(f"{file}: {count}")
        terminalreporter.line(browsers.REMEDY)


def _without_browser(config):
    terminal = config.pluginmanager.get_plugin("terminalreporter")  # which xdist's workers lack
    skipped = terminal.stats.get("skipped", []) if terminal else []
    return [report.nodeid for report in skipped if browsers.REMEDY in str(report.longrepr)]
