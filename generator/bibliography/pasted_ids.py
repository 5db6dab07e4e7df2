"""Ids and URLs of papers in the forms that people copy from sites."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from generator.bibliography.found_ids import ARXIV_DOI
from generator.bibliography.identifiers import arxiv_month, check_arxiv, check_doi
from generator.errors import Problem, quote

Kind = Literal["arxiv", "doi"]


@dataclass(frozen=True)
class Wanted:
    """A paper named by arXiv id or DOI."""

    kind: Kind
    id: str


SITE = r"(?:https?://)?(?:www\.|export\.|dx\.)?"
REST = r"(?:[?#].*)?"
ADDRESSES = (
    re.compile(rf"{SITE}arxiv\.org/(?:abs|pdf|html|format|src|e-print)/([^?#]+){REST}", re.I | re.S),
    re.compile(rf"{SITE}(?:huggingface\.co|hf\.co)/papers/([^?#]+){REST}", re.I | re.S),
    re.compile(rf"{SITE}doi\.org/([^?#]+){REST}", re.I | re.S),
    re.compile(rf"{SITE}alphaxiv\.org/(?:abs|overview|pdf)/([^?#]+){REST}", re.I | re.S),
    re.compile(rf"{SITE}ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html)/([^?#]+){REST}", re.I | re.S),
)
PUBLISHERS = (
    (re.compile(rf"{SITE}nature\.com/articles/([\w-]+)(?:[.?#/].*)?", re.I | re.S), "10.1038/"),
    (
        re.compile(rf"{SITE}aclanthology\.org/([\w-]+(?:\.[\w-]+\.\d+)?)(?:\.pdf|/)?{REST}", re.I),
        "10.18653/v1/",
    ),
    (
        re.compile(
            r"https?://(?:www\.)?(?:bio|med)rxiv\.org/.*/(10\.1101/[\d.]+?)(?:v\d.*|[?#/].*)?",
            re.I | re.S,
        ),
        "",
    ),
    (re.compile(rf"https?://[^/?#]+/(?:[^?#]*/)?(10\.\d{{4,9}}/[^?#]+){REST}", re.I | re.S), ""),
)
"""Addresses of publishers' pages that hold the DOI, or all of it but its beginning."""
VIEW = re.compile(r"(?:/(?:abstract|epdf|full|fulltext|html|meta|pdf|summary))?(?:\.pdf)?/?$", re.I)
"""What publishers put behind a DOI for one form of the paper."""
PREFIX = re.compile(r"(?:arxiv|doi):\s*", re.I)
DECORATION = re.compile(r"(?:v[0-9]+)?(?:\.pdf)?/?(?:\s?\[[\w.-]+\])?$", re.I)
"""What may follow an arXiv id: a version, a file's ending, the category that its page shows."""
SUBJECT = re.compile(r"(?<=[a-z])\.[A-Z]{2}(?=/)")


def parse(text: str) -> Wanted:
    """Return the paper that a pasted id or URL names.

    A DOI issued by arXiv becomes the arXiv id. Raises Problem for anything else.
    """
    named = PREFIX.sub("", _without_site(_unquoted(text)), count=1)
    if ARXIV_DOI.match(named) or not named.startswith("10."):
        return Wanted("arxiv", _arxiv(ARXIV_DOI.sub("", named, count=1), text))
    return Wanted("doi", check_doi(named))


def _unquoted(text: str) -> str:
    """Return the text without surrounding quotes, brackets and punctuation of the sentence it was
    copied from.
    """
    bare = text.strip().lstrip("([<\"'“").rstrip(".,;:>\"'”")
    return bare.rstrip(")].,;") if bare.count("(") < bare.count(")") else bare


def _without_site(text: str) -> str:
    """Return the part of a URL that names the paper; other text, such as a bare DOI, stays unchanged."""
    if found := next((match for form in ADDRESSES if (match := form.fullmatch(text))), None):
        return unquote(found[1]).strip()
    for form, prefix in PUBLISHERS:
        if match := form.fullmatch(text):
            return _unquoted(prefix + VIEW.sub("", unquote(match[1]).strip()))
    return text


def _arxiv(named: str, text: str) -> str:
    bare = SUBJECT.sub("", DECORATION.sub("", named, count=1))
    if arxiv_month(bare) is None:
        expected = "expected an arXiv id, a DOI, or an address that holds one"
        remedy = "copy it from the paper's page, or save the BibTeX there and use `catalog import`"
        raise Problem(f"{quote(text)} names no paper", expected, remedy)
    return check_arxiv(bare)
