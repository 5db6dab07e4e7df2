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

from generator.errors import quote
from generator.text.plain import CURRENCY, lone_braces, lone_dollars, one_line
from generator.text.texmath import MATH

MACROS = get_default_latex_context_db()
DECODER = LatexNodes2Text()
BASE = r"(?:\\[ij](?![A-Za-z])|[A-Za-z])"
ACCENT = r"\\(?:[\"'`^~=.]|[uvHcdbrk](?![A-Za-z]))\s*"
ONE = rf"{ACCENT}(?:{BASE}|\{{\s*{BASE}\s*\}})"
TOKEN = re.compile(
    rf"(?P<accent>{ACCENT}(?:{BASE}|{ONE}|\{{\s*(?:{BASE}|{ONE})\s*\}}))"
    r"|\\(?:textcolor|color|[hv]space\*?)\s*\{[^{}]*\}"
    r"|\\unicode\s*\{(?P<point>[^{}]*)\}"
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
OPTION = re.compile(r"(?:\[[^\[\]]*\]\s*)?")
CODE_POINT = re.compile(r"(?:(0?x|\"|U\+)([0-9a-f]{1,5})|(\d{1,6}))", re.I | re.A)
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
    """Return plain text on one line; unknown macros stay as they are."""
    return one_line(_decode(one_line(tex)))


def to_address(tex: str) -> str:
    """Return a URL or identifier, in which dashes and tildes are literal."""
    return one_line(_decode(one_line(tex), ligatures={}))


def to_title(tex: str) -> str:
    r"""Return a title in the form of records: formulas between dollars, lone \$ and \{ escaped."""
    text = lone_dollars(DELIMITED.sub(_between_dollars, one_line(tex)))
    rest = (match[0] for match in MATH.finditer(text))
    text = _decode(MATH.sub(PLACE, text)).replace("$", r"\$")
    return lone_braces(lone_dollars(one_line(re.sub(PLACE, lambda _: next(rest), text))))


def _between_dollars(match: re.Match[str]) -> str:
    inner = match[1] or match[2] or match[3] or ""
    formula = inner.strip()
    prose = formula != inner and (PROSE.search(inner) or match.string[match.end() :][:1].isalnum())
    return f"${formula}$" if formula and not prose else match[0]


def unknown(text: str) -> list[str]:
    """Return a clause on the unknown macros left in a text, if any."""
    left = dict.fromkeys(re.findall(r"\\[A-Za-z]+", MATH.sub("", text)))
    return [f"holds TeX that is not known, {quote(' '.join(left))}"] if left else []


def _decode(tex: str, ligatures: dict[str, str] = LIGATURES) -> str:
    kept = _arguments(tex) if "\\" in tex else ()

    def written(match: re.Match[str]) -> str:
        if ligature := match["ligature"]:
            return ligatures.get(ligature, ligature)
        return match[0] if match.start() in kept else _token(match)

    return TOKEN.sub(written, tex)


def _arguments(tex: str) -> set[int]:
    """Return the positions of the braces around arguments of unknown macros."""
    kept: set[int] = set()
    opened: list[tuple[int, bool]] = []
    expected = None
    """Where an argument, or an option before it, may begin."""
    for match in TOKEN.finditer(tex):
        start, begin, expected = match.start(), expected, None
        if match[0] == "{":
            opened.append((start, begin is not None and bool(OPTION.fullmatch(tex, begin, start))))
        elif match[0] == "}" and opened:
            opening, argument = opened.pop()
            if argument:
                kept |= {opening, start}
                expected = match.end()
        elif match["macro"] and _symbol(match["macro"]) is None:
            expected = match.end()
    return kept


def _token(match: re.Match[str]) -> str:
    if accent := match["accent"]:
        return _accented(accent.replace(" ", "") if accent[1] in "\"'`^~=." else accent)
    if macro := match["macro"]:
        symbol = _symbol(macro)
        return match[0] if symbol is None else symbol
    if sign := match["sign"]:
        return SIGNS.get(sign, sign)
    return _character(match[0], match["point"]) if match["point"] else ""


def _character(tex: str, point: str) -> str:
    """Return the character of a code point, decimal or after x or a quote hexadecimal."""
    number = CODE_POINT.fullmatch(point.strip())
    character = chr(int(number[2] or number[3], 16 if number[1] else 10)) if number else ""
    return character if character.isprintable() and character else tex


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
