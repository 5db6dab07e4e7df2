"""Related papers: which are shown, in which order, and why."""

import os
import subprocess
import sys

from generator.catalog.index import Catalog
from generator.catalog.records import Paper, Tag, Theme
from generator.catalog.shelf import load
from generator.related.neighbours import MOST, Neighbourhood
from generator.related.related import Related
from support import ROOT, TOY, generated, run

THEMES = tuple(
    Theme(id=id, name=id.title(), summary="A theme.", introduction="A theme.")
    for id in ("optics", "verse")
)
TAGS = tuple(
    Tag(id=id, name=name, description=description)
    for id, name, description in (
        ("lens", "Lens", "A lens bends light."),
        ("hooke-model", "Hooke model", "The model of Robert Hooke."),
        ("ray-tracing", "Ray tracing", "What ray tracing computes."),
        ("rhyme", "Rhyme", "Words that sound alike."),
    )
)
BASE = {"authors": ("Ada Lovelace",), "themes": ("optics",), "added": "2026-11-20"}


def paper(id, title, **more):
    return Paper(id=id, title=title, **BASE | more)


PAPERS = (
    paper("bend", "How glass bends light", tags=("lens", "ray-tracing"), summary="Glass bends light."),
    paper(
        "grind", "Grinding glass", tags=("lens", "ray-tracing"), authors=("Bo Li", "Cy Wu"),
        summary="Glass is ground until it bends light well.",
    ),
    paper(
        "spring", "Springs", tags=("hooke-model",), authors=("Bo Li",), summary="Coils store force.",
        relations=({"answers": "bend"},),
    ),
    paper("coil", "Coils", tags=("hooke-model",), authors=("Di Ma",), summary="Steel coils store force."),
    paper(
        "sonnet", "Sonnets", tags=("rhyme",), themes=("verse",), authors=("Eve Fox",),
        summary="Fourteen lines.",
    ),
)  # fmt: skip
CATALOG = Catalog(PAPERS, THEMES, TAGS, ())


def reasons(id, catalog=CATALOG):
    return {other.paper.id: other.reason for other in Related(catalog).to(catalog.paper[id])}


def test_reasons_name_relations_authors_and_topics():
    assert reasons("bend")["spring"] == "answers this paper"
    assert reasons("spring")["bend"] == "this paper answers it"
    assert reasons("bend")["grind"] == "both on lens and ray tracing"
    assert reasons("coil")["spring"] == "both on Hooke models"


def test_shared_authors_are_named():
    same = PAPERS[0].model_copy(update={"id": "again", "tags": ("lens",)})
    one = paper(
        "more", "Ground glass", tags=("lens",), authors=("Bo Li", "Flo Ray"), summary="Of glass."
    )
    catalog = Catalog((*PAPERS, same, one), THEMES, TAGS, ())
    assert reasons("bend", catalog)["again"].startswith("same author, both on")
    assert reasons("grind", catalog)["more"].startswith("also by Bo Li, both on")


def test_papers_without_tags_quote_the_words_that_they_share():
    bare = tuple(one.model_copy(update={"tags": ()}) for one in PAPERS)
    assert "both mention “coils” and “force”" in reasons("coil", Catalog(bare, THEMES, (), ())).values()


def test_a_paper_that_stands_alone_has_no_neighbours():
    assert reasons("sonnet") == {}


def test_at_most_six_are_shown_and_the_nearest_first():
    crowd = tuple(PAPERS[0].model_copy(update={"id": f"bend-{n}"}) for n in range(9))
    neighbours = Neighbourhood(Catalog((*PAPERS, *crowd), THEMES, TAGS, ())).of("bend")
    assert len(neighbours) == MOST
    assert [other.id for other in neighbours] == [f"bend-{n}" for n in range(MOST)]
    scores = [other.score for other in neighbours]
    assert scores == sorted(scores, reverse=True)


def test_an_empty_catalogue_and_a_single_paper_have_none():
    assert reasons("bend", Catalog(PAPERS[:1], THEMES, TAGS, ())) == {}
    Related(Catalog((), (), (), ()))


def test_neighbours_do_not_depend_on_the_order_of_sets():
    code = (
        "from support import TOY; from generator.catalog.shelf import load\n"
        "from generator.related.related import Related\n"
        "catalog = load(TOY).catalog\n"
        "print([(p.id, Related(catalog).to(p)) for p in catalog.papers])"
    )
    once = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": f"{ROOT}/tests:{ROOT}"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    catalog = load(TOY).catalog
    assert once.stdout == f"{[(p.id, Related(catalog).to(p)) for p in catalog.papers]}\n"


def test_a_page_shows_relations_apart_from_other_related_papers():
    pages = generated(CATALOG)
    before, _, after = pages["papers/bend.md"].partition("## Answered by")
    answered, _, related = after.partition("## Related")
    assert "Springs" in answered
    assert "Springs" not in before + related
    assert "Both on lens and ray tracing" in related
    assert "## Builds on" in pages["papers/spring.md"]


def test_the_command_prints_scores_and_reasons():
    ids = sorted(one.id for one in load(TOY).catalog.papers)
    result = run("related", "--catalog", str(TOY), *ids)
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if not line.startswith(" ")] == [
        f"{i}:" for i in ids
    ]
    assert run("related", "--catalog", str(TOY), "no-such-paper").exit_code == 1
