"""Markdown that says what records hold and cannot be moved by it, for comments on GitHub and GitLab.

The one rule: whatever comes from outside stands on one line in a code span fenced by more backticks than
it holds, where neither host looks for HTML, links, @mentions, #references, :emoji: or formulas, even
after it decoded entities and backslashes; there are no tables, so that a | is only a |.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.errors import printable

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
    shown = printable(re.sub(f"(`{{{MOST_BACKTICKS}}})`+", r"\1…", shortened(text, longest)))
    runs = re.findall("`+", shown)
    fence = "`" * (max(map(len, runs), default=0) + 1)
    padding = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def shortened(text: str, longest: int) -> str:
    """Return `text`, with its middle cut out if it is too long."""
    tail = longest // 3
    return text if len(text) <= longest else f"{text[: longest - tail - 3]} … {text[-tail:]}"


def link(text: str, url: str) -> str:
    """Return a code span linked to `url`, which has no blanks or angle brackets."""
    return f"[{code(text)}](<{url}>)"


def several(items: Sequence[str], most: int) -> str:
    """Join pieces of Markdown with commas, with the number left out beyond the first `most`."""
    shown = ", ".join(items[:most])
    return shown if len(items) <= most else f"{shown} and {len(items) - most:,} more"


@dataclass(frozen=True)
class Section:
    """A heading with a list below it."""

    heading: str
    items: Sequence[str]
    """Lines of Markdown, perhaps with a list of their own below them."""
    lead: str = ""
    """A paragraph before the list."""

    def within(self, room: int) -> str:
        """Return the section in at most `room` characters, with the number of items left out."""
        head = f"\n### {self.heading}\n\n" + (f"{self.lead}\n" if self.lead else "")
        head += "\n" if self.lead and self.items else ""
        lines = [f"- {item}\n" for item in self.items]
        if len(head) + sum(map(len, lines)) <= room:
            return head + "".join(lines)
        ends = list(accumulate(map(len, lines), initial=len(head) + len(_more(len(lines)))))
        kept = sum(end <= room for end in ends[1:])
        return head + "".join(lines[:kept]) + _more(len(lines) - kept)


def _more(count: int) -> str:
    return f"- and {count:,} more\n"


def fit(sections: Sequence[Section], limit: int) -> str:
    """Join sections in at most `limit` characters; long ones share the room that short ones leave."""
    whole = [len(section.within(limit)) for section in sections]
    rooms: dict[int, int] = {}
    for rank, index in enumerate(sorted(range(len(sections)), key=whole.__getitem__)):
        fair = (limit - sum(rooms.values())) // (len(sections) - rank)
        rooms[index] = min(whole[index], fair)
    return "".join(section.within(rooms[index]) for index, section in enumerate(sections))
