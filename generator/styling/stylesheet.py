"""The base stylesheet: the used part of Material's, and the serif font."""

from collections.abc import Callable, Iterator
from pathlib import Path

from generator.styling import material, serif

PATH = "assets/material.css"
OURS = Path(__file__).parents[1] / "theme/assets/papershelf.css"


def files() -> Iterator[tuple[str, Callable[[], str | bytes]]]:
    """Yield the paths of the stylesheet and of its font, and what makes them."""
    yield PATH, sheet
    yield from serif.files()


def sheet() -> str:
    """Return the stylesheet."""
    return serif.FACES + material.cut(OURS.read_text("utf-8"))
