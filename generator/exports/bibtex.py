"""BibTeX entries in UTF-8: TeX stays TeX, everything else is escaped for TeX."""

import re
from collections.abc import Iterable, Iterator

from generator import names, permalinks
from generator.exports.citing import Citation, cite
from generator.importers.values import MONTHS, Kind
from generator.names import Name
from generator.records import Paper
from generator.texmath import MATH, has_stray_dollar, is_balanced

TYPES: dict[Kind, str] = {
    "article": "article",
    "conference": "inproceedings",
    "preprint": "misc",
    "thesis": "phdthesis",
}
SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    **{c: f"\\{c}" for c in "&%$#_"},
}
LIGATURE = re.compile(r"-(?=-)|`(?=`)|'(?=')|[?!](?=`)|,(?=,)")
"""The first of two characters that TeX would draw as one."""
WORD = re.compile(r"[^\s{}]+")
INNER_CAPITAL = re.compile(r"[^(\[“\"'–—/-][A-Z]")
"""In a word that a style would spoil by writing it small."""
SEPARATOR = re.compile(r",|(?:^|\s)and(?:\s|$)|^others$", re.I)
"""What would end a name or a part of it."""


def entry(paper: Paper) -> str:
    """Return one paper's BibTeX entry; its key is the record's id, which never changes."""
    citation = cite(paper)
    facts = (
        *_facts(paper, citation),
        *_where(citation),
        *_first(paper, citation),
        *_unsaid(paper, citation),
    )
    body = "".join(f"  {name} = {' '.join(value.split())},\n" for name, value in facts)
    return f"@{TYPES[citation.kind]}{{{paper.id},\n{body}}}\n"


def joined(entries: Iterable[str]) -> str:
    """Return entries as one file."""
    return "\n".join(entries)


def _facts(paper: Paper, citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_title(paper.title)}}}"
    if paper.authors:
        yield "author", f"{{{' and '.join(_author(names.parse(name)) for name in paper.authors)}}}"
    if citation.year:
        yield "year", f"{{{citation.year}}}"
    if not paper.venue and len(paper.published or "") > len("YYYY"):
        yield "month", MONTHS[int((paper.published or "")[5:7]) - 1]
    if paper.doi:
        yield "doi", f"{{{_escape(paper.doi)}}}"
    if paper.arxiv:
        yield "eprint", f"{{{paper.arxiv}}}"
        yield "archiveprefix", "{arXiv}"
    if paper.arxiv and paper.categories:
        yield "primaryclass", f"{{{paper.categories[0]}}}"
    if paper.arxiv and not paper.doi:
        yield "url", f"{{{permalinks.arxiv(paper.arxiv)}}}"


def _where(citation: Citation) -> Iterator[tuple[str, str]]:
    match citation.kind:
        case "thesis":
            if citation.school:
                yield "school", f"{{{_escape(citation.school)}}}"
            if citation.genre != "PhD thesis":
                yield "type", f"{{{_escape(citation.genre)}}}"
        case "conference":
            yield "booktitle", f"{{{_escape(citation.container)}}}"
        case "article":
            yield "journal", f"{{{_escape(citation.container)}}}"


def _first(paper: Paper, citation: Citation) -> Iterator[tuple[str, str]]:
    # Programs of BibTeX's own time ignore both; biblatex takes a date before a year.
    if citation.first:
        yield "origdate", f"{{{citation.first}}}"
    elif not paper.venue and len(paper.published or "") == len("YYYY-MM-DD"):
        yield "date", f"{{{paper.published}}}"


def _unsaid(paper: Paper, citation: Citation) -> Iterator[tuple[str, str]]:
    if has_stray_dollar(paper.title) or not all(map(_balanced, MATH.findall(paper.title))):
        yield "papershelf-title", f"{{{_escape(paper.title)}}}"
    if citation.unsaid:
        yield "papershelf-venue", f"{{{_escape(citation.unsaid)}}}"


def _author(name: Name) -> str:
    family = f"{name.particle} {name.family}".strip()
    if name.collective or not name.given:
        return f"{{{_escape(family)}}}" if " " in family else _part(family)
    return ", ".join(_part(part) for part in (family, name.suffix, name.given) if part)


def _part(text: str) -> str:
    return f"{{{_escape(text)}}}" if SEPARATOR.search(text) else _escape(text)


def _title(text: str) -> str:
    parts = MATH.split(text)
    parts[::2] = [_protect(_escape(part.replace(r"\$", "$"))) for part in parts[::2]]
    parts[1::2] = [f"${part}$" if _balanced(part) else _escape(f"${part}$") for part in parts[1::2]]
    return "".join(parts)


def _balanced(tex: str) -> bool:
    # To BibTeX a backslash is nothing special.
    return is_balanced(tex.replace("\\", ""))


def _escape(text: str) -> str:
    escaped = "".join(SPECIAL.get(c, c) for c in text)
    return LIGATURE.sub(r"\g<0>{}", escaped)


def _protect(escaped: str) -> str:
    if "{" in escaped:
        return f"{{{escaped}}}"
    return WORD.sub(lambda word: f"{{{word[0]}}}" if INNER_CAPITAL.search(word[0]) else word[0], escaped)
