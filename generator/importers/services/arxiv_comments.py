"""Venue and code links in authors' comments and abstracts.

Only unambiguous statements are used; a curator fills in the rest.
"""

import re

from generator.bibliography.venues import CONFERENCES

WRITTEN = {name.lower(): name for name in CONFERENCES.split("|")} | {"nips": "NeurIPS"}
"""How records write each."""
MENTION = rf"({CONFERENCES})[ ,]*(?:['’](\d\d)|20(\d\d))\b"
MENTIONED = re.compile(rf"\b{MENTION}", re.I)
CLAIM = re.compile(
    r"(?:(?:this paper |it )?(?:has been |was |is |will be )?"
    r"(?:accepted|published|presented|to appear|appears|appeared)"
    r"(?: as an? [\w -]{0,40}paper)?(?: for publication)? (?:at|in|to|by) |"
    r"camera[- ]ready (?:version )?(?:for|of|at) )?(?:the )?"
    rf"{MENTION}[ ,]*(?:conference|main|track|long|full|regular|poster|oral|spotlight|highlight|paper|"
    r"presentation|camera[- ]ready|version|\(oral\)|\(spotlight\)|\(poster\)|\(highlight\)|[ ,])*",
    re.I,
)
CLAUSES = re.compile(r"[.;:]\s|,\s(?!20\d\d)|\.$|\s[-–—]\s")
DOUBTFUL = re.compile(
    r"workshop|submi|review|reject|withdrawn|tutorial|challenge|competition|exten|findings|demo|preliminary|"
    r"earlier|previous|short version|conference version|abridged|preprint|doctoral",
    re.I,
)
REPOSITORY = r"(https?://(?:www\.)?(?:github|gitlab)\.com/[\w.-]+/[\w.-]+)"
REPOSITORIES = re.compile(REPOSITORY)
CODE_AT = re.compile(
    r"\bcode\b(?:[^.:;]{0,60}\b(?:available|released|found|hosted|provided|accessible|open-sourced))?"
    rf"[^.:;\w]{{0,3}}(?:at|on|from|in|under|here)?[:\s]{{0,3}}(?:\\url\{{)?{REPOSITORY}",
    re.I,
)


def conference(text: str, certain: bool = True) -> str | None:
    """Return the venue, such as "ICLR 2024", at which the text says that the paper appears.

    With `certain` off, return any venue mentioned.
    """
    if not certain:
        return next((_venue(match) for match in MENTIONED.finditer(text)), None)
    claims = [match for clause in CLAUSES.split(text) if (match := CLAIM.fullmatch(clause.strip()))]
    venues = {_venue(match) for match in claims}
    return venues.pop() if len(venues) == 1 and not DOUBTFUL.search(text) else None


def code_repository(*texts: str) -> str | None:
    """Return the URL of the paper's code if the text names exactly one."""
    said = {_address(match[1]) for text in texts for match in CODE_AT.finditer(text)}
    known = {_address(match[1]) for text in texts for match in REPOSITORIES.finditer(text)}
    return said.pop() if len(said) == 1 and len(known) == 1 else None


def _venue(match: re.Match[str]) -> str:
    return f"{WRITTEN[match[1].lower()]} 20{match[2] or match[3]}"


def _address(written: str) -> str:
    return written.rstrip(".").removesuffix(".git")
