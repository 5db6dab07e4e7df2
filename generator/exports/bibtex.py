"""BibTeX entries in UTF-8: TeX stays TeX, everything else is escaped for TeX."""

import re
from collections.abc import Iterator

from generator import names
from generator.names import Name
from generator.permalinks import arxiv
from generator.records import Paper
from generator.texmath import MATH

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
CONFERENCE = re.compile(
    r"\b(AAAI|AISTATS|ACL|COLT|CVPR|EMNLP|ECCV|ESEC|FSE|GECCO|ICCV|ICLR|ICML|ICS|IJCAI|KDD|LoG|NAACL|"
    r"NeurIPS|UAI|WSDM|DLDE|Workshop|Conference|Proceedings|Symposium)\b"
)
THESIS = re.compile(r"\b(thesis|dissertation)\b", re.I)
INNER_CAPITAL = re.compile(r"[^\s{}$]*[^\s{}$(\[“\"'–—/-][A-Z][^\s{}$]*")
VENUE_YEAR = re.compile(r"\s*\(?\b((?:19|20)\d{2})\)?$")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def entry(paper: Paper) -> str:
    """Return one paper's BibTeX entry; its key is the record's id, which never changes."""
    kind, where = _kind(paper.venue or "")
    body = "".join(f"  {name} = {value},\n" for name, value in (*_facts(paper), *where))
    return f"@{kind}{{{paper.id},\n{body}}}\n"


def _facts(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_tex(paper.title, protect=True)}}}"
    yield "author", f"{{{' and '.join(_author(names.parse(name)) for name in paper.authors)}}}"
    year = VENUE_YEAR.search(paper.venue or "")
    yield "year", f"{{{year[1] if year else paper.year}}}"
    if not paper.venue and len(paper.published) > len("YYYY"):
        yield "month", MONTHS[int(paper.published[5:7]) - 1]
    if paper.doi:
        yield "doi", f"{{{_tex(paper.doi)}}}"
    if paper.arxiv:
        yield "eprint", f"{{{paper.arxiv}}}"
        yield "archiveprefix", "{arXiv}"
    if paper.arxiv and paper.categories:
        yield "primaryclass", f"{{{paper.categories[0]}}}"
    if paper.arxiv and not paper.doi:
        yield "url", f"{{{arxiv(paper.arxiv)}}}"


def _kind(venue: str) -> tuple[str, list[tuple[str, str]]]:
    place = _tex(VENUE_YEAR.sub("", venue))
    if not venue:
        return "misc", []
    if THESIS.search(venue):
        return "phdthesis", [("school", f"{{{re.sub(r'^.*?thesis, *', '', place)}}}")]
    if CONFERENCE.search(venue):
        return "inproceedings", [("booktitle", f"{{{_tex(venue)}}}")]
    return "article", [("journal", f"{{{place}}}")]


def _author(name: Name) -> str:
    family = _tex(f"{name.particle} {name.family}".strip())
    if name.collective or not name.given:
        return f"{{{family}}}" if " " in family else family
    return ", ".join(part for part in (family, _tex(name.suffix), _tex(name.given)) if part)


def _tex(text: str, protect: bool = False) -> str:
    parts = MATH.split(text)
    parts[::2] = [_escape(part, protect) for part in parts[::2]]
    parts[1::2] = [f"${part}$" for part in parts[1::2]]
    return "".join(parts)


def _escape(text: str, protect: bool) -> str:
    # Two hyphens would become a dash; the group between them keeps them apart.
    escaped = "".join(SPECIAL.get(c, c) for c in text.replace(r"\$", "$")).replace("--", "-{}-")
    if not protect or "{" in escaped:
        return f"{{{escaped}}}" if protect and escaped.strip() else escaped
    return INNER_CAPITAL.sub(lambda word: f"{{{word[0]}}}", escaped)
