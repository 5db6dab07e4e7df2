"""Venues of records and of other programs, split into journal, volume, pages and year."""

import re
from dataclasses import dataclass
from typing import Literal

from generator.bibliography import venue_names
from generator.bibliography.dates import YEAR
from generator.text.plain import one_line

Kind = Literal["article", "conference", "book", "chapter", "thesis"]
"""How a paper was published, as far as citation formats tell it apart."""
CONFERENCES = (
    "3DV|AAAI|AACL|AAMAS|ACCV|ACL|AISTATS|ALT|ASPLOS|AutoML|BMVC|CAV|CCS|CHI|CHIL|CIKM|CoLLAs|COLING|COLM|COLT|"
    "CoNLL|CoRL|CRYPTO|CVPR|DLDE|EACL|ECAI|ECCV|ECML|EMNLP|ESANN|ESEC|EUSIPCO|FAccT|FOCS|FSE|GECCO|HRI|ICALP|"
    "ICANN|ICAPS|ICASSP|ICCV|ICDE|ICDM|ICIP|ICLR|ICML|ICPR|ICRA|ICS|ICSE|IJCAI|IJCNN|Interspeech|IROS|ISBI|ISCA|"
    "ISIT|ISMIR|ITCS|IUI|IWSLT|KDD|L4DC|LoG|LREC|MICCAI|MIDL|MLHC|MLSys|NAACL|NDSS|NeurIPS|NIPS|NSDI|OSDI|PAKDD|"
    "PKDD|PLDI|PODS|POPL|RANLP|RecSys|RSS|SaTML|SemEval|SIGCOMM|SIGGRAPH|SIGIR|SIGMOD|SODA|SOSP|STACS|STOC|UAI|"
    "UIST|VLDB|WACV|WMT|WSDM|WWW"
)
"""Conferences by the short names that records have for them."""
LONG_NAMES = (
    "Algorithmic Learning Theory|Artificial Intelligence and Statistics"
    "|Computational Natural Language Learning|Computer Vision and Pattern Recognition"
    "|Empirical Methods in Natural Language Processing|Foundations of Computer Science"
    "|(?:Findings|Meeting) of the Association for Computational Linguistics"
    "|Knowledge Discovery (?:and|&) Data Mining|Learning for Dynamics (?:and|&) Control"
    "|Medical Image Computing (?:and|&) Computer[ -]Assisted Intervention|Neural Information Processing"
    "|Robotics: Science and Systems|Uncertainty in Artificial Intelligence"
)
"""Conferences by the names that say of themselves neither conference nor proceedings."""
THESIS = re.compile(r"(?P<genre>.*?\b(?:thesis|dissertation)\b)(?:, *(?P<school>.*))?", re.I)
LAST_YEAR = re.compile(r"(?<![\s,])[\s,]*\(?\b((?:19|20)\d{2})\)?$")
PART = re.compile(
    r"(?P<venue>.+?),? (?!(?:19|20)\d{2}$)(?P<volume>\d{1,4})(?:\((?P<number>\d+(?:[-–]\d+)?)\))?"
    r"(?:[,:] ?(?P<pages>[A-Za-z]?\d+(?:[-–][A-Za-z]?\d+)?))?",
    re.A,
)
"""Of a journal: 31(11); 158, 104903; 12: 34-56."""
CONFERENCE = re.compile(
    rf"(?<![A-Za-z])(?:{CONFERENCES})(?![A-Za-z])|^(?i:{CONFERENCES})['’ -]*(?:[\d(]|$)"
    rf"|\b(?i:{LONG_NAMES}|Conferences?|Proceedings|Proc\.|Symposi(?:um|a)|Workshops?)"
)
OF = r"(?:Mathematical )?Proceedings of the|Proc\."
SOCIETIES = r"ACM on|(?:American|London) Math|Cambridge|Edinburgh|National Acad|Natl\.|Roy|R\.|VLDB End"
JOURNAL = re.compile(
    rf"(?:{OF}) (?:{SOCIETIES})|(?:{OF}) IEEE *(?:[\d(,;]|$)|Journal of Physics: Conference Series"
    r"|.*\b(?:Journal|Letters|Magazine|Transactions)\b(?!.*(?:Conference|Proceedings|Symposium|Workshop))",
    re.I,
)
"""A journal whose name holds words of conferences."""
ANY_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
MEETING = re.compile(rf"(?P<name>(?:{CONFERENCES})(?:/(?:{CONFERENCES}))?)\b(?P<workshop>.*\bWorkshop)?")
SAME = {"NIPS": "NeurIPS"}
"""Conferences that have changed their name."""
EVENT = re.compile(r"([A-Za-z][A-Za-z-]{1,14})[ -]*['’](\d\d)", re.A)
"""A conference's short name as organizers write it: ICML'20."""
IN_BRACKETS = re.compile(rf".*\({EVENT.pattern}\)", re.A)
VOLUME, ISSUE = re.compile(r"\d{1,4}", re.A), re.compile(r"\d+(?:[-–]\d+)?", re.A)
PAGES = re.compile(r"[A-Za-z]?\d+(?:-[A-Za-z]?\d+)?", re.A)
ARXIV_ITSELF = re.compile(r"\s*(?:arxiv|corr\b)", re.I)


