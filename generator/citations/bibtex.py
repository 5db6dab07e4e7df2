"""BibTeX entries in UTF-8: formulas of known macros stay TeX, everything else is escaped for TeX.

Styles that set titles in sentence case write them small outside braces. Formulas stand in braces, and so
do words that keep their capitals: names, and those with a capital inside or alone, or a digit beside it
(U-Net, S4).
"""

import re
from collections.abc import Iterable, Iterator, Set

from pylatexenc.latexencode import UnicodeToLatexEncoder  # type: ignore[import-untyped]

from generator import permalinks
from generator.bibliography import names
from generator.bibliography.dates import MONTHS
from generator.bibliography.names import Name
from generator.catalog.proper_names import LETTERS
from generator.catalog.records import Paper
from generator.citations.allowed_tex import is_allowed
from generator.citations.citation import Citation, Kind, cite
from generator.text import latex, plain
from generator.text.texmath import ESCAPED, MATH, is_balanced

TYPES: dict[Kind, str] = {
    "article": "article",
    "conference": "inproceedings",
    "preprint": "misc",
    "document": "misc",
    "thesis": "phdthesis",
    "book": "book",
    "chapter": "incollection",
}
SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        **{c: f"\\{c}" for c in "&%$#_"},
    }
)
LIGATURE = re.compile(r"-(?=-)|`(?=`)|'(?=')|[?!](?=`)|,(?=,)")
"""The first of two characters that TeX would draw as one."""
WORD = re.compile(r"\S+")
VERBATIM = re.compile(r"[^\\{}%#]*")
"""What biblatex reads as it stands and BibTeX's own styles do not stumble over."""
INITIAL = re.compile(r"(?<![^\s-])(?![ĊĐĖĠĲŐŒ])[À-ÖØ-ÞĀ-Ž]")
"""An initial of more than a byte, to which styles without Unicode abbreviate a name.

Zotero reads the macros of these letters, not of those left out.
"""
ENCODER = UnicodeToLatexEncoder(
    replacement_latex_protection="braces-all", unknown_char_policy="keep", unknown_char_warning=False
)
SEPARATOR = re.compile(r",|(?:^|\s)and(?:\s|$)|^others$", re.I)
"""What would end a name or a part of it."""


def entry(paper: Paper) -> str:
    """Return one paper's BibTeX entry; keys that it had before stay as aliases, which biblatex reads."""
    paper, citation = paper.as_published, cite(paper)
    facts = (
        *_facts(paper, citation),
        *_where(citation),
        *_identifiers(paper, citation),
        *_labels(paper),
        *_unsaid(paper, citation),
    )
    body = "".join(f"  {name} = {' '.join(value.split())},\n" for name, value in facts)
    return f"@{TYPES[citation.kind]}{{{paper.citation_key or paper.id},\n{body}}}\n"


def joined(entries: Iterable[str]) -> str:
    """Return entries as one file."""
    return "\n".join(entries)


def _facts(paper: Paper, citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_title(paper)}}}"
    if paper.authors:
        yield "author", f"{{{' and '.join(_author(person.parts) for person in paper.people)}}}"
    if citation.year:
        yield "year", f"{{{citation.year}}}"
    if len(citation.date) > len("YYYY"):
        yield "month", MONTHS[int(citation.date[5:7]) - 1]
    if len(citation.date) == len("YYYY-MM-DD"):
        yield "date", f"{{{citation.date}}}"


def _identifiers(paper: Paper, citation: Citation) -> Iterator[tuple[str, str]]:
    if paper.doi:
        yield "doi", f"{{{paper.doi if VERBATIM.fullmatch(paper.doi) else _escape(paper.doi)}}}"
    if paper.arxiv:
        yield "eprint", f"{{{paper.arxiv}}}"
        # Classic styles read the second, biblatex and Zotero the third.
        yield "archiveprefix", "{arXiv}"
        yield "eprinttype", "{arxiv}"
    if paper.arxiv and paper.categories:
        yield "primaryclass", f"{{{paper.categories[0]}}}"
    if citation.kind == "preprint":
        yield "howpublished", f"{{arXiv:{paper.arxiv}}}"
    address = paper.url or (permalinks.arxiv(paper.arxiv) if paper.arxiv and not paper.doi else "")
    if address:
        yield "url", f"{{{address}}}"


