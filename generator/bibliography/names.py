"""Personal names split by BibTeX's rule: the family name starts at the first lower-case particle,
else at the last word.
"""

import re
from dataclasses import dataclass
from functools import cache

from slugify import slugify

from generator.bibliography.identifiers import page_slug

SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
CAPITAL_PARTICLES = frozenset({"Da", "De", "Del", "Della", "Di", "Do", "Dos", "Du", "Van", "Von"})
"""Particles that belong to the family name where another one follows: Guy Van den Broeck."""
COLLECTIVES = frozenset(
    {"Collaboration", "Collaborations", "Consortium", "Group", "Initiative", "Network"}
    | {"Project", "Team"}
)

ALPHANUMERIC = re.compile("[a-z0-9]+")
INTRICATE = re.compile(r"[&']|\d,\d")
"""What slugify reads as more than a sign between words."""


EAST_ASIAN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


@dataclass(frozen=True)
class Name:
    """The parts of an author's name."""

    given: str
    particle: str
    """"van der", "del": written before the family name, in lower case."""
    family: str
    suffix: str
    """"Jr.", "III"."""
    collective: bool = False
    """A collaboration or team, whose name has no parts."""

    @property
    def surname(self) -> str:
        """The family name with its particle: van der Berg."""
        return f"{self.particle} {self.family}".strip()

    @property
    def sort_key(self) -> tuple[str, str]:
        """Order by family name, then by the rest, whatever the accents and case."""
        return (fold(self.family), fold(f"{self.given} {self.particle} {self.suffix}"))


@cache
def parse(name: str) -> Name:
    """Split a printed name (`Given van Family Jr.`) into its parts."""
    words = name.split()
    if not words:
        return Name("", "", name, "")
    if words[-1] in COLLECTIVES:
        return Name("", "", name, "", collective=True)
    suffix = words.pop() if len(words) > 2 and words[-1] in SUFFIXES else ""
    last = len(words) - 1
    start = next((i for i, word in enumerate(words[:last]) if i and word[0].islower()), last)
    if start > 1 and words[start - 1] in CAPITAL_PARTICLES and start < last:
        # Where a particle has a capital, no style may drop it or set it apart.
        return Name(" ".join(words[: start - 1]), "", " ".join(words[start - 1 :]), suffix)
    family = next((i for i in range(start, last) if not words[i][0].islower()), last)
    return Name(" ".join(words[:start]), " ".join(words[start:family]), " ".join(words[family:]), suffix)


@cache
def slug(name: str) -> str:
    """Return the name as lower-case ASCII, equal for names that differ only in accents or case."""
    return page_slug(name) or page_slug("-".join(f"{ord(c):x}" for c in name.strip()))


@cache
def letter(name: Name) -> str:
    """Return the index letter of a name, `other` for names that start with no letter."""
    first = fold(name.family)[:1]
    return first if first.isalpha() else "other"


@cache
def fold(text: str) -> str:
    """Return `text` without accents, case and punctuation, for sorting and comparing."""
    if text.isascii() and not INTRICATE.search(text):
        return " ".join(ALPHANUMERIC.findall(text.lower())) or text  # the same, and ten times as fast
    return slugify(text, separator=" ") or text


def printed(given: str, family: str) -> str:
    """Return a name as it is printed: Given Family, but 张伟 in the letters of East Asia."""
    if EAST_ASIAN.fullmatch(given + family):
        return family + given
    return f"{given} {family}".strip()


def family_first(name: Name) -> str:
    """Return a name as `Family, Given`, which no program splits at the wrong word."""
    if name.collective or not name.given:
        return name.surname
    # Zotero drops what follows a second comma.
    return f"{name.surname}, {name.given} {name.suffix}".strip()
