"""Where each paper lies on the map: near its themes and near the papers that it resembles.

Every step is smooth in its input and starts from the same place, so that one more paper moves the
others little and no layout has to be stored. Arithmetic is in a fixed order and the result is rounded,
so that all machines agree.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.related.neighbours import Neighbour, Neighbourhood

WIDTH, HEIGHT, MARGIN = 1200, 800, 40
NEAREST = 10
"""Neighbours that pull at a paper."""
PULL = 0.5
"""The share of a paper's place that its neighbours decide; its themes decide the rest."""
FURTHER_THEME = 0.3
"""How much a paper's second theme counts beside the first, and its third beside the second."""
CROWDING = 0.65
"""How near two dots may come, as a share of their distance if they filled the map evenly."""
ROUNDS, SWEEPS = 40, 60
"""Steps of pulling and of pushing apart."""


class Point(NamedTuple):
    """A place on the map."""

    x: float
    y: float


CENTRE = Point(WIDTH / 2, HEIGHT / 2)


def layout(catalog: Catalog, neighbourhood: Neighbourhood) -> dict[str, Point]:
    """Return the place of each paper by id, in whole units of a map of WIDTH by HEIGHT."""
    papers = sorted(catalog.papers, key=lambda paper: paper.id)
    nearest = {paper.id: neighbourhood.nearest(paper.id, NEAREST) for paper in papers}
    anchors = _anchors(catalog, nearest)
    homes = {paper.id: _home(paper, anchors) for paper in papers}
    places = homes
    for _ in range(ROUNDS):
        places = {id: _pulled(homes[id], nearest[id], places) for id in homes}
    return {id: Point(round(x), round(y)) for id, (x, y) in _apart(places).items()}


def _anchors(catalog: Catalog, nearest: Mapping[str, Sequence[Neighbour]]) -> dict[str, Point]:
    """Return the middle of each theme: themes whose papers resemble each other lie together.

    The themes start on a circle, family by family, and take some steps towards distances that fit their
    likeness; all steps would fit better, but turn the whole map over for one paper more.
    """
    themes = [theme.id for family in catalog.families.values() for theme in family]
    size = {id: math.sqrt(1 + len(catalog.by_theme.get(id, ()))) for id in themes}
    alike = _likeness(catalog, nearest)
    most = max(alike.values(), default=1)
    wanted = {
        (a, b): (size[a] + size[b]) * (2 - alike.get((a, b), 0) / most)
        for a in themes
        for b in themes
        if a != b
    }
    turns = {id: 2 * math.pi * place / len(themes) for place, id in enumerate(themes)}
    radius = sum(size.values()) / 3
    places = {id: Point(math.cos(t) * radius, math.sin(t) * radius) for id, t in turns.items()}
    for _ in range(ROUNDS // 2):
        places = {id: _fitted(id, places, wanted) for id in themes}
    return _filling(places)


def _likeness(
    catalog: Catalog, nearest: Mapping[str, Sequence[Neighbour]]
) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = defaultdict(float)
    for id, others in nearest.items():
        for other in others:
            for one in catalog.paper[id].themes:
                for two in catalog.paper[other.id].themes:
                    share = math.sqrt(len(catalog.by_theme[one]) * len(catalog.by_theme[two]))
                    found[one, two] += other.score / share / 2
                    found[two, one] += other.score / share / 2
    return {pair: math.sqrt(score) for pair, score in found.items() if pair[0] != pair[1]}


def _fitted(id: str, places: Mapping[str, Point], wanted: Mapping[tuple[str, str], float]) -> Point:
    """Return where a theme fits best among the others: one step of stress majorization."""
    x = y = total = 0.0
    for other, place in places.items():
        if other != id:
            distance = math.sqrt((places[id].x - place.x) ** 2 + (places[id].y - place.y) ** 2) or 1
            stretch, weight = wanted[id, other] / distance, 1 / wanted[id, other] ** 2
            x += weight * (place.x + (places[id].x - place.x) * stretch)
            y += weight * (place.y + (places[id].y - place.y) * stretch)
            total += weight
    return Point(x / total, y / total) if total else places[id]


def _filling(places: Mapping[str, Point]) -> dict[str, Point]:
    """Return the places stretched over the map, with room around the outermost."""
    if len(places) < 2:
        return dict.fromkeys(places, CENTRE)
    xs, ys = ([place[axis] for place in places.values()] for axis in (0, 1))
    across, down = max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
    wide, high = WIDTH * 0.8, HEIGHT * 0.76
    return {
        id: Point(
            CENTRE.x + ((x - min(xs)) / across - 0.5) * wide,
            CENTRE.y + ((y - min(ys)) / down - 0.5) * high,
        )
        for id, (x, y) in places.items()
    }


def _home(paper: Paper, anchors: Mapping[str, Point]) -> Point:
    """Return the middle of a paper's themes, moved by its id so that no two papers coincide."""
    weights = [(anchors[id], FURTHER_THEME**place) for place, id in enumerate(paper.themes)]
    weights = weights or [(CENTRE, 1.0)]
    total = sum(weight for _, weight in weights)
    digest = hashlib.sha256(paper.id.encode()).digest()
    aside = [(byte[0] * 256 + byte[1]) / 65535 - 0.5 for byte in (digest[:2], digest[2:4])]
    return Point(
        sum(place.x * weight for place, weight in weights) / total + aside[0] * WIDTH / 12,
        sum(place.y * weight for place, weight in weights) / total + aside[1] * HEIGHT / 12,
    )


def _pulled(home: Point, others: Sequence[Neighbour], places: Mapping[str, Point]) -> Point:
    weights = [(places[other.id], other.score**2) for other in others]
    total = sum(weight for _, weight in weights)
    if not total:
        return home
    x = sum(place.x * weight for place, weight in weights) / total
    y = sum(place.y * weight for place, weight in weights) / total
    return Point(home.x + (x - home.x) * PULL, home.y + (y - home.y) * PULL)


def _apart(places: Mapping[str, Point]) -> dict[str, Point]:
    """Return the places with those that are too near pushed apart, within the map's margin."""
    room = (WIDTH - 2 * MARGIN) * (HEIGHT - 2 * MARGIN)
    least = CROWDING * math.sqrt(room / max(len(places), 30))
    moved = dict(places)
    for _ in range(SWEEPS):
        cells = _cells(moved, least)
        moved = {id: _pushed(id, place, moved, cells, least) for id, place in moved.items()}
    return moved


def _cells(places: Mapping[str, Point], size: float) -> dict[tuple[int, int], list[str]]:
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for id, (x, y) in places.items():
        cells[int(x // size), int(y // size)].append(id)
    return cells


def _pushed(
    id: str,
    place: Point,
    places: Mapping[str, Point],
    cells: Mapping[tuple[int, int], list[str]],
    least: float,
) -> Point:
    x, y = place
    column, row = int(x // least), int(y // least)
    for cell in ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
        for other in cells.get(cell, ()):
            dx, dy = place.x - places[other].x, place.y - places[other].y
            distance = math.sqrt(dx * dx + dy * dy)
            if other != id and distance < least:
                share = 0.4 * (least - distance) / (distance or 1)
                x, y = x + dx * share, y + dy * share
    return Point(min(max(x, MARGIN), WIDTH - MARGIN), min(max(y, MARGIN), HEIGHT - MARGIN))
