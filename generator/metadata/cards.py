"""Social cards: the pictures that other sites show beside a link, one a theme and one for the site."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from importlib.resources import files as resources
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from slugify import slugify

from generator import permalinks
from generator.catalog.index import Catalog
from generator.site import Site
from generator.styling.accent import shades
from generator.styling.colours import COLOURS

PAPER, INK, FAINT, ACCENT = "#fbf8f2", "#26221c", "#635c4e", "#8c2f26"
WIDTH, HEIGHT, MARGIN, SHELF = 1200, 630, 84, 540
ROOM, TALLEST, MIDDLE = WIDTH - 2 * MARGIN, 250, 278
"""How wide and how tall a title may be, and where its middle is."""
LARGEST, SMALLEST, SITE_NAME = 104, 60, 44
"""Sizes of letters: of a title, and of the site's name over it."""
LINES, LEADING = 3, 1.12
LONGEST = 200
"""Characters of a title that are looked at."""
BOOKS = (
    ((4, 5), (9, 5), (9, 26), (4, 26)),
    ((10.5, 9), (15.5, 9), (15.5, 26), (10.5, 26)),
    ((17, 5), (20.5, 5), (20.5, 26), (17, 26)),
    ((22.6, 8.2), (26.5, 7), (31.5, 25.4), (27.6, 26.5)),
)
"""The site's mark, `assets/mark.svg`: corners on a square of 32, whose shelf lies at 26."""
SCALE, FINER = 6, 4
"""Pixels of that square's unit; how much larger the mark is drawn, as polygons have no soft edges."""


def files(catalog: Catalog, site: Site) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the path of every card and what makes its PNG."""
    accent = shades(site.accent)[0] if site.accent else ACCENT
    yield permalinks.card(), partial(card, site.name, "", accent)
    for theme in catalog.themes:
        colour = COLOURS[catalog.hue[theme.id]]
        yield permalinks.card(theme.id), partial(card, theme.name, site.name, colour)


@lru_cache(maxsize=200)
def card(title: str, above: str, colour: str) -> bytes:
    """Return a card of WIDTH by HEIGHT pixels with a title and, over it, a line in smaller letters.

    A title that cannot be drawn gives its place to that line.
    """
    title, above = _drawable(title), _drawable(above)
    if not title:
        title, above = above, ""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, SHELF, WIDTH, HEIGHT), fill=colour)
    mark = _mark(colour)
    image.paste(mark, (WIDTH - MARGIN - mark.width, SHELF - mark.height))
    if above:
        draw.text((MARGIN, 112), _cut(above, SITE_NAME), FAINT, _font(SITE_NAME), anchor="ls")
    lines, size = _fitted(title)
    baseline = MIDDLE - len(lines) * size * LEADING / 2 + size * 0.85
    for line in lines:
        draw.text((MARGIN, baseline), line, INK, _font(size), anchor="ls")
        baseline += size * LEADING
    png = BytesIO()
    octree = Image.Quantize.FASTOCTREE  # in a quarter of the default's time
    image.quantize(64, octree, dither=Image.Dither.NONE).save(png, "PNG")
    return png.getvalue()


def _mark(colour: str) -> Image.Image:
    large = Image.new("RGB", (28 * SCALE * FINER, 21 * SCALE * FINER), PAPER)
    draw = ImageDraw.Draw(large)
    unit = SCALE * FINER
    for corners in BOOKS:
        draw.polygon([((x - 4) * unit, (y - 5) * unit) for x, y in corners], fill=colour)
    return large.reduce(FINER)


def _fitted(text: str) -> tuple[list[str], int]:
    """Return the lines of a title, with the largest letters in which they fit; else cut to fit."""
    for size in range(LARGEST, SMALLEST - 1, -4):
        lines = _wrapped(text, size)
        fits = len(lines) * size * LEADING <= TALLEST
        if fits and all(_font(size).getlength(line) <= ROOM for line in lines):
            return lines, size
    lines = [*lines[: LINES - 1], " ".join(lines[LINES - 1 :])]
    return [_cut(line, SMALLEST) for line in lines], SMALLEST


def _wrapped(text: str, size: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _font(size).getlength(longer) <= ROOM:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(line: str, size: int) -> str:
    shown = line
    while shown and _font(size).getlength(shown) > ROOM:
        line = line[:-1]
        shown = line + "…"
    return shown


def _drawable(text: str) -> str:
    """Return a text that the font has letters for: in ASCII, where it lacks any of them.

    Nothing is left of what is mostly written from right to left, as nobody could read its consonants.
    """
    text = unicodedata.normalize("NFC", " ".join(text[:LONGEST].split()))
    if sum(unicodedata.bidirectional(c) in ("R", "AL") for c in text) > len(text) / 2:
        return ""
    missing = any(bytes(_font(SITE_NAME).getmask(c)) == _no_letter() for c in text)
    return slugify(text, separator=" ", lowercase=False) if missing else text


@cache
def _no_letter() -> bytes:
    return bytes(_font(SITE_NAME).getmask("\U0010ffff"))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = resources("font_source_serif_pro") / "files/SourceSerifPro-Semibold.ttf"
    with font.open("rb") as file:
        return ImageFont.truetype(BytesIO(file.read()), size, layout_engine=ImageFont.Layout.BASIC)
