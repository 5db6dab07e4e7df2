"""The site's folder between builds: MkDocs empties it, but for hidden entries.

So what it holds is set aside in a hidden folder before, and what is still right brought back after. A
build that was killed in between leaves the hidden folder to the next one.
"""

import os
import shutil
from collections.abc import Set
from pathlib import Path

ASIDE = ".papershelf"


def set_aside(site: Path) -> None:
    """Move what the folder holds into its hidden folder."""
    if not site.is_dir():
        return
    aside = site / ASIDE
    aside.mkdir(exist_ok=True)
    for entry in [entry for entry in site.iterdir() if not entry.name.startswith(".")]:
        if not (aside / entry.name).exists():  # else a build was killed before it brought this back
            entry.rename(aside / entry.name)


def bring_back(site: Path, current: Set[str]) -> None:
    """Bring back the files whose paths are given, and remove all others."""
    aside = site / ASIDE
    if not aside.is_dir():
        return
    if current:
        _remove_others(aside, current)
        for entry in list(aside.iterdir()):
            entry.rename(site / entry.name)
    shutil.rmtree(aside, ignore_errors=True)


def _remove_others(folder: Path, current: Set[str]) -> None:
    """Remove the files that are not current, and folders that are then empty."""
    start = len(str(folder)) + 1
    for place, _, names in os.walk(folder, topdown=False):
        below = place[start:].replace(os.sep, "/")
        for name in names:
            if (f"{below}/{name}" if below else name) not in current:
                Path(place, name).unlink()
        if place != str(folder) and not os.listdir(place):  # noqa: PTH208  (a hundred thousand of them)
            Path(place).rmdir()
