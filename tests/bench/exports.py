"""What the machine-readable exports cost: making and writing all of them, in seconds of one process."""

import tempfile
import time
from pathlib import Path

from generator import outputs
from generator.catalog import shelf
from generator.site import Site

SITE = Site("Bench", "Papers by the thousand.", url="https://example.org/")


def seconds(folder):
    """Return how long the exports of a catalog take, search index and pages aside."""
    catalog = shelf.load(folder).catalog
    with tempfile.TemporaryDirectory() as name:
        start = time.monotonic()
        for path, content in outputs.exports(catalog, SITE):
            file = Path(name) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(outputs.as_bytes(content))
        return time.monotonic() - start
