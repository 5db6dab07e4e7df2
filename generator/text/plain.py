"""Plain text: one line, paragraphs, titles, without control characters and stray TeX signs."""

import html
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from generator.text import jats
from generator.text.texmath import MATH, SUBSCRIPTS, SUPERSCRIPTS

LONGEST = 50_000
"""Characters; no title, name or abstract has so many."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
TAGS = re.compile(r"<(i|b|u|em|strong|tt|sc|scp|span|sub|sup)(?:\s[^<>]*)?>([^<>]*)</\1>", re.I)
DEEPEST_TAGS = 5
CLOSING = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", "langle": "rangle"}
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-f]{1,5});", re.I)
CURRENCY = re.compile(r"(?<!\\)\$(?=\d[\d,.]*[kKMB]?\s+[A-Za-z]{2})")
"""A dollar before a price, which opens no formula."""


def one_line(text: str) -> str:
    """Return `text` without control characters, runs of blanks collapsed."""
    return " ".join(CONTROL.sub(" ", SURROGATE.sub("\ufffd", text)).split())


def paragraphs(text: str) -> str | None:
    """Return `text` (plain, JATS or HTML) as paragraphs of one line each, None if it is empty."""
    plain = jats.to_text(text.replace("\r\n", "\n"))
    parts = (one_line(part) for part in re.split(r"\n[ \t]*\n", plain))
    return lone_braces(lone_dollars("\n\n".join(part for part in parts if part))) or None


def title(text: str) -> str:
    r"""Return a title, in text with formulas, as a record has it: a lone dollar as \$, a brace as \{."""
    return lone_braces(lone_dollars(plain(text)))


def plain(text: str) -> str:
    """Return one line of text without HTML."""
    for _ in range(DEEPEST_TAGS):
        text, found = TAGS.subn(_untagged, text)
        if not found:
            break
    return one_line(ENTITY.sub(lambda entity: html.unescape(entity[0]), text))


def _untagged(match: re.Match[str]) -> str:
    tag, inner = match[1].lower(), match[2]
    letters = {"sup": SUPERSCRIPTS, "sub": SUBSCRIPTS}.get(tag, {})
    return "".join(letters.get(c, c) for c in inner) if all(c in letters for c in inner) else inner


def lone_dollars(text: str) -> str:
    """Return `text` with dollars that enclose no formula escaped."""
    parts = MATH.split(CURRENCY.sub(r"\\$", text))
    parts[::2] = [part.replace(r"\$", "$").replace("$", r"\$") for part in parts[::2]]
    parts[1::2] = [f"${part}$" for part in parts[1::2]]
    return "".join(parts)


def lone_braces(text: str) -> str:
    """Return `text` with unmatched braces escaped."""
    marks = list(re.finditer(r"(?<!\\)[{}]", text))
    partner = pairs([mark[0] for mark in marks])
    cuts = [0, *(mark.start() for index, mark in enumerate(marks) if index not in partner), len(text)]
    return "\\".join(text[start:end] for start, end in pairwise(cuts))


def pairs(marks: Sequence[str]) -> dict[int, int]:
    """Return the index of each bracket's counterpart; braces bind more strongly than other brackets."""
    partner: dict[int, int] = {}
    opened: list[int] = []
    awaited: Counter[str] = Counter()
    for index, mark in enumerate(marks):
        if mark in CLOSING:
            opened.append(index)
            awaited[CLOSING[mark]] += 1
        while awaited[mark] and (mark == "}" or marks[opened[-1]] != "{"):
            last = opened.pop()
            awaited[CLOSING[marks[last]]] -= 1
            if CLOSING[marks[last]] == mark:
                partner[last], partner[index] = index, last
                break
    return partner
