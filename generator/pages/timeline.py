"""The timeline page: when papers of each theme came out, and which themes share papers."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple
from urllib.parse import urlencode

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.records import Paper, Theme
from generator.errors import counted
from generator.pages.rendering import Output, Renderer, dated, written_date
from generator.text import texmath

LEFT, WIDTH, ROW, TOP = 290, 1200, 30, 34
"""Room for names, width of the drawing, height of a row and of the head, in units of the drawing."""
LEAST, SMALLEST, LARGEST = 6, 4.5, 12
"""Weight of a year beside its papers' number; radii of circles."""
MOST_CIRCLES = 400
"""Beyond so many circles there is one a year instead of one a month."""
NAMED = 3
"""Papers that a circle's title names."""


class Circle(NamedTuple):
    """The papers of a theme in a month or a year."""

    x: float
    y: float
    radius: float
    title: str
    query: str
    """Of the explorer, which shows them among those of the year."""
    milestone: bool
    """Whether one of them is where to start with its theme."""


class Row(NamedTuple):
    """A theme with its circles."""

    theme: Theme
    y: float
    circles: list[Circle]
    years: list[tuple[str, int]]
    """Years with their numbers of papers, the oldest first."""


class Meeting(NamedTuple):
    """Two themes and what they share."""

    one: Theme
    other: Theme
    papers: int
    relations: int
    """How often a paper of one builds on or answers a paper of the other."""
    query: str

    @property
    def title(self) -> str:
        """What they share, in words."""
        shared = f"{counted(self.papers, 'shared paper')}, {counted(self.relations, 'relation')}"
        return f"{self.one.name} and {self.other.name}: {shared}"


def pages(renderer: Renderer) -> Iterator[Output]:
    """Yield the page; it is empty without dated papers and without themes."""
    catalog = renderer.catalog
    themes = [theme for family in catalog.families.values() for theme in family]
    drawn = [theme for theme in themes if catalog.by_theme.get(theme.id)]
    if catalog.by_year and drawn:
        meta = {
            "title": "Timeline",
            "description": "When the papers of each theme came out, and which themes share papers.",
            "search": {"exclude": True},
            "styles": [permalinks.FIELD_STYLES],
            **dated(catalog.papers),
        }
        context = {"rows": rows(catalog, drawn), "marks": year_marks(catalog)}
        context |= {"drawn": drawn, "meetings": meetings(catalog, drawn)}
        yield renderer.page(permalinks.TIMELINE, "timeline.md", meta, **context)
    else:
        yield renderer.empty(permalinks.TIMELINE, "Timeline")


def rows(catalog: Catalog, themes: Sequence[Theme]) -> list[Row]:
    """Return a row for each theme."""
    groups = {theme.id: _by_date(catalog, theme, len("YYYY-MM")) for theme in themes}
    if sum(map(len, groups.values())) > MOST_CIRCLES:
        groups = {theme.id: _by_date(catalog, theme, len("YYYY")) for theme in themes}
    most = max((len(papers) for group in groups.values() for papers in group.values()), default=1)
    columns = _columns(catalog)
    found = []
    for index, theme in enumerate(themes):
        y = TOP + ROW * (index + 0.5)
        dates = sorted(groups[theme.id].items())
        circles = [_circle(theme, y, columns, most, date, papers) for date, papers in dates]
        years = Counter(paper.year for paper in catalog.by_theme.get(theme.id, ()) if paper.year)
        found.append(Row(theme, y, circles, sorted(years.items())))
    return found


def year_marks(catalog: Catalog) -> list[tuple[str, float]]:
    """Return the years to label with their positions, spaced so that labels do not overlap."""
    marks: list[tuple[str, float]] = []
    for year, (start, _) in _columns(catalog).items():
        if not marks or start - marks[-1][1] > 44:
            marks.append((year, start))
    return marks


def meetings(catalog: Catalog, themes: Sequence[Theme]) -> list[Meeting]:
    """Return the pairs of themes that share papers or relations, those that share most first."""
    shared = Counter(pair for paper in catalog.papers for pair in combinations(sorted(paper.themes), 2))
    between: Counter[tuple[str, ...]] = Counter()
    for paper in catalog.papers:
        for relation in paper.relations:
            ends = {paper.theme, catalog.paper[relation.paper].theme} - {None}
            if len(ends) == 2:
                between[tuple(sorted(filter(None, ends)))] += 1
    found = []
    for one, other in combinations(themes, 2):
        pair = (min(one.id, other.id), max(one.id, other.id))
        if shared[pair] or between[pair]:
            query = urlencode([("theme", one.id), ("theme", other.id)])
            found.append(Meeting(one, other, shared[pair], between[pair], query))
    return sorted(found, key=lambda meeting: (-meeting.papers, -meeting.relations, meeting.title))


def _by_date(catalog: Catalog, theme: Theme, length: int) -> Mapping[str, list[Paper]]:
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in catalog.by_theme.get(theme.id, ()):
        if paper.published:
            groups[paper.published[:length]].append(paper)
    return groups


def _columns(catalog: Catalog) -> dict[str, tuple[float, float]]:
    """Return start and width of each year's column; years with more papers are wider."""
    weights = {
        year: LEAST + math.sqrt(len(catalog.by_year[year])) * 4 for year in sorted(catalog.by_year)
    }
    unit = (WIDTH - LEFT - 10) / (sum(weights.values()) or 1)
    columns, start = {}, float(LEFT)
    for year, weight in weights.items():
        columns[year] = (start, weight * unit)
        start += weight * unit
    return columns


def _circle(
    theme: Theme,
    y: float,
    columns: Mapping[str, tuple[float, float]],
    most: int,
    date: str,
    papers: Sequence[Paper],
) -> Circle:
    year = date[:4]
    start, width = columns[year]
    month = int(date[5:7]) - 0.5 if len(date) > len("YYYY") else 6
    names = "; ".join(texmath.to_text(paper.title) for paper in papers[:NAMED])
    more = f" and {len(papers) - NAMED} more" if len(papers) > NAMED else ""
    first = {step.paper for step in theme.start_here}
    return Circle(
        round(start + width * month / 12, 1),
        y,
        round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt((len(papers) - 1) / max(most - 1, 1)), 1),
        f"{written_date(date)}: {names}{more}",
        urlencode({"theme": theme.id, "from": year, "to": year}),
        any(first & {paper.id, paper.arxiv} for paper in papers),
    )
