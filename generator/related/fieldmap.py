"""The map: a dot for each paper, a region for each family, a label for each theme."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from textwrap import wrap
from typing import NamedTuple

from generator import permalinks
from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.errors import counted
from generator.related.layout import Point, layout
from generator.related.related import Related
from generator.text import texmath

LINE_LENGTH, LINE_HEIGHT, LETTER_WIDTH = 20, 1.15, 0.55
"""Characters in a line of a theme's name; height of lines and width of letters by their size."""
REACH = 100
"""How far a name may lie off the middle of its papers."""
EDGE = 60
"""Room between the outermost dots and the edge of what is seen."""


SIZES = {"fine": 15, "medium": 26, "broad": 42}
"""Of letters: on a wide page, on the home page, and on a phone."""
MOST_DOTS = 400
"""Up to so many papers are drawn one by one; more are drawn as clusters until one comes nearer."""
CELL, RADIUS = 44, 5.5
"""Width of the square whose papers make a cluster; radius of a dot."""


class Dot(NamedTuple):
    """A paper on the map."""

    paper: Paper
    place: Point
    hue: int


class Mark(NamedTuple):
    """A dot or a cluster."""

    x: float
    y: float
    radius: float
    hue: int
    title: str
    path: str
    """The page to which it leads."""


class Box(NamedTuple):
    """A rectangle by its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Tell whether two boxes share any room."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def within(self, other: "Box") -> bool:
        """Tell whether another box holds this one."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies within."""
        return self.left < x < self.right and self.top < y < self.bottom


class Label(NamedTuple):
    """A theme's name, cut into lines, and where the first of them stands, centred."""

    theme: str
    lines: tuple[str, ...]
    x: int
    y: int