def _where(citation: Citation) -> Iterator[tuple[str, str]]:
    found = citation.publication
    match citation.kind:
        case "thesis":
            facts = {"school": found.publisher, "type": found.genre.replace("PhD thesis", "")}
        case "conference" | "chapter":
            facts = {"booktitle": found.venue, "volume": found.volume}
            facts |= {"pages": "--".join(citation.pages), "publisher": found.publisher}
        case "article":
            facts = {"journal": found.venue, "volume": found.volume, "number": found.number}
            facts |= {"pages": "--".join(citation.pages)}
        case _:
            facts = {"publisher": found.publisher}
    for name, value in facts.items():
        if value:
            yield name, f"{{{value if name == 'pages' else _escape(value)}}}"


def _labels(paper: Paper) -> Iterator[tuple[str, str]]:
    if paper.tags:
        yield "keywords", f"{{{', '.join(tag.replace('-', ' ') for tag in paper.tags)}}}"
    own = [paper.id] if paper.citation_key else []
    if former := [*own, *paper.former_ids]:
        yield "ids", f"{{{', '.join(former)}}}"


def _unsaid(paper: Paper, citation: Citation) -> Iterator[tuple[str, str]]:
    same = plain.title(paper.title) == plain.one_line(paper.title)
    escaped = re.search(r"\\[{}]", MATH.sub("", paper.title))
    if not same or escaped or not all(map(_is_exported, MATH.findall(paper.title))):
        yield "papershelf-title", f"{{{_escape(paper.title)}}}"
    if citation.exact_venue:
        yield "papershelf-venue", f"{{{_escape(citation.exact_venue)}}}"


def _author(name: Name) -> str:
    if name.collective or not name.given:
        return f"{{{_escape(name.surname)}}}" if " " in name.surname else _part(name.surname)
    return ", ".join(filter(None, (_part(name.surname), name.suffix, _part(name.given))))


def _part(text: str) -> str:
    grouped = SEPARATOR.search(text) or text in names.SUFFIXES
    return f"{{{_escape(text)}}}" if grouped else INITIAL.sub(_as_macro, _escape(text))


def _as_macro(found: re.Match[str]) -> str:
    letter = found[0]
    # Zotero reads no other form of this one.
    macro: str = ENCODER.unicode_to_latex(letter).replace(r"{\L}", r"{\L }")
    return macro if letter.isupper() and latex.to_text(macro) == letter else letter


def _title(paper: Paper) -> str:
    parts, kept = MATH.split(paper.title), paper.proper_names
    parts[::2] = [_text(ESCAPED.sub(r"\1", part), kept) for part in parts[::2]]
    parts[1::2] = [f"{{${tex}$}}" if _is_exported(tex) else _escape(f"${tex}$") for tex in parts[1::2]]
    return "".join(parts)


def _text(text: str, kept: Set[str]) -> str:
    def braced(word: re.Match[str]) -> str:
        if not any(piece in kept or _is_odd(piece) for piece in LETTERS.findall(word[0])):
            return _escape(word[0])
        # Styles look for a colon outside braces to keep the capital after it.
        core = word[0].rstrip(":;,.?!")
        return f"{{{_escape(core)}}}{_escape(word[0][len(core) :])}"

    return WORD.sub(braced, text)


def _is_odd(word: str) -> bool:
    if not word[0].isupper():
        return any(c.isupper() for c in word)
    return word != "A" and (len(word) == 1 or any(c.isupper() or c.isdigit() for c in word[1:]))


def _is_exported(tex: str) -> bool:
    # To BibTeX a backslash before a brace is nothing special.
    return is_allowed(tex) and is_balanced(tex.replace("\\", ""))


def _escape(text: str) -> str:
    return LIGATURE.sub(r"\g<0>{}", text.translate(SPECIAL))
