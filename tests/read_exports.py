"""What reads each kind of exported file as other programs do, and fails where that is damaged or acts."""

import json
import re
from xml.etree import ElementTree

import bibtexparser
import rispy
from pybtex.database import parse_string

from generator.citations.allowed_tex import MACROS

TEXT_MACROS = re.compile(
    r"\\text(?:backslash|braceleft|braceright|ascii(?:tilde|circum)|less|greater)\b"
)

ACCENTS = {*"bcdHkrtuvLO", "AA", "AE", "DH", "DJ", "NG", "OE", "SS", "TH"}
"""Macros of the letters with which names begin."""


def read_bibtex(text):
    assert not bibtexparser.parse_string(text).failed_blocks
    entries = parse_string(text, "bibtex").entries
    assert len(entries) == len(re.findall(r"^@\w+\{", text, re.M))
    macros = set(re.findall(r"\\([A-Za-z]+)", TEXT_MACROS.sub("", text)))
    assert macros <= MACROS | ACCENTS


def read_ris(text):
    assert len(rispy.loads(text)) == len(re.findall(r"^TY  - ", text, re.M))


def read_opml(text):
    for outline in ElementTree.fromstring(text).iter("outline"):
        addresses = [outline.get(name, "https://") for name in ("xmlUrl", "htmlUrl")]
        assert outline.get("text")
        assert all(address.startswith("https://") for address in addresses)


READERS = {
    ".bib": read_bibtex,
    ".ris": read_ris,
    ".json": json.loads,
    ".atom": ElementTree.fromstring,
    ".rss": ElementTree.fromstring,
    ".xml": ElementTree.fromstring,
    ".opml": read_opml,
    ".csljson": json.loads,
}
