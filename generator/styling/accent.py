"""A site's own accent colour, in two shades: readable on the light scheme and on the dark one."""

import colorsys
import re
from collections.abc import Iterator
from pathlib import Path

from generator.errors import Problem, quote

STYLE = "assets/accent.css"
MARK = "assets/accent.svg"
THEME_MARK = "assets/mark.svg"
COLOUR = re.compile(r"#(?:[0-9a-f]{3}){1,2}", re.IGNORECASE)
SPINES = ("#8c2f26", "#e99c85")
"""What the theme's mark has in place of the accent, for either scheme."""
GROUNDS = ("#f3ede1", "#1e2128")
"""For either scheme the background on which text stands out least: --shelf of the stylesheet."""
READABLE = 4.5
"""The contrast that WCAG 2 asks of text at level AA."""


def check(value: str) -> str:
    """Return a colour as #rrggbb, from #rrggbb or #rgb in either case."""
    if not COLOUR.fullmatch(value):
        remedy = "write # and six digits of 0 to 9 and a to f, in quotes"
        raise Problem(f"{quote(value)} is not a colour", 'expected one like "#3b5bdb"', remedy)
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def files(colour: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of the stylesheet and of the mark for a colour as `check` returns it."""
    light, dark = shades(colour)
    yield STYLE, f":root {{ --accent: light-dark({light}, {dark}) }}\n"
    mark = (Path(__file__).parents[1] / "theme" / THEME_MARK).read_text("utf-8")
    yield MARK, mark.replace(SPINES[0], light).replace(SPINES[1], dark)


def shades(colour: str) -> tuple[str, str]:
    """Return `colour` for the light and the dark scheme, changed no more than reading needs."""
    return _readable(colour, GROUNDS[0], -0.01), _readable(colour, GROUNDS[1], 0.01)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _readable(colour: str, ground: str, step: float) -> str:
    """Step towards black or white until the colour stands out from the ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while contrast(colour, ground) < READABLE:
        lightness = min(max(lightness + step, 0), 1)
        channels = colorsys.hls_to_rgb(hue, lightness, saturation)
        colour = "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
    return colour


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def _luminance(colour: str) -> float:
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour))
    return sum(share * channel for share, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
