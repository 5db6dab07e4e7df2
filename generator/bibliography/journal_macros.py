"""LaTeX macros for journals in BibTeX from the Astrophysics Data System, such as prl and aj."""

import re
from pathlib import Path

MACRO = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])(?:\s*\{\})?")
LINES = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
JOURNALS = dict(line.split(" ", 1) for line in LINES)
"""The macros that ADS writes, defined by the journals' LaTeX classes."""


def expand(text: str) -> str:
    """Return the journal's name for a macro, any other text unchanged."""
    macro = MACRO.fullmatch(text.strip())
    return JOURNALS.get(macro[1], text) if macro else text
