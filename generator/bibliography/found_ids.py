"""arXiv ids, DOIs and arXiv categories found in the text of other programs."""

import re
from urllib.parse import unquote

from generator.bibliography import identifiers
from generator.errors import Problem

ARXIV_ID = r"(\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)*(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?!\w)"
BARE_ARXIV = re.compile(ARXIV_ID + r"(?:\s*\[[^\]]*\])?", re.I | re.A)
NAMED_ARXIV = re.compile(
    r"(?:\barxiv(?:\.org/(?:abs|pdf|html|format|ps|e-print)/|[:.\s]\s*)|huggingface\.co/papers/|\babs/)"
    + ARXIV_ID,
    re.I | re.A,
)
BARE_NUMBER = re.compile(r"\d{4}\.\d{4,5}", re.A)
"""What is an arXiv id only beside something that says so, else a page or an article's number."""
SAYS_ARXIV = re.compile(r"arxiv|\bcorr\b", re.I)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.I)
DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", re.I)
DOI_LABEL = re.compile(r"doi:?\s*(?=10\.)", re.I)
ARCHIVES = (
    "astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex "
    "nucl-th physics q-bio q-fin quant-ph stat"
)
CATEGORY = re.compile(rf"\b(?:{ARCHIVES.replace(' ', '|')})\.[A-Za-z]+(?:-[a-z]+)*(?![\w./-])")
WHOLE_ARCHIVE = re.compile(r"gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph")
"""An archive that is a category itself."""


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id in a value: bare, after `arXiv:`, in a URL or in a DOI."""
    match = BARE_ARXIV.fullmatch(text.strip()) or NAMED_ARXIV.search(text)
    try:
        return identifiers.check_arxiv(match[1]) if match else None
    except Problem:
        return None


def doi(text: str) -> str | None:
    """Return the DOI in a value, bare or in a URL; None for arXiv's own DOIs, which are arXiv ids."""
    text = text.strip()
    if address := DOI_ADDRESS.match(text):
        bare = unquote(text[address.end() :])
    else:
        bare = DOI_LABEL.sub("", text, count=1)
    try:
        return None if ARXIV_DOI.match(bare) else identifiers.check_doi(bare)
    except Problem:
        return None


def categories(texts: list[str]) -> tuple[str, ...]:
    """Return the arXiv categories in `texts`, in their order."""
    found = (
        [text.strip()] if WHOLE_ARCHIVE.fullmatch(text.strip()) else CATEGORY.findall(text)
        for text in texts
    )
    return tuple(dict.fromkeys(category for several in found for category in several))
