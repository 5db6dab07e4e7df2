"""TeX between dollars: found, turned into MathML for pages and into plain Unicode for the rest.

One parser, latex2mathml, serves both; what it cannot read, and any markup beyond plain MathML that
it lets through, is shown as the TeX that stands in the record.
"""

import re
from functools import cache
from xml.etree import ElementTree

import latex2mathml.converter
from markupsafe import Markup

MATH = re.compile(r"(?<!\\)\$(?=[^\s$])((?:\\.|[^$\\])*?)(?<=[^\s])\$(?!\d)", re.DOTALL)
ESCAPED = re.compile(r"\\([${}])")
"""A dollar or brace that is meant."""
LONGEST = 1000
"""TeX beyond this many characters is not a formula that anybody reads."""
NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
BARE = "mfrac mn mover mroot mrow msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover"
SHOWN = {
    "math": {"display"},
    "mo": {"stretchy", "fence", "separator"},
    "mi": {"mathvariant"},
    "mspace": {"width"},
    **{name: set[str]() for name in BARE.split()},
}
"""MathML elements that a page may hold, each with the attributes that it keeps."""

SCRIPTABLE = "0123456789+-−=()aeijknoprst"
SUPERSCRIPTS = dict(zip(SCRIPTABLE, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵉⁱʲᵏⁿᵒᵖʳˢᵗ", strict=True))
SUBSCRIPTS = dict(zip(SCRIPTABLE, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₙₒₚᵣₛₜ", strict=True))
ACCENTS = {"~": "\u0303", "^": "\u0302", "˙": "\u0307", "¨": "\u0308", "¯": "\u0304", "→": "\u20d7"}
SPACED = frozenset("=<>≤≥≈∼≡→↦∈⊂⊆∪∩≠∝←⇒")


def has_stray_dollar(text: str) -> bool:
    """Tell whether an unescaped dollar encloses no formula."""
    return "$" in text and "$" in MATH.sub("", text).replace(r"\$", "")


def is_balanced(text: str) -> bool:
    """Tell whether all TeX braces are balanced."""
    depth = 0
    if "{" not in text and "}" not in text:
        return True
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def to_html(text: str) -> Markup:
    """Return `text` escaped for HTML, with formulas as MathML."""
    return Markup().join(_mathml(part) if math else part for math, part in _parts(text))


def to_text(text: str) -> str:
    """Return `text` with formulas as plain Unicode."""
    return "".join(_plain(part) if math else part for math, part in _parts(text))


def first_sentence(text: str) -> str:
    """Return `text` up to the first full stop outside formulas that ends a sentence."""
    masked = MATH.sub(lambda match: "$" * len(match[0]), text)
    end = re.search(r"(?<=[\w)$”\"'][\w)$”\"'][.?!])\s+(?=[A-Z\"“$])", masked)
    return text[: end.start()] if end else text


def _parts(text: str) -> list[tuple[bool, str]]:
    if "$" not in text and "\\" not in text:
        return [(False, text)]  # as most are
    pieces = MATH.split(text)
    marked = [(bool(i % 2), piece) for i, piece in enumerate(pieces)]
    return [(math, piece if math else ESCAPED.sub(r"\1", piece)) for math, piece in marked if piece]


@cache
def _mathml(tex: str) -> Markup:
    tree = _parse(tex)
    if tree is None:
        return Markup('<code class="tex">{}</code>').format(tex)
    for element in tree.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
    # The tree holds SHOWN elements alone, and the serializer escapes their text.
    return Markup(ElementTree.tostring(tree, encoding="unicode", short_empty_elements=False))  # noqa: S704


@cache
def _plain(tex: str) -> str:
    tree = _parse(tex)
    return tex if tree is None else re.sub(r"\s+", " ", _flatten(tree)).strip()


def _parse(tex: str) -> ElementTree.Element | None:
    if len(tex) > LONGEST:
        return None
    try:
        # No document type can stand inside the root that the converter writes, so no entity can expand.
        tree = ElementTree.fromstring(latex2mathml.converter.convert(tex))  # noqa: S314
    except Exception:  # the parser documents no family of errors; any of them means "not TeX"
        return None
    return tree if all(_keep_shown(element) for element in tree.iter()) else None


def _keep_shown(element: ElementTree.Element) -> bool:
    name = element.tag.removeprefix(NAMESPACE)
    if name not in SHOWN or (name == "mi" and (element.text or "").startswith("\\")):
        return False
    for attribute in set(element.attrib) - SHOWN[name]:
        del element.attrib[attribute]
    return True


def _flatten(element: ElementTree.Element) -> str:
    name, parts = element.tag.removeprefix(NAMESPACE), [_flatten(child) for child in element]
    match name, parts:
        case "msup", [base, high]:
            return base + _script(high, SUPERSCRIPTS, "^")
        case "msub" | "munder", [base, low]:
            return base + _script(low, SUBSCRIPTS, "_")
        case "msubsup" | "munderover", [base, low, high]:
            return base + _script(low, SUBSCRIPTS, "_") + _script(high, SUPERSCRIPTS, "^")
        case "mfrac", [above, below]:
            return f"{_group(above)}/{_group(below)}"
        case "msqrt", _:
            return "√" + _group("".join(parts))
        case "mroot", [base, index]:
            return _script(index, SUPERSCRIPTS, "^").lstrip("^") + "√" + _group(base)
        case "mover", [base, accent]:
            return base + ACCENTS.get(accent, _script(accent, SUPERSCRIPTS, "^"))
    return _join(parts) if parts else _leaf(name, element.text or " " * (name == "mspace"))


def _leaf(name: str, text: str) -> str:
    if name == "mo" and text.strip() in SPACED:
        return f" {text.strip()} "
    return f" {text} " if name == "mi" and len(text) > 1 and text.isascii() else text


def _join(parts: list[str]) -> str:
    joined = "".join(parts)
    return re.sub(r"(?<=[(\[{/|]) | (?=[)\]}/|,(])", "", joined).strip()


def _script(text: str, letters: dict[str, str], sign: str) -> str:
    text = text.strip()
    if text and all(c in letters for c in text):
        return "".join(letters[c] for c in text)
    return text if text in ("′", "*") else sign + _group(text)


def _group(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 1 or text.isnumeric() else f"({text})"
