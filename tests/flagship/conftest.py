"""The flagship: the catalogue of this repository, whatever it holds."""

import pytest

from browsing import served, visits
from generator.catalog.shelf import load
from support import ROOT, build_once, build_site


@pytest.fixture(scope="session")
def flagship():
    return load(ROOT / "catalog").catalog


@pytest.fixture(scope="session")
def flagship_site(shared):
    """The flagship's site, built as a newcomer builds it."""
    folder = shared / "flagship"
    return build_once(folder, lambda: build_site(ROOT, folder))


@pytest.fixture(scope="session")
def flagship_address(flagship_site):
    with served(flagship_site) as address:
        yield address


@pytest.fixture
def visit_flagship(chromium, flagship_address):
    with visits(chromium, flagship_address) as open_page:
        yield open_page
