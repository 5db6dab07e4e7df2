"""Values as other programs write them, put into the form that records have.

A function returns None where a text does not hold the value in a form that a record takes.
"""

import html
import re
from itertools import pairwise
from typing import Literal
from urllib.parse import unquote

from generator import identifiers
from generator.errors import CatalogError, Message, Problem
from generator.importers import jats
from generator.importers.textokens import pairs
from generator.texmath import MATH, SUBSCRIPTS, SUPERSCRIPTS
from generator.values import CONTROL

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

CURRENCY = re.compile(r"(?<!\\)\$(?=\d[\d,.]*[kKMB]?\s+[A-Za-z]{2})")
"""A dollar before a price, which opens no formula."""

LARGEST = 2_000_000
"""Characters; beyond it the parsers of bibliographies take longer than anybody waits."""
MOST = 20_000
"""Entries of one file."""

SURROGATE = re.compile("[\ud800-\udfff]")
TAGS = re.compile(r"<(i|b|u|em|strong|tt|sc|scp|span|sub|sup)(?:\s[^<>]*)?>([^<>]*)</\1>", re.I)
DEEPEST_TAGS = 5
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-f]{1,5});", re.I)

ARXIV_ID = r"(\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)*(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?!\w)"
BARE_ARXIV = re.compile(ARXIV_ID + r"(?:\s*\[[^\]]*\])?", re.I | re.A)
NAMED_ARXIV = re.compile(
    r"(?:\barxiv(?:\.org/(?:abs|pdf|html|format|ps|e-print)/|[:.\s]\s*)|huggingface\.co/papers/|\babs/)"
    + ARXIV_ID,
    re.I | re.A,
)
BARE_NUMBER = re.compile(r"\d{4}\.\d{4,5}", re.A)
"""What is an arXiv id only beside something that says so, else a page or an article's number."""
SAYS_ARXIV = re.compile(r"arxiv|\bcorr\b", re.I)
ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.I)
DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", re.I)
DOI_LABEL = re.compile(r"doi:?\s*(?=10\.)", re.I)
ARCHIVES = (
    "astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex "
    "nucl-th physics q-bio q-fin quant-ph stat"
)
CATEGORY = re.compile(rf"\b(?:{ARCHIVES.replace(' ', '|')})\.[A-Za-z]+(?:-[a-z]+)*(?![\w./-])")
WHOLE_ARCHIVE = re.compile(r"gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph")
"""An archive that is a category itself."""

NUMERIC_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?!\d)", re.A)
MONTH_NAMES = [
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
]
MONTHS = [name[:3].lower() for name in MONTH_NAMES]
MONTH_NAME = re.compile(rf"(?<![a-z])({'|'.join(MONTHS)})[a-z]*", re.I)
YEAR = re.compile(r"(?<!\d)((?:1[5-9]|20)\d{2})(?!\d)", re.A)
DOUBT = re.compile(r"\b(?:circa|ca?\.|about|around|approx|before|after)|[~?]", re.I)
"""What makes a date a guess."""
DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)", re.A)
OTHERS = re.compile(r"(?:and )?(?:others|et al\.?)", re.I)
"""An author that stands for more of them."""
EVENT = re.compile(r"([A-Za-z][A-Za-z-]{1,14})[ -]*['’](\d\d)", re.A)
"""A conference's short name as organizers write it: ICML'20."""
IN_BRACKETS = re.compile(rf".*\({EVENT.pattern}\)", re.A)
ARXIV_ITSELF = re.compile(r"\s*(?:arxiv|corr\b)", re.I)


def day_in_words(date: str) -> str:
    """Return the day YYYY-MM-DD as English writes it, whatever the locale: 3 March 2024."""
    year, month, day = date.split("-")
    return f"{int(day)} {MONTH_NAMES[int(month) - 1]} {year}"


def check_size(text: str, file: str, entries: int) -> None:
    """Raise CatalogError where a file is longer, or has more entries, than can be read quickly."""
    if len(text) > LARGEST:
        wrong = f"the file has {len(text):,} characters"
        expected = f"expected at most {LARGEST:,}"
    elif entries > MOST:
        wrong, expected = f"the file has {entries:,} entries", f"expected at most {MOST:,}"
    else:
        return
    raise CatalogError([Message(file, 1, "file", wrong, expected, "split it into several files")])


