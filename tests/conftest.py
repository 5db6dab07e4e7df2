"""What tests share: the small catalogue, sites built once, a browser, and a profile for random tests."""

import os
import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect, sync_playwright

import browsers
import customised
from generator.catalog.shelf import load
from programs import mkdocs
from support import GOLDEN, add_numbered, build_once, build_site, project

settings.register_profile(
    "default",
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    max_examples=int(os.environ.get("EXAMPLES", "30")),
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

NO_HANG = 300_000
"""Milliseconds to wait in a browser: a busy machine takes its time, and a test that waits for ever must end."""
expect.set_options(timeout=NO_HANG)
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


MARKS = {"chromium": "browser", "site": "slow", "customised_site": "slow", "flagship_site": "slow"}
"""Marks of tests by the fixtures that they need, directly or not."""


def pytest_configure():
    """Choose the sample of hostile texts once for all workers."""
    os.environ.setdefault("HOSTILE_SEED", str(random.SystemRandom().randrange(1_000_000)))


def pytest_report_header():
    """Say by what seed hostile texts are chosen, so that a failure can be repeated."""
    return f"HOSTILE_SEED={os.environ['HOSTILE_SEED']}"


def pytest_addoption(parser):
    parser.addoption(
        "--rewrite-golden", action="store_true", help="write anew what tests compare with as a whole"
    )


@pytest.fixture
def golden(request):
    """Compare a text with an agreed file, by default of tests/data/golden; write it under --rewrite-golden."""

    def compare(path, text):
        if request.config.getoption("--rewrite-golden"):
            (GOLDEN / path).write_text(text, "utf-8")
        assert text == (GOLDEN / path).read_text("utf-8"), "if meant, run pytest --rewrite-golden"

    return compare


@pytest.fixture
def toy(tmp_path):
    """A project around the small catalogue, free to edit."""
    return project(tmp_path / "project")


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """A folder that all workers of this run share; see support.build_once."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def shelf(shared):
    """A project around the small catalogue and 100 numbered papers; not to be changed."""

    def lay_out():
        add_numbered(project(shared / "shelf") / "catalog", 100)

    return build_once(shared / "shelf", lay_out)


@pytest.fixture(scope="session")
def site(shelf, shared):
    """The site of `shelf`, built with `mkdocs build --strict`; not to be changed."""
    return build_once(shared / "site", lambda: build_site(shelf, shared / "site"))


@pytest.fixture(scope="session")
def customised_site(shared):
    """The site of `customised`, with its log beside it in build.log; not to be changed."""
    folder = shared / "customised"

    def build():
        customised.lay_out(folder)
        built = mkdocs("build", cwd=folder, check=True)
        (folder / "build.log").write_text(built.stderr)

    return build_once(folder, build) / "site"


@pytest.fixture(scope="session")
def catalog(shelf):
    """The catalogue of which `site` is made."""
    return load(shelf / "catalog").catalog


@pytest.fixture(scope="session")
def chromium():
    """A running browser; without one, its tests are skipped and the run fails in the end."""
    path = browsers.find() or pytest.skip(browsers.REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=NO_HANG)
        browser.on("context", lambda context: context.set_default_timeout(NO_HANG))
        yield browser
        browser.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark tests by the fixtures that they need, before pytest selects by marks."""
    for item in items:
        for fixture in MARKS.keys() & set(item.fixturenames):
            item.add_marker(MARKS[fixture])


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
