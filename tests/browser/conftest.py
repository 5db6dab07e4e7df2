"""A real browser on the site of the small catalogue."""

import pytest

from browsing import served, visits


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served."""
    with served(site) as address:
        yield address


@pytest.fixture
def visit(chromium, address):
    """Open pages of the site; at the end, fail on any console message, error or request elsewhere."""
    with visits(chromium, address) as open_page:
        yield open_page
