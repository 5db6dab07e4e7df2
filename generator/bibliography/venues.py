"""Venues as other programs write them, and the conferences known by name."""

import re
from typing import Literal

from generator.bibliography.dates import YEAR
from generator.text.plain import one_line

Kind = Literal["article", "conference", "preprint", "thesis"]
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
LAST_YEAR = re.compile(r"[\s,]*\(?\b((?:19|20)\d{2})\)?$")
PART = re.compile(
    r"(?P<container>.+?),? (?!(?:19|20)\d{2}$)(?P<volume>\d{1,4})(?:\((?P<issue>\d+(?:[-–]\d+)?)\))?"
    r"(?:[,:] ?(?P<pages>[A-Za-z]?\d+(?:[-–][A-Za-z]?\d+)?))?",
    re.A,
)
"""Of a journal: 31(11); 158, 104903; 12: 34-56."""
MEETING = re.compile(rf"(?P<name>(?:{CONFERENCES})(?:/(?:{CONFERENCES}))?)\b(?P<workshop>.*\bWorkshop)?")
SAME = {"NIPS": "NeurIPS"}
"""Conferences that have changed their name."""
EVENT = re.compile(r"([A-Za-z][A-Za-z-]{1,14})[ -]*['’](\d\d)", re.A)
"""A conference's short name as organizers write it: ICML'20."""
IN_BRACKETS = re.compile(rf".*\({EVENT.pattern}\)", re.A)
ARXIV_ITSELF = re.compile(r"\s*(?:arxiv|corr\b)", re.I)


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
    if not year or YEAR.search(container):
        return container
    short = kind == "conference" and " " not in container
    return f"{container} {year}" if short else f"{container} ({year})"


def series(venue: str) -> str:
    """Return the journal or conference of a record's venue, without year and volume: ICLR, PNAS."""
    if THESIS.match(venue):
        return "Theses"
    if meeting := MEETING.match(venue):
        name = SAME.get(meeting["name"], meeting["name"])
        return f"{name} workshops" if meeting["workshop"] else name
    name = LAST_YEAR.sub("", venue)
    part = PART.fullmatch(name)
    return part["container"] if part else name
