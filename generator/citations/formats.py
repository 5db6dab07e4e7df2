"""The citation formats that a site offers."""

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


FORMATS = {
    "bib": Format("BibTeX", ".bib", "application/x-bibtex", bibtex.entry, bibtex.joined),
    "ris": Format("RIS", ".ris", "application/x-research-info-systems", ris.entry, ris.joined),
    "csl": Format("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", csl.entry, csl.joined),
}
"""By their names on the command line."""
