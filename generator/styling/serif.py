"""The serif of headings and titles: the house serif's semibold, cut to Latin and Greek."""

from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files as package
from io import BytesIO

from fontTools import subset

PATH = "assets/serif.woff2"
CHARACTERS = "20-7e,a0-17f,384-3ce,1e80-1ef9,2010-2026,2032,2192,2212"
"""Latin with accents, Greek and punctuation, as hexadecimal ranges."""
FACES = """@font-face {
  font-family: "Papershelf Serif"; font-weight: 600; font-display: optional;
  src: url("serif.woff2") format("woff2")
}
@font-face {
  font-family: "Papershelf Serif Fallback"; font-weight: 600;
  src: local("Times New Roman Bold"), local("TimesNewRomanPS-BoldMT"), local("Liberation Serif Bold");
  size-adjust: 105.7%; ascent-override: 98%; descent-override: 31.7%; line-gap-override: 0%
}
"""
"""The fallback has the measures of the serif, so that nothing moves once that has come."""


def files() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the path of the font and what makes it."""
    yield PATH, cut


@cache
def cut() -> bytes:
    """Return the font of the letters that headings need."""
    options = subset.Options(
        flavor="woff2", hinting=False, layout_features=["kern", "liga", "ccmp", "mark"]
    )
    source = package("font_source_serif_pro").joinpath("files/SourceSerifPro-Semibold.ttf")
    font = subset.load_font(BytesIO(source.read_bytes()), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    subsetter.subset(font)
    written = BytesIO()
    subset.save_font(font, written, options)
    return written.getvalue()
