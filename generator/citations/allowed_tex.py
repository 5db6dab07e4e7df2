r"""Which TeX of a formula may stand in an exported file.

Whoever compiles a bibliography runs its TeX. So a formula is exported as TeX only if all its macros draw
something: \input, \write18, \def, \catcode, \href and all others that are not listed here become text.
"""

import re

from latex2mathml.symbols_parser import SYMBOLS

TOKEN = re.compile(r"\\([A-Za-z]+)|\\(.?)|([{}])|(\^\^|[%#&])", re.DOTALL)
STRUCTURES = (
    "above atop binom brace brack cfrac choose dbinom dfrac frac over overset root sfrac sqrt stackrel "
    "substack tbinom tfrac underset prime left middle right big Big bigg Bigg bigl bigr Bigl Bigr "
    "limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle"
)
ACCENTS = (
    "acute bar breve check ddot ddddot dddot dot grave hat mathring overbrace overleftarrow overline "
    "overleftrightarrow overrightarrow tilde underbar underbrace underleftarrow underline "
    "underrightarrow vec widecheck widehat widetilde xleftarrow xrightarrow xmapsto"
)
FONTS = (
    "bf bm boldsymbol cal emph frak it mathbb mathbf mathbin mathcal mathclose mathfrak mathit "
    "mathnormal mathop mathopen mathord mathpunct mathrel mathrm mathscr mathsf mathtt mbox "
    "operatorname pmb rm sf text textbf textit textmd textnormal textrm textsc textsf texttt textup tt"
)
FUNCTIONS = (
    "Pr arccos arcsin arctan arg argmax argmin bmod cos cosh cot coth csc deg det dim exp gcd hom inf "
    "injlim ker lg lim liminf limsup ln log max min mod pmod projlim sec sin sinh sup tan tanh"
)
SPACES = "enspace negthinspace quad qquad thickspace thinspace"
MACROS = frozenset(name[1:] for name in SYMBOLS if name[1:].isalpha()) | frozenset(
    f"{STRUCTURES} {ACCENTS} {FONTS} {FUNCTIONS} {SPACES}".split()
)
"""Macros that draw a symbol, an accent, a structure or a space, or choose a font."""
SIGNS = frozenset(",;:!> {}|_%&#$")
"""What may follow a backslash when it is no letter."""
DEEPEST = 20
"""Braces within braces; pybtex gives up a whole file at 100."""


def is_allowed(tex: str) -> bool:
    """Tell whether a formula, without its dollars, may be exported as TeX."""
    depth = 0
    for macro, sign, brace, active in TOKEN.findall(tex):
        if active or not (macro in MACROS or sign in SIGNS or brace):
            return False
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if not 0 <= depth <= DEEPEST:
            return False
    return depth == 0
