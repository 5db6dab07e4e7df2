"""The site's folder between builds: MkDocs empties it, but for hidden entries.

So what it holds is set aside in a hidden folder before, and what we made of it brought back after. A
build that was killed in between leaves the hidden folder to the next one.
"""

import os
import shutil
from collections.abc import Container, Iterable
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


def bring_back(site: Path, ours: Container[str]) -> None:
    """Bring back the files at the paths given, and remove all others."""
    aside = site / ASIDE
    start = len(str(aside)) + 1
    for place, _, names in os.walk(aside, topdown=False):
        below = place[start:].replace(os.sep, "/")
        for name in names:
            if (f"{below}/{name}" if below else name) not in ours:
                Path(place, name).unlink()
        _remove_if_empty(Path(place))
    for entry in list(aside.iterdir()) if aside.is_dir() else ():
        if not (site / entry.name).exists():  # else another plugin was earlier
            entry.rename(site / entry.name)
    shutil.rmtree(aside, ignore_errors=True)


def remove(site: Path, paths: Iterable[str]) -> None:
    """Remove files of the site, and the folders that are empty then."""
    for path in paths:
        file = site / path
        file.unlink(missing_ok=True)
        for folder in file.parents:
            if folder == site or not _remove_if_empty(folder):
                break


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:  # it holds something, or is gone
        return False
    return True
