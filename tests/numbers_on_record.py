"""Counts that tests find out while they run, for the page of numbers that `make fuzz` writes."""

import json
import os
from pathlib import Path


def note(what, **numbers):
    """Add numbers to the file that NUMBERS names, if it does."""
    if file := os.environ.get("NUMBERS"):
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"what": what, **numbers}) + "\n")
