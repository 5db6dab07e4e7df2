"""Published limits of hosts, and whether a site is within them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import permalinks

MEGABYTE, MEBIBYTE = 1_000_000, 1024**2


@dataclass(frozen=True)
class Limits:
    """A host's limits; 0 where it has none."""

    name: str
    site: int = 0
    """Bytes of all files."""
    files: int = 0
    entries: int = 0
    """Files and folders."""
    in_folder: int = 0
    """Files in one folder."""
    file: int = 0
    """Bytes of one file."""


HOSTS = {
    "github": Limits("GitHub Pages", site=1_000_000_000, file=100 * MEBIBYTE),
    "cloudflare": Limits("Cloudflare Pages, free", files=20_000, file=25 * MEBIBYTE),
    "netlify": Limits("Netlify", in_folder=54_000),
    "gitlab": Limits("GitLab Pages on gitlab.com", site=1_000_000_000, entries=200_000),
}
"""By their names on the command line."""


@dataclass(frozen=True)
class Size:
    """How large a site is."""

    site: int
    files: int
    entries: int
    in_folder: int
    file: int
    fullest: Path
    """The folder with most files."""
    largest: Path


def measure(site: Path) -> Size:
    """Return the size of a site, hidden files and folders at its root aside."""
    places = [path for path in site.rglob("*") if not path.relative_to(site).parts[0].startswith(".")]
    sizes = {path: path.stat().st_size for path in places if path.is_file()}
    folders = Counter(path.parent for path in sizes)
    fullest = max(folders, key=lambda folder: (folders[folder], folder), default=site)
    largest = max(sizes, key=lambda path: (sizes[path], path), default=site)
    return Size(
        sum(sizes.values()),
        len(sizes),
        len(places),
        folders[fullest],
        sizes.get(largest, 0),
        fullest.relative_to(site),
        largest.relative_to(site),
    )


def excesses(size: Size, limits: Limits) -> Iterator[str]:
    """Yield each limit of a host that a site exceeds."""
    if limits.site and size.site > limits.site:
        yield f"{size.site // MEGABYTE:,} MB; expected at most {limits.site // MEGABYTE:,} MB"
    if limits.files and size.files > limits.files:
        yield f"{size.files:,} files; expected at most {limits.files:,}"
    if limits.entries and size.entries > limits.entries:
        yield f"{size.entries:,} files and folders; expected at most {limits.entries:,}"
    if limits.in_folder and size.in_folder > limits.in_folder:
        yield f"{size.in_folder:,} files in {size.fullest}/; expected at most {limits.in_folder:,}"
    if limits.file and size.file > limits.file:
        found = f"{size.largest} has {size.file / MEBIBYTE:,.1f} MiB"
        yield f"{found}; expected at most {limits.file // MEBIBYTE:,} MiB a file"


def remedy(site: Path) -> str:
    """Return what to do about a site that is too large."""
    if (site / permalinks.api("citations/0")).exists():
        return "The site is packed already: choose a host that takes more."
    return "Set `files: packed` for papershelf in mkdocs.yml, which makes far fewer files."
