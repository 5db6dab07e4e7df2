"""The stylesheet that ours builds upon: Material's, under a name that stays when its version changes."""

from collections.abc import Iterator
from importlib.resources import files as package

PATH = "assets/material.css"


def files() -> Iterator[tuple[str, str]]:
    """Yield path and text of the stylesheet."""
    for sheet in package("material").joinpath("templates/assets/stylesheets").iterdir():
        if sheet.name.startswith("main.") and sheet.name.endswith(".css"):
            yield PATH, sheet.read_text("utf-8")
