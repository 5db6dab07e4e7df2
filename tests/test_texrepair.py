import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importers.listings.texrepair import repair
from generator.text.texmath import has_stray_dollar, is_balanced, to_html
from support import LISTINGS, within

FORMULAS = {
    "in mathcal{O}(d^k) steps": r"in $\mathcal{O}(d^k)$ steps",
    "need widetilde Theta(d^{kq}).": r"need $\widetilde \Theta(d^{kq})$.",
    "widetildeTheta(d^4)": r"$\widetilde\Theta(d^4)$",
    "64{times}64": r"$64{\times}64$",
    "D{to}infty, then D{=}1": r"$D{\to}\infty$, then $D{=}1$",
    "(D{to} infty) to any": r"($D{\to} \infty$) to any",
    "n^{3-o(1)}": "$n^{3-o(1)}$",
    "from O(L^6) to O(L^3)": "from $O(L^6)$ to $O(L^3)$",
    "ell_2 and ell_infty norms": r"$\ell_2$ and $\ell_\infty$ norms",
    "a B_L b^p, in the L^2 sense": "a $B_L b^p$, in the $L^2$ sense",
    "the (nu^1-based) way": r"the ($\nu^1$-based) way",
    "rholeft( sum_k mathcal V_{km} z + mathcal A_{km}right)": r"$\rho( \sum_k \mathcal{V}_{km} z + \mathcal{A}_{km})$",
    "|p_0|rightarrowinfty": r"$|p_0|\rightarrow\infty$",
    "as drightarrow 4, as trightarrow infty .": r"as $d\rightarrow 4$, as $t\rightarrow \infty$ .",
    "langle 0|phi|0rangle =0 of": r"$\langle 0|\phi|0\rangle =0$ of",
    "u = v circ w with w : K^m rightarrow K has": r"$u = v \circ w$ with $w : K^m \rightarrow K$ has",
    "int_Gamma M(y, nabla v(y)) - g(y) v(y)dy.": r"$\int_\Gamma M(y, \nabla v(y)) - g(y) v(y)dy$.",
    "Oleft(left(dA_Mright)^{max{r log(1/ delta), s}}right)": r"$O((dA_M)^{\max\{r \log(1/ \delta), s\}})$",
    "S = diag( exp(AB^top) {bf 1}_m )": r"$S = \operatorname{diag}( \exp(AB^\top) {\bf 1}_m )$",
    "Omega(sqrt[3]{log n})": r"$\Omega(\sqrt[3]{\log n})$",
    "frac{1}{n} sum_i x_i": r"$\frac{1}{n} \sum_i x_i$",
    "hat{x}^2": r"$\hat{x}^2$",
    "Omega(T), but the Omega(s)": r"$\Omega(T)$, but the Omega(s)",
    "2^k - 1 inputs, not 2^k - a few": "$2^k - 1$ inputs, not $2^k$ - a few",
    "if k gg m and B_{Psicirc Theta} > B_Theta": r"if $k \gg m$ and $B_{\Psi\circ \Theta} > B_\Theta$",
    "L^* and W^star": r"$L^*$ and $W^\star$",
    "(xi cdot 100%) of": r"($\xi \cdot 100\%$) of",
    "a 9.1times gain, (1times 60), sim1000 points": r"a $9.1\times$ gain, ($1\times 60$), $\sim1000$ points",
    r"kept \alpha^2 and \frac{1}{2}": r"kept $\alpha^2$ and $\frac{1}{2}$",
    "softmax(QK^top)": r"softmax($QK^\top$)",
}
DOUBTFUL = {
    r"a set \{x\} and {\bf y} z": r"a set \{x\} and ${\bf y}$ z",
    "Omegabig(epsilon^{-1+p{p}}big)": "Ω(ε^{-1+p{p}})",
    "HyperZ{cdotZ{cdot}W}": "HyperZ{·Z{·}W}",
    "P_sys^{Delta}mathrm{dj}/{df}": "P_sys^{Δ}mathrm{dj}/{df}",
    "{O}(K T^{3/4})": "{O}(K T^{3/4})",
    "mathcal{C_{Phi circ Psi}/n}": "mathcal{C_{Φ ∘ Ψ}/n}",
    "x^2^3 and x^ and ^2": "x^2^3 and x^ and ^2",
    r"\foo{x} and \cite{one2020}": r"\foo{x} and \cite{one2020}",
}
TEXT = {
    r"Schr\"odinger and log-Schr\"odinger": "Schrödinger and log-Schrödinger",
    r"Fr\'echet, Fr{\'e}chet, Fr\'{e}chet": "Fréchet, Fréchet, Fréchet",
    r"Polyak-\L ojasiewicz, {\L}ojasiewicz, \L{}ojasiewicz": "Polyak-Łojasiewicz, Łojasiewicz, Łojasiewicz",
    r"Garc\'ia, Garc\'{\i}a, Fran\c{c}ois, \v{S}koda, Erd\H{o}s": "García, García, François, Škoda, Erdős",
    r"85\% of R\&D, 50% more": "85% of R&D, 50% more",
    r"{\em labeled} and \emph{some 5% more} and {\bf bold}": "labeled and some 5% more and bold",
    r"he said \"and\" twice": r"he said \"and\" twice",
    "work~cited2023here (e.g.,~this) clear-box~ But ~5 and x~p": "work cited2023here (e.g., this) clear-box But ~5 and x~p",
    "a ``quoted'' word, f'' and ``": "a “quoted” word, f'' and ``",
    "costs $5 million, or $7": r"costs \$5 million, or \$7",
    "from $5 million to US$": r"from \$5 million to US\$",
    "open { here": r"open \{ here",
    "shut } here {and} here": r"shut \} here {and} here",
}
UNTOUCHED = [
    "to in times top log max star left right big sum bar hat exp well form",
    "the top-k layers, an inverse gamma, five times epsilon-close, tau and phi",
    "(turn left) and (turn right), too big (or not)",
    "a partial sum, 2D and 3D, K=10, O(N), f(x) = a, A / B, x > 3",
    "https://example.org/x_1^2/a_b, me_x@example.org www.example.org/~x_1",
    "learning_rate, model_2, x_train, my_x, is_a, __init__, _well_, MAX_LEN, file_x_1.py, a/x_1.txt",
    "#x_1, v1.2.3, CIFAR-10/FFHQ, GPT-3.5, US\\$ 5, 1,000, 50%, 100 (1-xi)%",
    "a set {cat, dog}, [1], (2), a|b, A → B, 3 ± 1, 5×5, the ε-ball",
    r"$φ^3$ and $\mathcal{B}$-Coder and $x$-$y$ and $\left(x\right)$ and $a~b$",
    "a <b>bold</b> & <i>x</i> -- word --- “word” ...",
]
PIECES = [
    *("mathcal", "{O}", "(d^k)", "Omega", "big(", "big)", "left(", "right)", "epsilon", "^{-1", "p{p}", "}", "{"),
    *("(", ")", "[", "]", "$", "$$", r"\$", "\\", "\\\\", r"\{", r"\"o", r"\'e", r"\L ", r"{\em ", r"\emph{", "%"),
    *(r"\%", "~", " ", "\n", "\n\n", "x", "A", "I", "5", "_", "^", "_i", "^2", " = ", " - ", "times", "{times}"),
    *("{to}", "to", "infty", "rightarrow", "cdot", "circ", "sum_j", "max{", "log", "sqrt{", "sqrt[3]{", "frac{"),
    *("hat{", "widetilde ", "Theta(", "|", "langle", "rangle", "https://a_b.c", "foo_bar", "the ", "``", "''", "."),
    *(",", "<b>", " < ", "diag(", "{bf 1}", "100%", "@", "#x_1", "ε", "·", "ell_2", "^star", "sim10", "$x$", "'"),
]  # fmt: skip
BROKEN = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(("damaged", "repaired"), FORMULAS.items())
def test_what_is_certain_becomes_a_formula(damaged, repaired):
    assert repair(damaged) == repaired
    assert "<code" not in to_html(repaired)


