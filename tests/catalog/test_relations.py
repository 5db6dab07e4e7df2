"""Fields by which a record says what matters: tldr, relations, citation key, a theme's reading order."""

import pytest

from generator.catalog.shelf import load
from generator.checks.check import check
from generator.yamlfiles.edit import assign
from generator.yamlfiles.read import dump_file, parse
from support import run

NTK = "neural-tangent-kernel-convergence-and-generalization-in-neural-networks"
FEATURES = "feature-learning-in-infinite-width-neural-networks"
NEWER = "newer-paper"
TLDR = "Networks of infinite width learn features at another scale."
RECORD = {
    "title": "A newer paper",
    "authors": ["Ada Lovelace"],
    "published": "2024-05",
    "tldr": TLDR,
    "summary": f"{TLDR} A second sentence says how, and a third one is not needed here.",
    "themes": ["neural-tangent-kernel"],
    "added": "2026-11-20",
}


@pytest.fixture
def folder(toy):
    return toy / "catalog"


def add(folder, **more):
    (folder / f"papers/{NEWER}.yml").write_text(dump_file(RECORD | more), "utf-8")
    return load(folder, "catalog")


def said(shelf):
    messages = [str(message) for message in check(shelf)]
    return [message.removeprefix(f"catalog/papers/{NEWER}.yml:") for message in messages]


def start_here(folder, lines, more=""):
    path = folder / "themes.yml"
    text = path.read_text("utf-8")
    before, _, after = text.partition("  start_here:\n")
    rest = after[after.index("- id:") :]
    path.write_text(f"{before}  start_here:\n{lines}{more}{rest}", "utf-8")
    return load(folder, "catalog")


def test_lists_show_the_tldr_and_pages_do_not_repeat_it(folder):
    papers = add(folder).catalog.paper
    assert papers[NEWER].gist == TLDR
    assert papers[NEWER].further == "A second sentence says how, and a third one is not needed here."
    without = add(folder, tldr=None, summary="What it asks. What it finds, in enough words to stand.")
    assert without.catalog.paper[NEWER].gist == "What it asks."


@pytest.mark.parametrize(
    ("tldr", "wrong"),
    [
        ("word " * 26, "has 26 words; expected at most 25; say it in fewer words"),
        ("word " * 24 + "$a + b + c$", None),
        ("Do wide networks learn?", "is a question; expected one sentence"),
        ("Wide networks learn. Deep ones too.", "has several sentences; expected one sentence"),
        ("Two\n\nlines", "has a line break"),
        ("A lone $ sign", "has a $ that encloses no formula"),
    ],
)
def test_a_tldr_is_one_short_statement(folder, tldr, wrong):
    messages = said(add(folder, tldr=tldr))
    assert not messages if wrong is None else wrong in messages[0]


def test_relations_lead_both_ways(folder):
    relations = [{"builds_on": NTK, "why": "adds features"}, {"answers": FEATURES}]
    shelf = add(folder, relations=relations)
    assert said(shelf) == []
    catalog = shelf.catalog
    older = catalog.builds_on(catalog.paper[NEWER])
    assert [(c.paper.id, c.kind, c.why) for c in older] == [
        (NTK, "builds_on", "adds features"),
        (FEATURES, "answers", ""),
    ]
    (newer,) = [c for c in catalog.answered_by(catalog.paper[FEATURES]) if c.paper.id == NEWER]
    assert (newer.kind, newer.why) == ("answers", "")


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ({"builds_on": "nothing-here"}, '"nothing-here" does not exist; expected the id of a paper'),
        ({"builds_on": NEWER}, "names the paper itself; expected an older paper; remove it"),
        ({"builds_on": NTK, "answers": FEATURES}, "has both builds_on and answers; expected either"),
        ({"why": "no reason"}, "names no paper; expected either builds_on: ID or answers: ID"),
        ({"build_on": NTK}, 'has the unknown key "build_on"; expected builds_on, answers, why; did you'),
        (NTK, 'expected builds_on, answers, why; write "- builds_on: ID"'),
        ({"answers": "Not A Slug"}, '"Not A Slug" is not an id'),
        ({"answers": NTK, "why": "word " * 26}, "has 26 words; expected at most 25"),
    ],
)
def test_what_is_wrong_with_a_relation_is_said_once_at_its_line(folder, relation, expected):
    messages = said(add(folder, relations=[{"answers": FEATURES}, relation]))
    assert len(messages) == 1
    place, _, text = messages[0].partition(": relations: ")
    assert expected in text
    line = (folder / f"papers/{NEWER}.yml").read_text("utf-8").splitlines()[int(place) - 1]
    assert line.startswith(("- ", "  "))
    assert FEATURES not in line or "builds_on" in str(relation)