@dataclass(frozen=True)
class Publication:
    """Where and when a paper was published; unknown parts are empty."""

    type: Kind
    venue: str = ""
    """The journal, the book, or the proceedings with their year."""
    volume: str = ""
    number: str = ""
    """Of a journal's issue."""
    pages: str = ""
    """First and last with a hyphen between, or the number of the article."""
    year: str = ""
    publisher: str = ""
    """Of a thesis its school."""
    genre: str = ""
    """Of a thesis: PhD thesis."""

    @property
    def series(self) -> str:
        """The journal or conference without its year: ICLR, PNAS; the publisher of a book."""
        if self.type == "thesis":
            return "Theses"
        if meeting := MEETING.match(self.venue):
            name = SAME.get(meeting["name"], meeting["name"])
            return f"{name} workshops" if meeting["workshop"] else name
        return LAST_YEAR.sub("", self.venue) or self.publisher


def parse(line: str) -> Publication:
    """Return the parts of a record's venue, such as Neural Computation 31(11): 2025-2074 (2019)."""
    kind = _kind(line)
    year = _year(line, kind)
    if kind == "conference":
        return Publication(kind, line, year=year)
    place = LAST_YEAR.sub("", line)
    if kind == "thesis":
        thesis = THESIS.fullmatch(place)
        school = thesis["school"] or "" if thesis else ""
        return Publication(kind, year=year, publisher=school, genre=thesis["genre"] if thesis else place)
    part = PART.fullmatch(place)
    if not part:
        return Publication(kind, place, year=year)
    found = part.groupdict(default="")
    pages = found.pop("pages").replace("–", "-")
    return Publication(kind, **found, pages=pages, year=year)


def venue(container: str, year: str, kind: Kind) -> str | None:
    """Return a venue as records write it: ICLR 2024, Neural Networks (2024); arXiv itself is none.

    `container` is a journal or a book of proceedings, of a thesis its kind and school.
    """
    container = one_line(container)
    if not container or ARXIV_ITSELF.match(container):
        return None
    event = EVENT.fullmatch(container) or IN_BRACKETS.fullmatch(container)
    if kind == "conference" and event:
        return f"{event[1]} {year[:2] or '20'}{event[2]}"
    if kind == "conference" and (known := venue_names.short_name(container, year)):
        return known
    part = PART.fullmatch(container) if kind == "article" else None
    if not year or container.endswith(year) or YEAR.search(part["venue"] if part else container):
        return container
    short = kind == "conference" and " " not in container
    return f"{container} {year}" if short else f"{container} ({year})"


def numbered(journal: str, volume: str, number: str, pages: str) -> str:
    """Return a journal with those numbers that can be written: Machine Learning 20(3), 273-297."""
    if not journal or ARXIV_ITSELF.match(journal) or not VOLUME.fullmatch(volume):
        return journal
    issue = f"({number})" if ISSUE.fullmatch(number) else ""
    pages = re.sub(r"\s*[-–—]+\s*", "-", pages)
    return f"{journal} {volume}{issue}" + (f", {pages}" if PAGES.fullmatch(pages) else "")


def _kind(line: str) -> Kind:
    if THESIS.match(line):
        return "thesis"
    return "conference" if CONFERENCE.search(line) and not JOURNAL.match(line) else "article"


def _year(line: str, kind: Kind) -> str:
    if found := LAST_YEAR.search(line) or (kind == "conference" and ANY_YEAR.search(line)):
        return found[1]
    event = kind == "conference" and (EVENT.fullmatch(line) or IN_BRACKETS.fullmatch(line))
    return f"20{event[2]}" if event else ""
