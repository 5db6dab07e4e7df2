import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.catalog import shelf
from generator.catalog.index import Catalog
from generator.suggestions.suggester import Suggester, Suggestions
from generator.text import texmath
from support import ROOT, TOY

NTK = "neural-tangent-kernel"
MENTIONED = re.compile(r'the (title|abstract) says "(.*)"')
ALIKE = re.compile(r'like ".*" \(shared: (.*)\)')
DESCRIBED = re.compile(r"its description has (.*)")
COD = (
    "The medieval cod trade of Bergen",
    "Merchants shipped dried fish from northern Norway to the Baltic. Customs rolls of four centuries tell "
    "how prices rose and households changed.",
)


@pytest.fixture(scope="module")
def toy():
    return shelf.load(TOY).catalog


@pytest.fixture(scope="module")
def suggester(toy):
    return Suggester(toy)


def ids(suggestions):
    return [suggestion.id for suggestion in suggestions]


@pytest.mark.parametrize(
    ("title", "tag", "quoted"),
    [
        ("What CNTKs of deep nets leave out", NTK, "CNTKs"),
        ("Notes on the Tangent   Kernels", NTK, "Tangent Kernels"),
        ("Learning pulses on SpiNNaker", "neuromorphic-computing", "SpiNNaker"),
        ("Program inductions by hand", "program-synthesis", "Program inductions"),
    ],
)
def test_a_name_in_the_title_gives_its_tag_first(toy, title, tag, quoted):
    first = Suggester(toy).suggest(title, "We say nothing else.").tags[0]
    assert (first.id, first.reason) == (tag, f'the title says "{quoted}"')


def test_a_name_in_the_abstract_says_less_than_one_in_the_title(toy):
    title, text = "Kernels at infinite width", "They explain program synthesis."
    suggester = Suggester(toy)
    in_text = {tag.id: tag for tag in suggester.suggest(title, text * 2).tags}["program-synthesis"]
    in_title = suggester.suggest(text, title).tags[0]
    assert in_text.reason == 'the abstract says "program synthesis"'
    assert in_title.id == "program-synthesis"
    assert in_title.score > in_text.score


def test_an_acronym_is_no_common_word(suggester):
    assert "neural-differential-equation" in ids(suggester.suggest("Training a NODE", "").tags)
    assert "neural-differential-equation" not in ids(suggester.suggest("Training a node", "").tags)


def test_a_name_in_tex_is_read(suggester):
    (first, *_) = suggester.suggest(r"Tuning by $\mu$P alone", "").tags
    assert (first.id, first.reason) == ("maximal-update-parametrization", 'the title says "μP"')


def test_the_first_theme_is_that_of_papers_alike(toy):
    title, text = "Wide networks", "The kernel of wide networks stays fixed while gradient descent runs."
    first = Suggester(toy).suggest(title, text).themes[0]
    assert first.id == NTK
    named = Suggester(toy).suggest("Hopfield networks and dense associative memory", "")
    assert ids(named.themes) == ["hopfield-networks"]


def test_explanations_quote_what_is_written(suggester, toy):
    for paper in toy.papers:
        given = suggester.suggest(paper.title, paper.gist)
        text = squeezed(f"{paper.title} {paper.gist}")
        for suggestion in given.themes + given.tags:
            for quoted in quotes(suggestion.reason):
                assert squeezed(quoted) in text, suggestion


def quotes(because):
    """Return what an explanation quotes of the query."""
    if mentioned := MENTIONED.fullmatch(because):
        return [mentioned[2]]
    return (ALIKE.fullmatch(because) or DESCRIBED.fullmatch(because))[1].split(", ")


def squeezed(text):
    return " ".join(unicodedata.normalize("NFKC", texmath.to_text(text)).split())


def test_a_name_that_papers_use_for_something_else_loses_trust(toy):
    called, meant = "Sums of review", "Review"
    rest = tuple(paper for paper in toy.papers if "survey" not in paper.tags)
    astray = rest[0].model_copy(update={"title": called, "summary": "Nothing.", "tags": (NTK,)})
    papers = tuple(astray.model_copy(update={"id": f"astray-{n}"}) for n in range(9))
    before = Suggester(replace(toy, papers=rest)).suggest(meant, "")
    after = Suggester(replace(toy, papers=rest + papers)).suggest(meant, "")
    assert ids(before.tags)[0] == "survey"
    assert "survey" not in ids(after.tags)


