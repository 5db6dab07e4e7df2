"""Author lists of bibliographies, turned into printed names."""

import re

from generator.bibliography.names import SUFFIXES, printed
from generator.errors import Remark, quote

OTHERS = re.compile(r"(?:and )?(?:others|et al\.?)", re.I)
"""An author that stands for more of them."""
HOMONYM = re.compile(r"\s+0\d{3}$")
"""DBLP's number for one of several people with the same name."""
AND_OTHERS = re.compile(r"[\s,]+et\.? al\.?$")
MARK = re.compile(r"[{},]")
EXTENDED = re.compile(r'\s*"?\s*(?:family|given|prefix|suffix|useprefix|id|gender)(?:-i)?\s*=', re.I)
"""A name in biblatex's own syntax: family=Berg, given=Jan, prefix=van der."""
FACT = re.compile(r'(?:^|,)\s*"?\s*([a-z-]+)\s*=\s*((?:\{(?:[^{}]|\{[^{}]*\})*\}|[^,{}])*)', re.I | re.A)


def cut_others(names: list[str], remarks: list[Remark]) -> list[str]:
    """Return `names` without a trailing `et al.` or `others`, which becomes a remark."""
    last = names[-1].strip() if names else ""
    end = OTHERS.fullmatch(last) or AND_OTHERS.search(last)
    if not end:
        return names
    remark = f"ends in {quote(end[0].strip(' ,'))}; write out all authors"
    remarks.append(Remark(remark, "authors"))
    return [*names[:-1], last[: end.start()]] if end.start() else names[:-1]


def of_bibtex(name: str, remarks: list[Remark]) -> list[str]:
    """Return the authors that a BibTeX or biblatex name holds, in TeX; there may be several."""
    if EXTENDED.match(name):
        facts = {key.lower(): text.strip(' "') for key, text in FACT.findall(name)}
        return [" ".join(facts.get(key, "") for key in ("given", "prefix", "family", "suffix"))]
    return turned(_sections(name), remarks, suffix_first=True)


def turned(sections: list[str], remarks: list[Remark], suffix_first: bool = False) -> list[str]:
    """Return the authors of `Family, Given` or `Family, Suffix, Given`."""
    family, *rest = map(without_number, sections)
    if len(rest) > 1 and not SUFFIXES & set(rest):
        several = [family, *rest]
        whole = all(" " in part for part in several)
        if whole or len(rest) > len(("given", "suffix")):
            remarks.append(Remark(f"{quote(', '.join(several))} looks like several names", "authors"))
            return several if whole else [", ".join(several)]
    if suffix_first and len(rest) > 1:
        rest.reverse()
    if rest and rest[0] in SUFFIXES and (len(rest) > 1 or " " in family):
        rest = [*(rest[1:] or [""]), rest[0]]
    return [" ".join(filter(None, [printed("".join(rest[:1]), family), *rest[1:]]))]


def without_number(name: str) -> str:
    """Return a name without the number that DBLP adds to tell people apart."""
    return HOMONYM.sub("", name.strip())


def _sections(name: str) -> list[str]:
    """Cut a name at the commas outside of braces."""
    sections, start, depth = [], 0, 0
    for mark in MARK.finditer(name):
        if mark[0] != ",":
            depth += 1 if mark[0] == "{" else -1
        elif depth <= 0:
            sections.append(name[start : mark.start()])
            start = mark.end()
    return [*sections, name[start:]]
