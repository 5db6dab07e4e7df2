r"""No TeX of a record acts where its citation is compiled or opened."""

import re

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from generator.catalog.records import Paper
from generator.citations import bibtex, table
from generator.citations.allowed_tex import DEEPEST, MACROS, is_allowed
from generator.importers.bibliographies import bibtex as importer
from generator.site import Site

ACTING = ["input", "include", "write", "immediate", "openout", "def", "edef", "let", "catcode", "csname", "href", "url", "special", "read", "newcommand", "begin", "end", "usepackage", "loop", "directlua", "verb", "char", "lowercase", "expandafter", "jobname", "message", "show", "relax", "par", "hskip", "kern", "vrule", "includegraphics", "ShellEscape", "includesvg", "lstinputlisting"]  # fmt: skip
ATTACKS = [
    r"$\input{/etc/passwd}$",
    r"$\immediate\write18{id}$",
    r"$\def\x{\x\x}\x$",
    r"$\catcode`\%=12 x$",
    r"$\href{https://evil.invalid}{x}$",
    r"$x \csname input\endcsname{/etc/passwd}$",
    r"$^^5cinput{/etc/passwd}$",
    r"$a % b$ and $c$",
    r"$a & b$",
    r"$#1$",
    r"\input{/etc/passwd}",
    r"\catcode`\@=0 @input",
    r"}, note = {\input{/etc/passwd}",
    r'"} @preamble{"\input x"}',
    r"$\begin{filecontents}{x}\end{filecontents}$",
    r"$\text{\input{x}}$",
    "$" + "{" * 200 + "x" + "}" * 200 + "$",
    "{" * 200 + "x" + "}" * 200,
    r"$\frac{1}{2}\$",
    "^^5cinput",
]
DRAWN = re.compile(
    r"\\(?:text(?:backslash|braceleft|braceright|asciitilde|asciicircum|less|greater)|[&%$#_])"
)
"""What stands for a character of text."""
TEX = st.lists(st.sampled_from([*"\\{}$^_&%#~`'\" 1ax", *(f"\\{name}" for name in ACTING), r"\frac{1}{2}", r"\alpha", "^^5c", "é"]), max_size=20).map("".join)  # fmt: skip


def paper(**facts):
    frame = {"id": "x", "title": "T", "authors": ["A B"], "published": "2024", "summary": "s"}
    return Paper.model_validate({**frame, "themes": ["t"], "added": "2026-11-20", **facts})


def hold_harmless(text):
    """Fail where an entry has a macro that is not known, or two parsers cannot read it."""
    for macro in re.findall(r"\\([A-Za-z]+)", DRAWN.sub("", text)):
        assert macro in MACROS, macro
    assert "^^" not in text
    assert not bibtexparser.parse_string(text).failed_blocks
    assert len(parse_string(text, "bibtex").entries) == 1


def test_no_macro_that_acts_is_known():
    assert not MACROS & set(ACTING)


@pytest.mark.parametrize("tex", ATTACKS)
def test_tex_that_acts_becomes_text(tex):
    one = paper(title=f"On {tex}", authors=[f"Ada {tex}"], venue=f"Journal of {tex} (2024)")
    text = bibtex.entry(one)
    hold_harmless(text)
    (draft,) = importer.read(text, "x.bib").drafts
    assert draft.title == one.title


@given(TEX, TEX)
def test_no_tex_at_all_acts(title, author):
    hold_harmless(bibtex.entry(paper(title=f"On {title} and ${title}$", authors=[f"Ada {author} Love"])))


@pytest.mark.parametrize(
    "tex", [r"\mathcal{O}(n \log n)", r"\frac{1}{n+1}", r"\sqrt[3]{x}", r"\ell_\infty", r"\{a\}", r"p'"]
)
def test_formulas_stay_tex(tex):
    assert is_allowed(tex)
    assert f"{{${tex}$}}" in bibtex.entry(paper(title=f"On ${tex}$"))


def test_depth_has_a_limit():
    assert is_allowed("{" * DEEPEST + "x" + "}" * DEEPEST)
    assert not is_allowed("{" * (DEEPEST + 1) + "x" + "}" * (DEEPEST + 1))


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("a;=1+1", "a;'=1+1"),
        ("a; @SUM(1)", "a; '@SUM(1)"),
        ("a-b = c; d", "a-b = c; d"),
    ],
)
def test_no_cell_begins_like_a_formula(title, cell):
    assert f",{cell}," in table.text([paper(title=title)], Site())