def test_what_nobody_has_confirmed_teaches_nothing(toy):
    wrong = tuple(
        paper.model_copy(
            update={"tags": ("survey",), "themes": ("applications",), "review": ("tags", "themes")}
        )
        for paper in toy.papers
    )
    given = Suggester(replace(toy, papers=wrong)).suggest(toy.papers[0].title, toy.papers[0].summary)
    assert "survey" not in ids(given.tags)
    assert "applications" not in ids(given.themes)


def test_records_may_lack_nearly_everything(toy):
    bare = toy.papers[0].model_copy(update={"id": "bare", "summary": None, "themes": (), "tags": ()})
    stray = bare.model_copy(update={"id": "stray", "themes": ("no-theme",), "tags": ("no-tag",)})
    given = Suggester(replace(toy, papers=(*toy.papers, bare, stray))).suggest(bare.title, "")
    assert "no-theme" not in ids(given.themes)
    assert "no-tag" not in ids(given.tags)


def test_an_empty_catalog_suggests_nothing(toy):
    assert Suggester(Catalog((), (), (), ())).suggest("Grokking", "Grokking.") == Suggestions((), ())
    assert Suggester(Catalog(toy.papers, (), (), ())).suggest("Grokking", "") == Suggestions((), ())


def test_names_and_descriptions_suffice_before_any_paper(toy):
    suggester = Suggester(replace(toy, papers=()))
    title = "Hopfield nets for turbulent flow"
    given = suggester.suggest(title, "We store patterns as attractors of a memory.")
    assert given.themes[0].id == "hopfield-networks"
    assert given.tags[0].reason == 'the title says "Hopfield nets"'
    unnamed = suggester.suggest("Storing patterns", "Networks that store patterns as attractors.")
    assert unnamed.themes[0].id == "hopfield-networks"
    assert quotes(unnamed.themes[0].reason)


@pytest.mark.parametrize(
    "text", [COD, ("", ""), ("¿¡…", "— 。"), ("the of and", "is it"), ("魚の市場", "港と船")]
)
def test_what_is_like_nothing_gets_no_suggestion(suggester, text):
    assert suggester.suggest(*text) == Suggestions((), ())


def test_explanations_show_no_control_characters(suggester):
    given = suggester.suggest("Neural\x1b tangent\n\u202e kernel", "infinite\u2028 width\x07 kernel")
    assert given.tags
    assert all(suggestion.reason.isprintable() for suggestion in given.themes + given.tags)


def test_the_same_in_every_process(toy, suggester):
    script = (
        "from support import TOY; from generator.catalog.shelf import load\n"
        "from generator.suggestions.suggester import Suggester\n"
        "catalog = load(TOY).catalog; suggester = Suggester(catalog)\n"
        "for paper in catalog.papers: print(suggester.suggest(paper.title, paper.gist))"
    )
    other = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    here = "".join(f"{suggester.suggest(one.title, one.gist)}\n" for one in toy.papers)
    assert other.stdout == here
    assert "Suggestion(" in here


PIECES = st.sampled_from(
    ["Hopfield", "NTK", "neural ", "tangent kernel", "$x^2$", "$", "\\", "\x00", "é", "\ud800"]
)


@given(*[st.text() | st.lists(st.text(max_size=5) | PIECES, max_size=40).map(" ".join)] * 2)
@example("grokking " * 20_000, "$" * 20_000)
@example("\\(" * 9_000, "${" * 9_000)
def test_any_text_gets_topics_that_exist(suggester, toy, title, text):
    given = suggester.suggest(title, text)
    assert len(given.themes) <= 3
    assert len(given.tags) <= 5
    assert set(ids(given.themes)) <= toy.theme.keys()
    assert set(ids(given.tags)) <= toy.tag.keys()
    assert all(suggestion.reason for suggestion in given.themes + given.tags)
