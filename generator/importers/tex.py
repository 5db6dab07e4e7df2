r"""TeX of bibliographies as text: accents and symbols become letters, braces go, formulas stay.

pylatexenc knows what macros mean; it is asked one macro at a time, since on whole values its time and
its stack depend on who wrote them.
"""

import re
from functools import lru_cache

from pylatexenc.latex2text import (  # type: ignore[import-untyped]
    LatexNodes2Text,
    get_default_latex_context_db,
)

from generator.importers.values import CURRENCY, lone_dollars, one_line
from generator.texmath import MATH

MACROS = get_default_latex_context_db()
DECODER = LatexNodes2Text()
BASE = r"(?:\\[ij](?![A-Za-z])|[A-Za-z])"
ACCENT = r"\\(?:[\"'`^~=.]|[uvHcdbrk](?![A-Za-z]))\s*"
ONE = rf"{ACCENT}(?:{BASE}|\{{\s*{BASE}\s*\}})"
TOKEN = re.compile(
    rf"(?P<accent>{ACCENT}(?:{BASE}|{ONE}|\{{\s*(?:{BASE}|{ONE})\s*\}}))"
    r"|\\(?P<macro>[A-Za-z]+)\s*"
    r"|\\(?P<sign>[^A-Za-z])"
    r"|(?P<ligature>---?|``|''|[?!]`|~)"
    r"|[{}]"
)
INNER = r"((?:\\.|[^$\\])+)"
DELIMITED = re.compile(
    rf"\\\$|{CURRENCY.pattern}|\$\${INNER}\$\$|\${INNER}\$|\\\(((?:(?!\\[()]).)+)\\\)", re.DOTALL
)
"""A formula in any of TeX's ways to write one, or a dollar that is none."""
PROSE = re.compile(r"(?<!\S)[a-z]{2,}(?!\S)")
"""A word, which no formula holds whose edges are blanks."""
LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "~": " "}
SIGNS = {"\\": " ", ",": " ", ";": " ", ":": " ", "-": "", "/": "", "!": "", "@": ""}
SYMBOLS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textless": "<",
    "textgreater": ">",
    "textasciicircum": "^",
    "slash": "/",
    "copyright": "©",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "S": "§",
}
"""What pylatexenc leaves out or writes otherwise."""
BARE = re.compile(
    r"bf(series)?|em(ph)?|ensuremath|it(shape)?|mathrm|mbox|(nolink)?url|protect|relax|rm|sc(shape)?|s[fl]"
    r"|text(bf|it|md|normal|rm|sc|sf|sl|subscript|superscript|tt|up)?|tt|ttfamily|u(nder)?line|upshape"
)
"""Macros that dress text: their text is kept."""
PLACE = "\x00"
"""Stands for a formula while the text around it is read; no value holds control characters."""


@lru_cache(maxsize=1_000)
def to_text(tex: str) -> str:
    """Return plain text on one line; macros that nobody knows stay as they are."""
    return one_line(_decode(one_line(tex)))


def to_address(tex: str) -> str:
    """Return an address or identifier, in which dashes and tildes stand for themselves."""
    return one_line(TOKEN.sub(lambda token: token["ligature"] or _token(token), one_line(tex)))


def to_title(tex: str) -> str:
    r"""Return a title as a record has it: formulas between dollars, a lone dollar as \$."""
    text = lone_dollars(DELIMITED.sub(_between_dollars, one_line(tex)))
    rest = (match[0] for match in MATH.finditer(text))
    text = _decode(MATH.sub(PLACE, text)).replace("$", r"\$")
    return lone_dollars(one_line(re.sub(PLACE, lambda _: next(rest), text)))


def _between_dollars(match: re.Match[str]) -> str:
    inner = match[1] or match[2] or match[3] or ""
    formula = inner.strip()
    prose = formula != inner and (PROSE.search(inner) or match.string[match.end() :][:1].isalnum())
    return f"${formula}$" if formula and not prose else match[0]


def _decode(tex: str) -> str:
    return TOKEN.sub(_token, tex)


def _token(match: re.Match[str]) -> str:
    if accent := match["accent"]:
        return _accented(accent.replace(" ", "") if accent[1] in "\"'`^~=." else accent)
    if macro := match["macro"]:
        symbol = _symbol(macro)
        return match[0] if symbol is None else symbol
    if sign := match["sign"]:
        return SIGNS.get(sign, sign)
    return LIGATURES.get(match[0], "")


@lru_cache(maxsize=10_000)
def _accented(tex: str) -> str:
    return str(DECODER.latex_to_text(tex)).strip()


@lru_cache(maxsize=10_000)
def _symbol(macro: str) -> str | None:
    if BARE.fullmatch(macro):
        return ""
    meaning = getattr(MACROS.get_macro_spec(macro), "simplify_repl", None)
    # Those with arguments have a percent sign; \today would bring in a clock, \cite angle brackets.
    plain = isinstance(meaning, str) and macro != "today" and not re.search("[%<]", meaning)
    return SYMBOLS.get(macro, meaning if plain else None)
