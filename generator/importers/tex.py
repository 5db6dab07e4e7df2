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

from generator.importers.values import lone_dollars, one_line

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
MATH = re.compile(
    r"\\\$|\$\$((?:\\.|[^$\\])+)\$\$|\$((?:\\.|[^$\\])+)\$|\\\(((?:(?!\\[()]).)+)\\\)", re.DOTALL
)
"""A formula with its TeX, or a dollar that is none."""
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
    formulas: list[str] = []

    def keep(match: re.Match[str]) -> str:
        formula = (match[1] or match[2] or match[3] or "").strip()
        if not formula:
            return match[0]
        formulas.append(f"${formula}$")
        return PLACE

    text = _decode(MATH.sub(keep, one_line(tex))).replace("$", r"\$")
    rest = iter(formulas)
    return lone_dollars(one_line(re.sub(PLACE, lambda _: next(rest), text)))


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
