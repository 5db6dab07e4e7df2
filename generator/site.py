"""Facts of the site that pages need."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urljoin

Files = Literal["auto", "all", "packed"]
"""Whether each paper has citation and API files of its own."""
MOST_SEPARATE = 2_000
"""Papers of the largest catalogue whose papers have such files where the setting leaves it open."""


@dataclass(frozen=True)
class Site:
    """Settings from mkdocs.yml."""

    name: str = "Papershelf"
    description: str = ""
    edit_base: str = ""
    """Address below which the catalog's files can be edited, with a slash at its end."""

    url: str = ""
    """Address of the home page, with a slash at its end, "" where mkdocs.yml names none."""

    licence: str = ""
    """What may be done with the site's content, in words."""

    accent: str = ""
    """A colour of its own as #rrggbb, "" where it has the theme's."""

    abstracts: Literal["none", "records", "fetched"] = "fetched"
    """Which abstracts it shows."""

    review_marks: bool = True
    """Whether pages of papers name what waits for a curator."""

    files: Files = "auto"
    """Which files it has."""

    @property
    def packed(self) -> bool:
        """Whether papers share the files of their citations."""
        return self.files == "packed"

    def of(self, papers: int) -> "Site":
        """Return the site of so many papers, which settles what its files are."""
        few = papers <= MOST_SEPARATE
        return replace(self, files=("all" if few else "packed") if self.files == "auto" else self.files)

    def address(self, path: str) -> str:
        """Return the address of a page or file of the site, as permalinks.url gives it, in full."""
        return self.url + path

    def edit_url(self, file: str) -> str:
        """Return the address at which a file of the catalog is edited, "" where none is known."""
        return urljoin(self.edit_base, file) if self.edit_base else ""
