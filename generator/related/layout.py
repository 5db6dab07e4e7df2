"""Where each paper lies on the map: near its themes and near the papers that it resembles.

Every step is smooth in its input and starts from the same place, so that one more paper moves the
others little and no layout has to be stored. Arithmetic is in a fixed order and the result is rounded,
so that all machines agree.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.catalog.index import Catalog
from generator.catalog.records import Paper
from generator.related.matrix import Numbers
from generator.related.neighbours import Neighbourhood

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


Places = NDArray[np.float64]
"""A row of x and y for each paper."""


class Point(NamedTuple):
    """A position on the map."""

    x: float
    y: float


CENTRE = Point(WIDTH / 2, HEIGHT / 2)


def layout(catalog: Catalog, neighbourhood: Neighbourhood) -> dict[str, Point]:
    """Return the place of each paper by id, in whole units of a map of WIDTH by HEIGHT."""
    ids = neighbourhood.ids
    if not ids:
        return {}
    anchors = _anchors(catalog, neighbourhood)
    homes = np.array([_home(catalog.paper[id], anchors) for id in ids])
    places = _apart(_pulled(homes, *(nearest[:, :NEAREST] for nearest in neighbourhood.all)))
    return {id: Point(round(x), round(y)) for id, (x, y) in zip(ids, places.tolist(), strict=True)}


def _anchors(catalog: Catalog, neighbourhood: Neighbourhood) -> dict[str, Point]:
    """Return the middle of each theme: themes whose papers resemble each other lie together.

    The themes start on a circle, family by family, and take some steps towards distances that fit their
    likeness; all steps would fit better, but turn the whole map over for one paper more.
    """
    themes = [theme.id for family in catalog.families.values() for theme in family]
    size = {id: math.sqrt(1 + len(catalog.by_theme.get(id, ()))) for id in themes}
    alike = _likeness(catalog, neighbourhood)
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


def _likeness(catalog: Catalog, neighbourhood: Neighbourhood) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = defaultdict(float)
    themes = [catalog.paper[id].themes for id in neighbourhood.ids]
    for own, others, scores in zip(themes, *map(np.ndarray.tolist, neighbourhood.all), strict=True):
        for other, score in zip(others[:NEAREST], scores[:NEAREST], strict=True):
            for one, two in product(own, themes[other]) if score > 0 else ():
                found[one, two] += score
                found[two, one] += score
    size = {id: len(papers) for id, papers in catalog.by_theme.items()}
    pairs = ((one, two) for one, two in found if one != two)
    return {pair: math.sqrt(found[pair] / math.sqrt(size[pair[0]] * size[pair[1]])) for pair in pairs}


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


def _pulled(homes: Places, nearest: Numbers, scores: Numbers) -> Places:
    """Return the places between the homes of papers and their neighbours."""
    weights = np.maximum(scores, 0).astype(float) ** 2
    total = _sum(weights.T)
    weights /= np.where(total, total, 1)[:, None]
    places = homes
    for _ in range(ROUNDS):
        middles = _sum(weights[:, [n]] * places[nearest[:, n]] for n in range(nearest.shape[1]))
        places = np.where(total[:, None], homes + (middles - homes) * PULL, homes)
    return places


def _sum(parts: Iterable[Places]) -> Places:
    """Return the sum of arrays, one added after the other as on every machine."""
    return reduce(np.add, parts)


def _apart(places: Places) -> Places:
    """Return the places with those that are too near pushed apart, within the map's margin."""
    room = (WIDTH - 2 * MARGIN) * (HEIGHT - 2 * MARGIN)
    least = CROWDING * math.sqrt(room / max(len(places), 30))
    low, high = (MARGIN, MARGIN), (WIDTH - MARGIN, HEIGHT - MARGIN)
    for _ in range(SWEEPS):
        one, other = _close(places, least)
        apart = places[one] - places[other]
        distance = np.sqrt(apart[:, 0] ** 2 + apart[:, 1] ** 2)
        share = np.where(distance < least, 0.4 * (least - distance), 0) / np.where(distance, distance, 1)
        pushes = [np.bincount(one, apart[:, axis] * share, len(places)) for axis in (0, 1)]
        places = np.clip(places + np.stack(pushes, axis=1), low, high)
    return places


def _close(places: Places, size: float) -> tuple[Numbers, Numbers]:
    """Return the pairs of papers in the same or neighbouring cells of a size, each pair both ways."""
    cells = (places // size).astype(np.int64)
    cells += 1 - cells.min(axis=0)
    rows = int(cells[:, 1].max()) + 2
    cell = cells[:, 0] * rows + cells[:, 1]
    order = np.argsort(cell, kind="stable")
    pairs = [_pairs(cell, order, aside * rows) for aside in (-1, 0, 1)]
    one, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return one[one != other], other[one != other]


def _pairs(cell: Numbers, order: Numbers, aside: int) -> tuple[Numbers, Numbers]:
    """Return each paper with those of the three cells above one another in a column beside it."""
    starts = np.searchsorted(cell[order], cell + aside - 1)
    counts = np.searchsorted(cell[order], cell + aside + 1, side="right") - starts
    one = np.repeat(np.arange(len(cell)), counts)
    within = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
    return one, order[np.repeat(starts, counts) + within]