class FieldMap:
    """The positions of everything on the map."""

    batch_size = 1000
    """Papers of a dense map whose places a browser loads at once."""

    def __init__(self, catalog: Catalog, related: Related, order: Sequence[Paper]) -> None:
        self._catalog, self._related, self._order = catalog, related, order

    def prepare(self) -> None:
        """Work out now what several pages need, before processes that share it are started."""
        self.places  # noqa: B018

    @cached_property
    def places(self) -> tuple[Point, ...]:
        """The place of each paper in the order given."""
        found = layout(self._catalog, self._related.neighbourhood)
        return tuple(found[paper.id] for paper in self._order)

    @property
    def hues(self) -> tuple[int, ...]:
        """The number of each paper's colour in the order given."""
        return tuple(self._catalog.hue[paper.theme] if paper.theme else 0 for paper in self._order)

    @cached_property
    def _dots(self) -> tuple[Dot, ...]:
        return tuple(Dot(*dot) for dot in zip(self._order, self.places, self.hues, strict=True))

    @property
    def is_dense(self) -> bool:
        """Whether clusters are drawn in place of dots."""
        return len(self._order) > MOST_DOTS

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn: every paper in the order given or, where they are too many, clusters."""
        if self.is_dense:
            return tuple(map(self._cluster, self._cells()))
        return tuple(
            Mark(x, y, RADIUS, hue, texmath.to_text(paper.title), permalinks.paper(paper.id))
            for paper, (x, y), hue in self._dots
        )

    @cached_property
    def seen(self) -> Box:
        """The part of the map where its dots are."""
        xs, ys = [place.x for place in self.places], [place.y for place in self.places]
        return Box(min(xs) - EDGE, min(ys) - EDGE, max(xs) + EDGE, max(ys) + EDGE)

    @property
    def view_box(self) -> str:
        """The same as SVG has it: left, top, width, height."""
        left, top, right, bottom = self.seen
        return f"{left} {top} {right - left} {bottom - top}"

    @cached_property
    def regions(self) -> tuple[tuple[int, str], ...]:
        """By hue the path through the dots of each family; drawn broad and round it fills a region."""
        paths: dict[int, str] = defaultdict(str)
        for mark in self.marks:
            paths[mark.hue] += f"M{mark.x} {mark.y}h0"
        return tuple(sorted(paths.items()))

    @cached_property
    def arrows(self) -> tuple[tuple[Point, Point], ...]:
        """Each relation from the newer paper to the older one; none between clusters."""
        newer = () if self.is_dense else self._order
        places = {paper.id: place for paper, place, _ in self._dots}
        pairs = ((paper.id, self._catalog.paper[r.paper].id) for paper in newer for r in paper.relations)
        return tuple((places[one], places[other]) for one, other in pairs)

    @cached_property
    def labels(self) -> tuple[tuple[str, list[Label]], ...]:
        """The names of themes in letters of each size."""
        return tuple((name, self._labels(size)) for name, size in SIZES.items())

    def _labels(self, size: float) -> list[Label]:
        """Return the names of themes in letters of a size, those of most papers first.

        No two overlap; a name for which there is no room is left out.
        """
        papers: dict[str, list[Point]] = defaultdict(list)
        for dot in self._dots:
            if dot.paper.theme:
                papers[dot.paper.theme].append(dot.place)
        taken: list[Box] = []
        labels = []
        for id in sorted(papers, key=lambda theme: (-len(papers[theme]), theme)):
            lines = tuple(wrap(self._catalog.theme[id].name, LINE_LENGTH, break_on_hyphens=False))
            places = _candidates(self.seen, _middle(papers[id]), lines, size)
            free = [box for box in places if not any(box.overlaps(other) for other in taken)]
            if free:
                best = min(
                    free, key=lambda box: self._covered(box) + _distance(box, _middle(papers[id])) / size
                )
                taken.append(best)
                x, y = (best.left + best.right) / 2, best.top + size
                labels.append(Label(id, lines, round(x), round(y)))
        return labels

    def _covered(self, box: Box) -> int:
        return sum(box.holds(mark.x, mark.y) for mark in self.marks)

    def _cells(self) -> list[list[Dot]]:
        cells: dict[tuple[float, float], list[Dot]] = defaultdict(list)
        for dot in self._dots:
            cells[dot.place.x // CELL, dot.place.y // CELL].append(dot)
        return [cells[cell] for cell in sorted(cells)]

    def _cluster(self, dots: Sequence[Dot]) -> Mark:
        themes = Counter(dot.paper.theme for dot in dots if dot.paper.theme)
        x, y = _middle([dot.place for dot in dots])
        radius = round(RADIUS + CELL / 3 * math.sqrt(len(dots) / self._most_in_cell), 1)
        title = counted(len(dots), "paper")
        if not themes:
            return Mark(round(x), round(y), radius, 0, title, permalinks.PAPERS)
        theme = min(themes, key=lambda theme: (-themes[theme], theme))
        title = f"{title}, most in {self._catalog.theme[theme].name}"
        return Mark(round(x), round(y), radius, self._catalog.hue[theme], title, permalinks.theme(theme))

    @cached_property
    def _most_in_cell(self) -> int:
        return max(map(len, self._cells()))


def _middle(points: Sequence[Point]) -> Point:
    return Point(sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))


def _distance(box: Box, point: Point) -> float:
    x, y = (box.left + box.right) / 2 - point.x, (box.top + box.bottom) / 2 - point.y
    return abs(x) + abs(y)


def _candidates(seen: Box, middle: Point, lines: Sequence[str], size: float) -> Iterator[Box]:
    """Yield the boxes around a point that a name of some lines could fill, within what is seen."""
    wide = max(map(len, lines)) * size * LETTER_WIDTH
    high = len(lines) * size * LINE_HEIGHT + size / 2
    steps = range(-int(REACH // size), int(REACH // size) + 1)
    for right in steps:
        for down in steps:
            x, y = middle.x + right * size, middle.y + down * size
            box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            if box.within(seen):
                yield box
