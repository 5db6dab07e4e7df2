"""What text with damaged TeX is made of: names of TeX, and tokens of prose and of formulas."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.text.texmath import MATH, to_text

LETTERS = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi "
    "rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi "
    "Psi Omega ell hbar"
)
SYMBOLS = "infty nabla ldots cdots"
RELATIONS = (
    "rightarrow leftarrow Rightarrow mapsto cdot circ leq geq neq ll gg lesssim gtrsim approx simeq "
    "equiv propto oplus otimes odot subseteq setminus"
)
FUNCTIONS = "exp log ln sin cos tan tanh max min sup inf lim det dim ker sum prod int"
OPERATORS = "diag poly polylog"
"""Functions without a macro of their own."""
FONTS = "mathcal mathbb mathbf mathrm mathsf mathscr mathfrak boldsymbol operatorname"
GLUED = "rightarrow leftarrow mapsto infty cdot leq geq langle rangle"
"""Names that no English word holds, so that one or two letters may stick to them."""
ENGLISH = "am an as at be by do go he if in is it me my no of on or so to up us vs we"
"""What two letters of a formula are not."""
KINDS = {
    **dict.fromkeys(f"{LETTERS} {SYMBOLS}".split(), "atom"),
    **dict.fromkeys(RELATIONS.split(), "infix"),
    **dict.fromkeys(f"{FUNCTIONS} {OPERATORS}".split(), "function"),
    "langle": "open",
    "rangle": "close",
}
"""What each name is in a formula."""
SURE = frozenset(f"{SYMBOLS} {RELATIONS} langle rangle".split())
"""Names that are TeX wherever they stand in a formula."""
CHARACTERS = {
    name: to_text(f"$\\{name}$").translate({ord("ϵ"): "ε", ord("ϕ"): "φ"})
    for name in f"{LETTERS} {SYMBOLS} {RELATIONS}".split()
}


def any_of(names: Iterable[str]) -> str:
    """Return a pattern for one of `names`, the longest that fits."""
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


def _written(names: str) -> str:
    return "".join(CHARACTERS[name] for name in names.split())


PART = re.compile(rf"{any_of(KINDS)}|[A-Za-z]")
FONT = re.compile(
    rf"\\?({any_of(FONTS.split())})(?:\{{([A-Za-z0-9]{{1,12}})\}}|\s*([A-Za-z])(?![A-Za-z]))"
)
ARROWS = _written(RELATIONS)
SIGNS = f"{_written(LETTERS)}{_written(SYMBOLS)}"
NAME = f"{any_of(f'{LETTERS} {SYMBOLS}'.split())}|[{SIGNS}]"
INDEXED = rf"(?:\d*(?:d?[A-Z]|[a-z])|{any_of(FUNCTIONS.split())}|(?:{NAME})+)_(?:{NAME}|[A-Za-z0-9])\b"
"""A name with an index, as opposed to an identifier such as learning_rate."""
WORD = (
    rf"(?!{any_of(KINDS)}|math|bold|wide|over|oper|\w{{1,2}}(?:{any_of(GLUED.split())}))[a-z]{{3,}}[ ]"
)
"""A word that nobody can mistake; to take stretches of them at once halves the time."""
TOKENS = {
    "words": rf"(?<!\S)(?:{WORD})+",
    "formula": f"(?s:{MATH.pattern})",
    "address": r"(?<!\S)[^\s$]*(?:://|@|www\.)[^\s$]*|(?<!\S)#\w+",
    "file": r"(?<!\S)\w[\w/-]*(?:\.\w+)*\.[a-z]\w{0,4}\b",
    "identifier": rf"(?<![\w\\{ARROWS}{SIGNS}])(?!{INDEXED})(?:[^\W_]\w*|(?<!\S))_\w+",
    "space": r"\s+",
    "sign": rf"\{{\s*(?:\\?(?:to|times|in|sim|{any_of(RELATIONS.split())})|[-+=<>/{ARROWS}])\s*\}}",
    "bold": r"\{\s*\\?(?:bf|cal)\s+\w\s*\}",
    "font": rf"(?<![A-Za-z]){FONT.pattern}",
    "command": rf"\\?(?:widetilde|widehat|overline)(?=\s?(?:{NAME}|[A-Z{{]))"
    r"|(?<![A-Za-z])(?:tilde|hat|bar|vec)(?=\{)|sqrt(?=[\[{])|frac(?=\{)",
    "raised": r"(?<=\^)(?:top|star|dagger|ast|perp|prime)\b|(?<=[\^_])[*+-]",
    "by": r"(?<=\d)times(?=\s?\d)",
    "fold": r"(?<=\d)times(?![A-Za-z])",
    "about": r"\bsim(?=\d)",
    "macro": r"\\[A-Za-z]+",
    "escape": r"\\[^A-Za-z{}]",
    "article": r"(?<!\S)[aAI](?=\s)",
    "letters": r"[A-Za-z]+",
    "number": r"\d+(?:[.,]\d+)*%?",
    "open": r"\\?\{|[(\[]",
    "close": r"\\?\}|[)\]]",
    "script": r"[\^_]",
    "infix": rf"[-+=/×≥≤∈±∼{ARROWS}]|(?<=\s)[<>](?=\s)|:(?=\s*[A-Z](?:\^\w)?\s*rightarrow)",
    "atom": f"[\U0001d400-\U0001d7ff|{SIGNS}]",
    "comma": "[,;]",
    "other": "(?s:.)",
}
"""What text is cut into; the first that fits is taken."""
TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in TOKENS.items()))
PROSE = frozenset(("words", "formula", "address", "file", "identifier", "escape", "article", "other"))
CLOSING = {"(": ")", "[": "]", "{": "}", r"\{": r"\}", "langle": "rangle"}


class Token(NamedTuple):
    """A piece of text and, unless its kind is prose, the TeX for it."""

    kind: str
    text: str
    tex: str = ""
    sure: bool = False
    """Whether it can only be TeX."""

    @property
    def word(self) -> str:
        """The text of what no formula may stick to: prose, or a function that is not called."""
        return self.text if self.kind in ("prose", "function") else ""


def tokens(text: str) -> Iterator[Token]:
    """Cut `text` into tokens, of which the texts joined are the text again."""
    for match in TOKEN.finditer(text):
        kind, found = match.lastgroup or "other", match[0]
        if kind == "letters":
            yield from _letters(found)
        elif kind in PROSE or (kind == "space" and found.count("\n") > 1):
            yield Token("prose", found)
        elif kind in READ:
            yield READ[kind](found)
        else:
            yield Token(kind, found, found, kind == "script")


@lru_cache(maxsize=10_000)
def _letters(run: str) -> list[Token]:
    parts = PART.findall(run)
    singles = sum(len(part) == 1 for part in parts)
    names = [part for part in parts if len(part) > 1]
    english = "".join(part for part in parts if len(part) == 1).lower() in ENGLISH.split()
    short = len(run) <= 2 and not english
    glued = names and singles <= 2 and not english and all(name in GLUED.split() for name in names)
    if short or not singles or glued:
        return [_name(part) if len(part) > 1 else Token("atom", part, part) for part in parts]
    return [Token("prose", run)]


def _name(name: str) -> Token:
    macro = rf"\operatorname{{{name}}}" if name in OPERATORS.split() else f"\\{name}"
    return Token(KINDS[name], name, macro)


def _macros(text: str) -> str:
    return re.sub(r"\\?([A-Za-z]{2,})", r"\\\1", text)


READ: dict[str, Callable[[str], Token]] = {
    "sign": lambda text: Token("infix", text, _macros(text), True),
    "bold": lambda text: Token("atom", text, _macros(text), True),
    "font": lambda text: Token("atom", text, FONT.sub(r"\\\1{\2\3}", text), True),
    "command": lambda text: Token("command", text, _macros(text), True),
    "raised": lambda text: Token("atom", text, _macros(text)),
    "by": lambda text: Token("infix", text, r"\times", True),
    "fold": lambda text: Token("atom", text, r"\times", True),
    "about": lambda text: Token("atom", text, r"\sim", True),
    "macro": lambda text: Token(KINDS.get(text[1:], "command"), text, text, text[1:] not in KINDS),
    "number": lambda text: Token("atom", text, text.replace("%", r"\%")),
}
"""How a kind of token is written as TeX, where its text is not."""
