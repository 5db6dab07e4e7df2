r"""Abstracts whose TeX was damaged on its way, made fit for a record and readable again.

What is certainly a formula becomes one. Elsewhere accents become letters, emphasis goes, and names in
words with TeX signs are written out: `Omegabig(epsilon^{-1+p{p}}big)` is shown as Ω(ε^{-1+p{p}}).
"""

import re
from collections.abc import Callable

from generator.importers.listings.lostmath import with_dollars
from generator.text import latex
from generator.text.plain import lone_braces, lone_dollars, pairs
from generator.text.texmath import MATH

KEPT = rf"(?P<kept>(?s:{MATH.pattern})|\\[^A-Za-z])"
DRESS = r"\{\\(?:em|it|sl|sc|tt|rm|bf(?!\s+\w\s*\}))\b\s*+|\\(?:emph|underline|text(?:bf|it|tt|sc|sf))\{"
DRESSED = re.compile(rf"(?P<dress>{DRESS})|{KEPT}|(?P<bracket>[{{}}])")
SIZE = r"(?<!left)(?<!right)(?<!big)(?<!Big)\\?(?:left|right|[bB]igg?[lr]?)(?=[()\[\]])"
SIZED = re.compile(rf"{KEPT}|(?P<size>{SIZE})?(?P<bracket>[(){{}}\[\]])")
QUOTE = r"[\"'](?![A-Za-z]*\\[\"'](?![A-Za-z]))"
"""An accent that looks like a quotation mark, unless it opens a quotation."""
ACCENT = rf"\\(?:{QUOTE}|[`^=.]|[cvuHkr](?=\{{))(?:[A-Za-z]|\{{\\?[A-Za-z]\}}|\\[ij]\b)"
LETTER = r"\\(?:L|l|O|o|ss|ae|AE|oe|OE|aa|AA)\b(?:\{\}| ?)"
TEXT = re.compile(
    rf"\\\\|\{{(?P<braced>{ACCENT}|{LETTER})\}}|(?P<accent>{ACCENT}|{LETTER})|\\(?P<sign>[%&#])"
)
TIE = re.compile(r"(?<=[^\W\d_]{2})~(?: |(?=[^\W\d_]{2}))|(?<=[^\W\d_][.,]|\.,)~(?=\w)")
QUOTED = re.compile(r"(?<!`)``([^`'“”\n]{1,200})''(?!')")
Change = Callable[[re.Match[str], re.Match[str]], tuple[str, str]]


def repair(text: str) -> str:
    r"""Return `text` with formulas between dollars, accents as letters and balanced braces.

    What is not certain stays; a lone dollar or brace gets a backslash. It never fails, takes linear
    time, and changes nothing a second time.
    """
    text = lone_braces(lone_dollars(text))
    text = _paired(SIZED, _unsized, _paired(DRESSED, _undressed, text))
    return lone_braces(with_dollars(_outside(_plain, text)))


def _outside(change: Callable[[str], str], text: str) -> str:
    """Return `text` with what stands outside formulas changed."""
    parts = MATH.split(text)
    parts[::2] = map(change, parts[::2])
    parts[1::2] = [f"${part}$" for part in parts[1::2]]
    return "".join(parts)


def _paired(bracket: re.Pattern[str], change: Change, text: str) -> str:
    """Return `text` with each bracket and its partner as `change` writes them."""
    found = [match for match in bracket.finditer(text) if not match["kept"]]
    partner = pairs([match["bracket"] or "{" for match in found])
    changes: dict[tuple[int, int], str] = {}
    for opening, closing in ((found[i], found[k]) for i, k in partner.items() if i < k):
        changes[opening.span()], changes[closing.span()] = change(opening, closing)
    return _replaced(text, changes)


def _undressed(opening: re.Match[str], closing: re.Match[str]) -> tuple[str, str]:
    return ("", "") if opening["dress"] else (opening[0], closing[0])


def _unsized(opening: re.Match[str], closing: re.Match[str]) -> tuple[str, str]:
    both = opening["size"] and closing["size"]
    return (opening["bracket"], closing["bracket"]) if both else (opening[0], closing[0])


def _replaced(text: str, changes: dict[tuple[int, int], str]) -> str:
    parts: list[str] = []
    end = 0
    for (start, stop), new in sorted(changes.items()):
        parts += text[end:start], new
        end = stop
    return "".join(parts) + text[end:]


def _plain(text: str) -> str:
    return QUOTED.sub(r"“\1”", TIE.sub(" ", TEXT.sub(_character, text)))


def _character(match: re.Match[str]) -> str:
    accent = match["braced"] or match["accent"]
    letter = latex.to_text(accent) if accent else match["sign"]
    return letter if letter and len(letter) == 1 else match[0]
