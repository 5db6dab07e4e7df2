"""One archive of a built site; its links are relative, so any static server can serve what it holds."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

READABLE = 0o644 << 16


def write(site: Path, target: Path) -> int:
    """Write a zip file of a site, the same for the same site; return the number of files in it."""
    paths = [path for path in sorted(site.rglob("*")) if path.is_file() and path != target.absolute()]
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            entry = ZipInfo(path.relative_to(site).as_posix())
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
            archive.writestr(entry, path.read_bytes())
    return len(paths)
