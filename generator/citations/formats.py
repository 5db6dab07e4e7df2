"""The citation formats that a site offers.

`theme/assets/listing/citations.js` knows them by their names, to save chosen papers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.catalog.records import Paper
from generator.citations import bibtex, csl, ris


@dataclass(frozen=True)
class Format:
    """One citation format."""

    name: str
    """As readers know it: "BibTeX"."""
    suffix: str
    """Of its files, with the dot."""
    media_type: str
    entry: Callable[[Paper], str]
    """Write one paper as a part of a file."""
    joined: Callable[[Iterable[str]], str]
    """Put entries together to a file that reference managers import."""

    def text(self, papers: Iterable[Paper]) -> str:
        """Return the file of some papers."""
        return self.joined(map(self.entry, papers))


CITATION_SHARDS = 256
"""Files in which a packed site keeps the citations of its papers, each in the one of its hash."""
FORMATS = {
    "bib": Format("BibTeX", ".bib", "application/x-bibtex", bibtex.entry, bibtex.joined),
    "ris": Format("RIS", ".ris", "application/x-research-info-systems", ris.entry, ris.joined),
    "csl": Format("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", csl.entry, csl.joined),
}
"""By their names on the command line."""


def shard(id: str) -> int:
    """Return the number of the file that has a paper's citations: FNV-1a of 32 bits of its id.

    `theme/assets/listing/citations.js` works it out too.
    """
    found = 0x811C9DC5
    for byte in id.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found % CITATION_SHARDS
