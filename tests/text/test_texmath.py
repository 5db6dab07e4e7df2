import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import texmath

TEX = st.text(st.sampled_from(list("\\{}$^_&%#~<>\"' \nabx12αé中[]()")), max_size=40)
COMMANDS = st.sampled_from([r"\frac", r"\left(", r"\right", r"\begin{matrix}", r"\text{<b>}", r"\sqrt[3]", r"\href{javascript:x}"])  # fmt: skip


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"HyperZ$\cdot$Z$\cdot$W", "HyperZ·Z·W"),
        (r"$\mathcal{B}$-Coder", "ℬ-Coder"),
        (r"$\phi^3$ QFT", "ϕ³ QFT"),
        (r"order $o(\sqrt[3]{\log n})$", "order o(³√(log n))"),
        (r"$n^{1+o(1)}$, $d^{kq}$", "n¹⁺ᵒ⁽¹⁾, d^(kq)"),
        (r"$\ell_\infty$, $\ell_2$", "ℓ_∞, ℓ₂"),
        (r"$\widetilde{\Theta}(d^4)$", "Θ\u0303(d⁴)"),
        (r"$\frac{1}{n+1}$", "1/(n+1)"),
        (r"costs \$5", "costs $5"),
        (r"$\unknown{x}$", r"\unknown{x}"),
        (r"$\frac{$", r"\frac{"),
    ],
)
def test_formulas_as_plain_text(tex, text):
    assert texmath.to_text(tex) == text


def test_formulas_as_mathml():
    html = texmath.to_html(r"the $x^2$ & <b>")
    assert html == (
        'the <math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math> &amp; &lt;b&gt;'
    )


@pytest.mark.parametrize(
    "tex", [r"$\text{<script>alert(1)</script>}$", r"$\text{<b>&}$", "$&$", "$" + "x" * 2000 + "$"]
)
def test_what_is_not_a_formula_is_shown_as_tex(tex):
    html = texmath.to_html(tex)
    assert html.startswith('<code class="tex">')
    assert not re.search("<script|<b>", html)


@pytest.mark.parametrize(
    "command", ["href{javascript:alert(1)}", 'class{x"}', "style{color:red}", "color{red}"]
)
def test_attributes_do_not_reach_the_page(command):
    html = texmath.to_html(rf"$\{command}{{x}}$")
    assert not any(word in html for word in ("href", "class=", "style=", "mathcolor"))


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("$x$", False),
        (r"\$5", False),
        ("costs $5 and $10", True),
        ("a $ b", True),
        ("$x", True),
        ("$x $", True),
    ],
)
def test_dollars_that_enclose_nothing(text, stray):
    assert texmath.has_stray_dollar(text) is stray


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("In $a. B$ it holds. Two.", "In $a. B$ it holds."),
        ("By J. Smith and M. Lee. Two.", "By J. Smith and M. Lee."),
        ("Uses SwiGLU. The rest.", "Uses SwiGLU."),
        ("No end", "No end"),
        ("Is it? Yes.", "Is it?"),
    ],
)
def test_first_sentence(text, first):
    assert texmath.first_sentence(text) == first


@given(st.lists(TEX | COMMANDS, max_size=6).map("".join))
def test_any_text_becomes_well_formed_markup_of_known_elements(text):
    root = ElementTree.fromstring(f"<p>{texmath.to_html(f'${text}$ {text}')}</p>".replace("\x00", ""))
    assert {element.tag for element in root.iter()} <= {"p", "code", *texmath.SHOWN}
    texmath.to_text(text)
