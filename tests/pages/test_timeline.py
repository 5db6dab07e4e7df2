"""The timeline, how themes meet, and the statistics, on a catalogue made for them."""

from selectolax.lexbor import LexborHTMLParser

from generator.catalog.index import Catalog
from generator.catalog.records import Paper, Theme
from generator.pages.statistics import coverage
from generator.pages.timeline import MOST_CIRCLES, meetings, rows
from support import generated

THEMES = tuple(
    Theme(
        id=id,
        name=id.title(),
        summary="A theme.",
        introduction="A theme.",
        start_here=({"paper": "first", "why": "It begins here."},) if id == "optics" else (),
    )
    for id in ("optics", "verse", "rivers")
)


def paper(id, published, *themes, **more):
    facts = {"authors": ("Ada Lovelace",), "added": "2026-11-20"} | more
    return Paper(id=id, title=id.title(), published=published, themes=themes, **facts)


PAPERS = (
    paper(
        "last", "2024-05-02", "optics", "verse", venue="Glass 2024", relations=({"answers": "first"},)
    ),
    paper("same", "2024-05", "optics", code="https://example.org/code"),
    paper("deep", "2021", "rivers", relations=({"builds_on": "first"},)),
    paper("first", "1999-01-07", "optics"),
    paper("never", None, "verse", review=("published",)),
)
CATALOG = Catalog(PAPERS, THEMES, (), ())


def test_a_circle_stands_for_a_month_and_leads_to_the_explorer():
    optics, verse, _ = rows(CATALOG, THEMES)
    assert [circle.query for circle in optics.circles] == [
        "theme=optics&from=1999&to=1999",
        "theme=optics&from=2024&to=2024",
    ]
    assert optics.circles[1].title == "May 2024: Last; Same"
    assert [circle.milestone for circle in optics.circles] == [True, False]
    assert optics.circles[0].x < optics.circles[1].x
    assert optics.years == [("1999", 1), ("2024", 2)]
    assert len(verse.circles) == 1


def test_many_months_become_years():
    many = [
        paper(f"p{n}", f"{1900 + n // 12}-{n % 12 + 1:02}", "optics") for n in range(MOST_CIRCLES + 1)
    ]
    (optics,) = rows(Catalog(tuple(many), THEMES[:1], (), ()), THEMES[:1])
    assert len(optics.circles) == len({one.year for one in many})


def test_themes_meet_in_papers_and_relations():
    found = [(m.one.id, m.other.id, m.papers, m.relations) for m in meetings(CATALOG, THEMES)]
    assert found == [("optics", "verse", 1, 0), ("optics", "rivers", 0, 1)]


def test_both_drawings_have_a_list_that_says_the_same():
    page = LexborHTMLParser(generated(CATALOG)["timeline/index.md"])
    circles = {a.attributes["href"] for a in page.css(".timeline a")}
    listed = {a.attributes["href"] for a in page.css("dl dd a")}
    assert circles == listed
    assert [a.attributes["href"] for a in page.css(".meetings a")] == [
        a.attributes["href"] for a in page.css(".alternative li a")
    ]
    assert not page.css("[style]")
    assert page.css_first(".timeline .milestone")


def test_a_theme_has_its_part_of_the_timeline():
    page = LexborHTMLParser(generated(CATALOG)["themes/optics.md"])
    assert len(page.css(".timeline a")) == 2


def test_coverage_is_counted_from_the_records():
    counted = {bar.name: bar.number for bar in coverage(CATALOG)}
    assert counted["a date to the day"] == 2
    assert counted["a venue"] == counted["code"] == 1
    assert counted["relations to older papers"] == 2


def test_catalogues_without_dates_or_papers():
    undated = generated(Catalog(PAPERS[-1:], THEMES[1:], (), ()))
    assert "no papers to show" in undated["timeline/index.md"]
    assert "timeline/" not in undated["index.md"] + undated["statistics/index.md"]
    assert "no papers to show" in generated(Catalog((), (), (), ()))["statistics/index.md"]
