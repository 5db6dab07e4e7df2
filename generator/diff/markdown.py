"""Markdown that says what records hold and cannot be moved by it, for comments on GitHub and GitLab.

The one rule: whatever comes from outside stands on one line in a code span fenced by more backticks than
it holds, where neither host looks for HTML, links, @mentions, #references, :emoji: or formulas, even
after it decoded entities and backslashes; there are no tables, so that a | is only a |.
"""

import re
from collections.abc import Iterable, Sequence

from generator.errors import counted, printable

LONGEST = 150
"""Characters of a value that are shown, from its start and its end."""
MOST_BACKTICKS = 30
"""In a row; some renderers know no fence of more than 32."""


def code(text: str, longest: int = LONGEST) -> str:
    r"""Return `text` as a code span that shows it in full, or its start and end if it is longer.

    Controls, also those of a text's direction, are written out: `\x202e`.
    """
    if not text:
        return "nothing"
    if len(text) > longest:
        text = f"{text[: longest - longest // 3 - 3]} … {text[-(longest // 3) :]}"
    shown = printable(re.sub(f"(`{{{MOST_BACKTICKS}}})`+", r"\1…", text))
    runs = re.findall("`+", shown)
    fence = "`" * (max(map(len, runs), default=0) + 1)
    padding = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def link(text: str, url: str) -> str:
    """Return a code span linked to `url`, which has no blanks or angle brackets."""
    return f"[{code(text)}](<{url}>)"


def several(items: Sequence[str], most: int) -> str:
    """Join pieces of Markdown with commas, with the number left out beyond the first `most`."""
    shown = ", ".join(items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most:,} more"


def section(heading: str, items: Sequence[str], most: int) -> str:
    """Return a heading and a list, with the number left out beyond the first `most` items."""
    more = [f"and {len(items) - most:,} more"] if len(items) > most else []
    return f"\n### {heading}\n\n" + "".join(f"- {item}\n" for item in (*items[:most], *more))


def cut(lines: Iterable[str], limit: int) -> str:
    """Return as many lines as fit, with the number left out."""
    kept, lines = "", list(lines)
    for index, line in enumerate(lines):
        if len(kept) + len(line) > limit:
            return f"{kept}\n{counted(len(lines) - index, 'line')} left out.\n"
        kept += line
    return kept
