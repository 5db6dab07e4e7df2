"""The base stylesheet: the used part of Material's, and the serif font."""

from collections.abc import Iterator
from pathlib import Path

from generator.styling import material, serif

PATH = "assets/material.css"
OURS = Path(__file__).parents[1] / "theme/assets/papershelf.css"


def files() -> Iterator[tuple[str, str | bytes]]:
    """Yield path and content of the stylesheet and of its font."""
    yield PATH, serif.FACES + material.cut(OURS.read_text("utf-8"))
    yield from serif.files()