def test_a_paper_builds_on_older_ones_and_on_each_once(folder):
    newer = said(add(folder, published="2018", relations=[{"builds_on": FEATURES}]))
    assert "is newer (2020-11-30) than this paper (2018); expected an older paper" in newer[0]
    assert said(add(folder, published="2020", relations=[{"builds_on": FEATURES}])) == []
    twice = said(add(folder, relations=[{"builds_on": NTK}, {"answers": NTK}]))
    assert "stands here twice; expected each once; remove one" in twice[0]


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("li2021fourier", None),
        ("DBLP:conf/nips/Li20", None),
        ("li 2021", "is not a citation key"),
        ("müller2020", "is not a citation key"),
        (NTK, f"is taken by catalog/papers/{NTK}.yml"),
    ],
)
def test_a_citation_key_is_readable_and_alone(folder, key, wrong):
    messages = said(add(folder, citation_key=key))
    assert not messages if wrong is None else wrong in messages[0]


def test_a_reading_order_gives_reasons(folder):
    lines = f"  - paper: '1806.07572'\n    why: It came first.\n  - {FEATURES}\n"
    shelf = start_here(folder, lines, f"  next: Then [[{FEATURES}]].\n  open: Much.\n")
    assert said(shelf) == []
    first, second = shelf.themes[0].record.start_here
    assert (first.paper, first.why) == ("1806.07572", "It came first.")
    assert (second.paper, second.why) == (FEATURES, None)


@pytest.mark.parametrize(
    ("lines", "more", "expected"),
    [
        ("  - why: No paper.\n", "", "start_here: has no paper; expected paper, why; write "),
        ("  - papre: x\n", "", "start_here: has the unknown key"),
        ("  - paper: nobody\n", "", 'start_here: "nobody" does not exist'),
        (f"  - {NTK}\n", "  open: See [[nobody]].\n", 'open: "nobody" does not exist'),
    ],
)
def test_what_is_wrong_with_a_reading_order(folder, lines, more, expected):
    (message,) = said(start_here(folder, lines, more))
    assert expected in message


def test_a_list_of_ids_gives_way_to_one_with_reasons():
    document = parse("start_here:\n- a\n- b  # second\n", "themes.yml")
    steps = [{"paper": "a", "why": "First."}, {"paper": "b"}]
    changed = assign(document, "start_here", steps, ["start_here"])
    assert changed.data == {"start_here": steps}
    assert "# second" in changed.text


def test_a_renaming_reaches_relations_and_reading_orders(folder):
    add(folder, relations=[{"builds_on": NTK, "why": NTK}])
    start_here(folder, f"  - paper: {NTK}\n    why: First.\n", f'  next: "See [[{NTK}]]."\n')
    assert run("rename", NTK, "the-kernel", "--catalog", str(folder)).exit_code == 0
    shelf = load(folder, "catalog")
    assert said(shelf) == []
    (relation,) = shelf.catalog.paper[NEWER].relations
    assert (relation.builds_on, relation.why) == ("the-kernel", NTK)
    theme = shelf.themes[0].record
    assert (theme.start_here[0].paper, theme.start_here[0].why) == ("the-kernel", "First.")
    assert theme.next == "See [[the-kernel]]."
