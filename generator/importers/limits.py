"""Size limits of imported files."""

from generator.errors import CatalogError, Message

LARGEST = 2_000_000
"""Characters; beyond it the parsers of bibliographies take longer than anybody waits."""
MOST = 20_000
"""Entries of one file."""


def check_size(text: str, file: str, entries: int) -> None:
    """Raise CatalogError if a file is too long or has too many entries."""
    if len(text) > LARGEST:
        wrong = f"the file has {len(text):,} characters"
        expected = f"expected at most {LARGEST:,}"
    elif entries > MOST:
        wrong, expected = f"the file has {entries:,} entries", f"expected at most {MOST:,}"
    else:
        return
    raise CatalogError([Message(file, 0, "file", wrong, expected, "split it into several files")])