@pytest.mark.parametrize(("damaged", "shown"), DOUBTFUL.items())
def test_what_is_doubtful_stays_readable(damaged, shown):
    assert repair(damaged) == shown


@pytest.mark.parametrize(("damaged", "repaired"), TEXT.items())
def test_tex_of_text_becomes_text(damaged, repaired):
    assert repair(damaged) == repaired


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_damaged_tex_stays_as_it_is(text):
    assert repair(text) == text


@settings(max_examples=500)
@given(BROKEN)
def test_any_text_comes_out_fit_for_a_record_and_stays_so(text):
    repaired = repair(text)
    assert not has_stray_dollar(repaired)
    assert is_balanced(repaired)
    assert repair(repaired) == repaired


@given(st.text(alphabet="abcdef ABCDEF.,;:!?()[]-+/|%&#'\"0123456789éßя中\n"))
def test_text_without_signs_of_tex_comes_back(text):
    assert repair(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *(
            sign * 100_000
            for sign in [
                "{",
                "}",
                "(",
                "^",
                "_",
                "$",
                "\\",
                "~",
                "@",
                "x_",
                "x^2 ",
                "$a ",
                "``a",
                r"\"a",
            ]
        ),
        *(
            sign * 30_000
            for sign in [
                r"{\em ",
                "max{",
                "sqrt[",
                "(a x^2",
                "left(",
                "left",
                "mathcal ",
                ".a",
                "{O}(x) ",
                "= ",
            ]
        ),
        "x^{" * 30_000 + "y" + "}" * 30_000,
        "(" * 50_000 + "x^2" + ")" * 50_000,
        "An invented sentence with O(N^2) in it, and with words. " * 18_000,
    ],
    ids=lambda text: text[:8],
)
def test_it_takes_linear_time(text):
    with within(10):
        repair(text)


@pytest.mark.skipif(not LISTINGS.is_dir(), reason="the listing pages are not beside the repository")
def test_the_real_pages_come_out_fit_for_a_record():
    for path in sorted(LISTINGS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            repaired = repair(line)
            assert not has_stray_dollar(repaired)
            assert is_balanced(repaired)
            assert "<code" not in to_html(repaired)
            assert repair(repaired) == repaired
