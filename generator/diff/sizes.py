"""How big a built site is."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Size:
    """What a host has to hold."""

    bytes: int
    files: int


def measure(site: Path) -> Size:
    """Return the size of the files below a folder, without links and what starts with a dot."""
    sizes = []
    for folder, folders, names in os.walk(site):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(folder, name) for name in names if not name.startswith("."))
        sizes += [file.stat().st_size for file in files if not file.is_symlink()]
    return Size(sum(sizes), len(sizes))
