"""The map: where papers lie, what stands beside them, and the page that shows them."""

import json
import math
import statistics
from dataclasses import replace
from itertools import combinations

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.catalog.index import Catalog
from generator.catalog.records import Paper, Theme
from generator.related.fieldmap import FieldMap
from generator.related.layout import HEIGHT, WIDTH, layout
from generator.related.neighbours import Neighbourhood
from generator.related.related import Related
from generator.search.documents import in_order
from support import generated

TOPICS = ("light lens mirror", "verse rhyme metre", "river delta flood", "wheel gear axle")


def themes():
    for n, words in enumerate(TOPICS):
        yield Theme(
            id=words.split()[0], name=words.title(), family="ab"[n // 2], summary=".", introduction="."
        )


def papers(count):
    for n in range(count):
        words = TOPICS[n % len(TOPICS)].split()
        yield Paper(
            id=f"paper-{n}",
            title=f"{words[n % 3]} {words[(n + 1) % 3]} {n // 12}",
            authors=("Ada Lovelace",),
            published=f"{2000 + n % 20}",
            summary=f"On {words[n % 3]} and {words[n // 4 % 3]} number {n}.",
            themes=(words[0], TOPICS[(n + 1) % 4].split()[0]) if n % 5 == 0 else (words[0],),
            relations=({"builds_on": "paper-0"},) if n == 7 else (),
            added="2026-11-20",
        )


CATALOG = Catalog(tuple(papers(80)), tuple(themes()), (), ())


def places(catalog=CATALOG):
    return layout(catalog, Neighbourhood(catalog))


def test_dots_lie_on_the_map_and_apart():
    found = places()
    assert found.keys() == {paper.id for paper in CATALOG.papers}
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in found.values())
    assert min(math.dist(one, other) for one, other in combinations(found.values(), 2)) > 20


def test_near_dots_share_a_theme():
    found = places()
    shared = 0
    for paper in CATALOG.papers:
        others = [other for other in CATALOG.papers if other is not paper]
        near = sorted(others, key=lambda other: math.dist(found[paper.id], found[other.id]))[:5]
        shared += sum(bool({*paper.themes} & {*other.themes}) for other in near)
    assert shared / (5 * len(CATALOG.papers)) >= 0.6


def test_a_new_paper_moves_the_others_little():
    before = places(replace(CATALOG, papers=CATALOG.papers[:-1]))
    after = places()
    moves = [math.dist(before[id], after[id]) / WIDTH for id in before]
    assert statistics.median(moves) < 0.02


def test_odd_catalogues_have_a_layout():
    assert places(Catalog((), (), (), ())) == {}
    bare = Paper(id="bare", title="Bare", authors=("A B",), added="2026-11-20")
    assert list(places(Catalog((bare,), (), (), ()))) == ["bare"]


def test_names_do_not_overlap():
    labels = dict(FieldMap(CATALOG, Related(CATALOG), CATALOG.papers).labels)["medium"]
    assert {label.theme for label in labels} == {theme.id for theme in CATALOG.themes}
    for one, other in combinations(labels, 2):
        apart = abs(one.x - other.x), abs(one.y - other.y)
        assert apart[0] > 60 or apart[1] > 20


def test_the_page_draws_and_lists_every_paper():
    page = LexborHTMLParser(generated(CATALOG)["map/index.md"])
    dots = page.css(".map .dots a")
    order = in_order(CATALOG)
    assert [dot.attributes["href"] for dot in dots] == [f"../papers/{paper.id}/" for paper in order]
    assert dots[0].css_first("title").text() == order[0].title
    assert len(page.css(".map-theme li")) == len(CATALOG.papers)
    assert len(page.css(".relations > path")) == 1
    assert not page.css("[style]")
    assert len({dot.attributes["class"] for dot in dots}) == 2


@pytest.mark.slow
def test_many_papers_are_drawn_as_clusters():
    crowd = Catalog(tuple(papers(1200)), CATALOG.themes, (), ())
    files = generated(crowd)
    page = LexborHTMLParser(files["map/index.md"])
    clusters = page.css(".map .clusters a")
    assert 20 < len(clusters) < 500
    assert sum(int(one.css_first("title").text().split()[0]) for one in clusters) == 1200
    assert clusters[0].attributes["href"].startswith("../themes/")
    assert not page.css(".relations > path, .map-theme")
    batches = [json.loads(files[f"map/places/{n}.json"]) for n in (0, 1)]
    assert [len(column) for batch in batches for column in batch] == [1000] * 3 + [200] * 3


def test_an_empty_catalogue_has_an_empty_map():
    assert "no papers" in generated(Catalog((), (), (), ()))["map/index.md"]
