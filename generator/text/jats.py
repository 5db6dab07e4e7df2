"""The markup of publishers in titles and abstracts, JATS or HTML, as text with TeX between dollars."""

import re
from html import unescape
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from generator.text.texmath import SUBSCRIPTS, SUPERSCRIPTS

_NAMES = (
    "abstract|b|bold|break|disp-formula|em|ext-link|fn|i|inline-formula|alternatives|italic|label|list|"
    "list-item|monospace|named-content|p|roman|sans-serif|sc|scp|sec|small|span|strike|strong|styled-content|"
    "sub|sup|title|tt|u|underline|xref|br|div|ul|ol|li|tex-math"
)
TAG = re.compile(rf"</?(?:jats:|mml:)?(?:{_NAMES})(?:\s[^<>]*)?/?>|</?mml:\w+(?:\s[^<>]*)?/?>", re.I)
"""Markup that may go; what else stands between < and > is the text's own."""
BLOCK = re.compile(
    r"</?(?:jats:)?(?:p|sec|list-item|li|div|disp-formula|br|break)(?:\s[^<>]*)?/?>", re.I
)
HEADING = re.compile(
    r"<((?:jats:)?title)>([^<>]{0,200})</\1>(?:\s{0,100}<(?:jats:)?p(?:\s[^<>]*)?>)?", re.I
)
SCRIPT = re.compile(r"<(?:jats:)?(sub|sup)>([^<>]{1,100})</(?:jats:)?\1>", re.I)
TEX_FORMULA = re.compile(
    r"<(?:jats:)?tex-math(?:\s[^<>]*)?>((?:(?!<(?:jats:)?tex-math).){1,5000}?)</(?:jats:)?tex-math>",
    re.S | re.I,
)
MATHML = re.compile(r"<((?:mml:)?math)(?:\s[^<>]*)?>(?:(?!<\1).){1,10000}?</\1>", re.S)
ALTERNATIVES = re.compile(r"<((?:jats:)?alternatives)>(?:(?!<\1).){1,10000}?</\1>", re.S)
DOCUMENT = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.S)
OWN_NAME = {"abstract", "summary"}


def to_text(markup: str) -> str:
    """Return paragraphs, an empty line between them."""
    text = ALTERNATIVES.sub(lambda match: _preferred(match[0]), markup)
    text = MATHML.sub(lambda match: _mathml(match[0]), text)
    text = TEX_FORMULA.sub(lambda match: _tex_formula(match[1]), text)
    text = SCRIPT.sub(_script, text)
    text = BLOCK.sub("\n\n", HEADING.sub(_heading, text))
    return unescape(TAG.sub("", text)).strip()


def _preferred(alternatives: str) -> str:
    tex = TEX_FORMULA.search(alternatives)
    return tex[0] if tex else alternatives


def _tex_formula(tex: str) -> str:
    document = DOCUMENT.search(tex)
    return f"${(document[1] if document else tex).strip().strip('$').strip()}$"


def _heading(match: re.Match[str]) -> str:
    name = match[2].strip().rstrip(".:")
    return "\n\n" if name.lower() in OWN_NAME or not name else f"\n\n{name}: "


def _script(match: re.Match[str]) -> str:
    low = match[1].lower() == "sub"
    letters = SUBSCRIPTS if low else SUPERSCRIPTS
    text = match[2].strip()
    if all(c in letters for c in text):
        return "".join(letters[c] for c in text)
    return f"{'_' if low else '^'}{text}"


def _mathml(xml: str) -> str:
    try:
        return f"${_tex(fromstring(_declared(xml), forbid_dtd=True)).strip()}$"
    except (ParseError, DefusedXmlException, RecursionError):
        return xml


def _declared(xml: str) -> str:
    return re.sub(r"(</?)mml:", r"\1", re.sub(r"\sxmlns(?::\w+)?=(\"[^\"]*\"|'[^']*')", "", xml))


def _tex(element: Element) -> str:
    """Return a formula in TeX, as far as formulas in titles and abstracts go."""
    parts = [_tex(child) for child in element]
    match element.tag, parts:
        case "msup" | "mover", [base, high]:
            return f"{base}^{{{high}}}"
        case "msub" | "munder", [base, low]:
            return f"{base}_{{{low}}}"
        case "msubsup" | "munderover", [base, low, high]:
            return f"{base}_{{{low}}}^{{{high}}}"
        case "mfrac", [above, below]:
            return rf"\frac{{{above}}}{{{below}}}"
        case "msqrt", _:
            return rf"\sqrt{{{''.join(parts)}}}"
        case "annotation" | "annotation-xml", _:
            return ""
    return "".join(parts) if parts else _leaf(element.tag, " ".join((element.text or "").split()))


def _leaf(tag: str, text: str) -> str:
    escaped = re.sub(
        r"[\\{}$%#&_^~]", lambda match: rf"\{match[0]}" if match[0] in "{}$%#&_" else " ", text
    )
    if tag == "mtext":
        return rf"\text{{{escaped}}}"
    return rf"\mathrm{{{escaped}}}" if tag == "mi" and len(text) > 1 else escaped