def one_line(text: str) -> str:
    """Return `text` without control characters, each run of blanks as one."""
    return " ".join(CONTROL.sub(" ", SURROGATE.sub("\ufffd", text)).split())


def paragraphs(text: str) -> str | None:
    """Return `text`, JATS or HTML or none, as paragraphs of one line each, None where it is empty."""
    plain = jats.to_text(text.replace("\r\n", "\n"))
    parts = (one_line(part) for part in re.split(r"\n[ \t]*\n", plain))
    return lone_braces(lone_dollars("\n\n".join(part for part in parts if part))) or None


def title(text: str) -> str:
    r"""Return a title, in text with formulas, as a record has it: a lone dollar as \$, a brace as \{."""
    return lone_braces(lone_dollars(plain(text)))


def plain(text: str) -> str:
    """Return one line of text without the HTML that titles of other programs hold."""
    for _ in range(DEEPEST_TAGS):
        text, found = TAGS.subn(_untagged, text)
        if not found:
            break
    return one_line(ENTITY.sub(lambda entity: html.unescape(entity[0]), text))


def _untagged(match: re.Match[str]) -> str:
    tag, inner = match[1].lower(), match[2]
    letters = {"sup": SUPERSCRIPTS, "sub": SUBSCRIPTS}.get(tag, {})
    return "".join(letters.get(c, c) for c in inner) if all(c in letters for c in inner) else inner


def lone_dollars(text: str) -> str:
    r"""Return `text` with each dollar that encloses no formula written \$."""
    parts = MATH.split(CURRENCY.sub(r"\\$", text))
    parts[::2] = [part.replace(r"\$", "$").replace("$", r"\$") for part in parts[::2]]
    parts[1::2] = [f"${part}$" for part in parts[1::2]]
    return "".join(parts)


def lone_braces(text: str) -> str:
    r"""Return `text` with each brace that has no counterpart written \{ or \}."""
    marks = list(re.finditer(r"(?<!\\)[{}]", text))
    partner = pairs([mark[0] for mark in marks])
    cuts = [0, *(mark.start() for place, mark in enumerate(marks) if place not in partner), len(text)]
    return "\\".join(text[start:end] for start, end in pairwise(cuts))


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id that a value is or names: bare, after `arXiv:`, as address or DOI."""
    match = BARE_ARXIV.fullmatch(text.strip()) or NAMED_ARXIV.search(text)
    try:
        return identifiers.check_arxiv(match[1]) if match else None
    except Problem:
        return None


def doi(text: str) -> str | None:
    """Return the DOI that a value is, bare or as address; arXiv's own DOIs are arXiv ids instead."""
    text = text.strip()
    if address := DOI_ADDRESS.match(text):
        bare = unquote(text[address.end() :])
    else:
        bare = DOI_LABEL.sub("", text, count=1)
    try:
        return None if ARXIV_DOI.match(bare) else identifiers.check_doi(bare)
    except Problem:
        return None


def date(text: str) -> str | None:
    """Return a date as a record has it: from 2023, 2023/5/12/, 2023-05-12T08:00 or 12 May 2023."""
    text = text.strip()
    if numeric := NUMERIC_DATE.match(text):
        return ymd(*numeric.groups(default=""))
    year, month = YEAR.search(text), MONTH_NAME.search(text)
    if not year:
        return None
    day = DAY.search(text) if month else None
    number = MONTHS.index(month[1].lower()) + 1 if month else ""
    return ymd(year[1], number, day[1] if day else "")


def ymd(year: object, month: object = "", day: object = "") -> str | None:
    """Return the date of these numbers, as far as they go; None where the calendar has no such date."""
    parts = [str(year), *(f"{part:0>2}" for part in (str(month), str(day)))]
    known = next((i for i, part in enumerate(parts) if part == "00"), len(parts))
    try:
        return identifiers.check_date("-".join(parts[:known]))
    except Problem:
        return None


def categories(texts: list[str]) -> tuple[str, ...]:
    """Return the arXiv categories among or inside `texts`, in their order."""
    found = (
        [text.strip()] if WHOLE_ARCHIVE.fullmatch(text.strip()) else CATEGORY.findall(text)
        for text in texts
    )
    return tuple(dict.fromkeys(category for several in found for category in several))


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
