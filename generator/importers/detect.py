"""Detect a file's format and read it with the right importer."""

import re

from generator.errors import CatalogError, Message
from generator.importers.bibliographies import bibtex, csl, ris
from generator.importers.draft import Source
from generator.importers.listings import page as listing

HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I)
LARGEST = 2_000_000
"""Characters; beyond it the parsers of bibliographies take longer than anybody waits."""
IMPORTERS = (
    (csl.is_csl, csl.read),
    (ris.is_ris, ris.read),
    (bibtex.is_bibtex, bibtex.read),
    (listing.is_listing, listing.read),
)


def read(content: bytes, file: str) -> Source:
    """Return the papers of a file in any known format; raise CatalogError for others."""
    text = _decoded(content, file)
    if len(text) > LARGEST:
        wrong, expected = f"the file has {len(text):,} characters", f"at most {LARGEST:,}"
        raise _unusable(file, wrong, expected, "split it into several files")
    for is_kind, importer in IMPORTERS:
        if is_kind(text):
            return importer(text, file)
    if HTML.match(text):
        remedy = "open it in a browser and save it as text, or copy the page's text into a file"
        raise _unusable(file, "the content is a page in HTML", "its text", remedy)
    kinds = "a Daily Papers listing as text, BibTeX, RIS or CSL-JSON"
    remedy = "export it again as one of these"
    raise _unusable(file, "the content is of no kind that is known", kinds, remedy)


def _decoded(content: bytes, file: str) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x} is not {encoding.removesuffix('-sig').upper()}"
        raise _unusable(file, found, "text in UTF-8", "save the file as UTF-8", line) from None


def _unusable(file: str, wrong: str, expected: str, remedy: str, line: int = 0) -> CatalogError:
    return CatalogError([Message(file, line, "file", wrong, f"expected {expected}", remedy)])
