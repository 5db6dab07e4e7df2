"""Plain text: one line, paragraphs, titles, without control characters and stray TeX signs."""

import html
import re

from generator.text import jats
from generator.text.texmath import MATH, SUBSCRIPTS, SUPERSCRIPTS

LONGEST = 50_000
"""Characters; no title, name or abstract has so many."""
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
TAGS = re.compile(r"<(i|b|u|em|strong|tt|sc|scp|span|sub|sup)(?:\s[^<>]*)?>([^<>]*)</\1>", re.I)
DEEPEST_TAGS = 5
BRACE = re.compile(r"(?<!\\)[{}]")
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
    opened: list[int] = []
    matched: set[int] = set()
    for brace in BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            matched |= {opened.pop(), brace.start()}
    return BRACE.sub(lambda brace: brace[0] if brace.start() in matched else f"\\{brace[0]}", text)
