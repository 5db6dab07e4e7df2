"""Checks of arXiv ids, DOIs, slugs, dates and URLs: form first, then plausibility."""

import re
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

from slugify import slugify

from generator.errors import Problem, quote

ARXIV_NEW = re.compile(r"(\d{2})(\d{2})\.(\d{4,5})")
ARXIV_OLD = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Z]{2})?/(\d{2})(\d{2})\d{3}")
ARXIV = re.compile(f"{ARXIV_NEW.pattern}|{ARXIV_OLD.pattern}")
DOI = re.compile(r"10\.\d{4,9}/\S+")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
UNKNOWN_YEAR = re.compile(r"XXXX-(\d{2})-(\d{2})")
LISTING_DATE = re.compile(f"{PARTIAL_DATE.pattern}|{UNKNOWN_YEAR.pattern}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
CITATION_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.+/-]{0,79}")
ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
PAGES = re.compile(r"[A-Za-z]*\d+(?:-[A-Za-z]*\d+)?")
LONGEST_SLUG = 120
"""A page's name becomes a file's, with endings, and many file systems stop at 255 bytes."""
DIGEST = 8
"""Characters by which names that were cut are told apart."""
FIRST_ARXIV_MONTH, FIRST_NEW_MONTH, FIRST_LONG_MONTH = "1991-08", "2007-04", "2015-01"


def check_arxiv(value: str) -> str:
    """Return a well-formed arXiv id with a possible month and length."""
    expected = "expected YYMM.NNNNN, or archive/YYMMNNN before April 2007"
    month = arxiv_month(value)
    if month is None:
        remedy = "copy the id from the paper's arXiv page, without version or address"
        raise Problem(f"{quote(value)} is not an arXiv id", expected, remedy)
    remedy = "compare the id with the paper's arXiv page"
    if not 1 <= int(month[5:]) <= 12:
        raise Problem(f"{quote(value)} names the month {month[5:]}", expected, remedy)
    if value[0].isdigit():
        long = len(value) == len("YYMM.NNNNN")
        plausible = month >= FIRST_NEW_MONTH and long == (month >= FIRST_LONG_MONTH)
        expected = "expected four digits after the dot from April 2007, five from January 2015"
    else:
        plausible = FIRST_ARXIV_MONTH <= month < FIRST_NEW_MONTH
    if not plausible:
        raise Problem(f"{quote(value)} cannot be an id of {month}", expected, remedy)
    return value


def arxiv_month(value: str) -> str | None:
    """Return the month (YYYY-MM) of an arXiv id, None for anything else."""
    match = ARXIV_NEW.fullmatch(value) or ARXIV_OLD.fullmatch(value)
    if not match or not value.isascii():
        return None
    return f"{'19' if match[1] >= '91' else '20'}{match[1]}-{match[2]}"


def check_doi(value: str) -> str:
    """Return a DOI in its bare form, 10.prefix/suffix."""
    if not DOI.fullmatch(value) or not value.isprintable():
        expected, remedy = "expected 10.PREFIX/SUFFIX", "leave out https://doi.org/ and spaces"
        raise Problem(f"{quote(value)} is not a DOI", expected, remedy)
    return value


def check_slug(value: str) -> str:
    """Return a catalogue id: lower-case ASCII words joined by hyphens."""
    if not SLUG.fullmatch(value) or len(value) > LONGEST_SLUG:
        expected = (
            f"expected words of a to z and digits joined by hyphens, at most {LONGEST_SLUG} characters"
        )
        remedy = "write it like operator-learning"
        raise Problem(f"{quote(value)} is not an id", expected, remedy)
    return value


def page_slug(text: str) -> str:
    """Return text as words of a to z and digits joined by hyphens, "" if it has none.

    What is too long for a file's name ends in a digest, so that different texts stay apart.
    """
    slug = slugify(text)
    if len(slug) <= LONGEST_SLUG:
        return slug
    digest = sha256(slug.encode()).hexdigest()[:DIGEST]
    return f"{slug[: LONGEST_SLUG - DIGEST - 1].rstrip('-')}-{digest}"


def check_citation_key(value: str) -> str:
    """Return a BibTeX key without characters that some program cannot read."""
    if not CITATION_KEY.fullmatch(value):
        expected = "expected at most 80 letters of a to z, digits and _ : . + / -"
        raise Problem(f"{quote(value)} is not a citation key", expected, "write it like li2021fourier")
    return value


def check_pages(value: str) -> str:
    """Return a page range, first-last, or an article number."""
    if not PAGES.fullmatch(value):
        expected = "expected the first and the last page, or the number of the article"
        raise Problem(f"{quote(value)} names no pages", expected, "write it like 428-446")
    return value


def check_orcid(value: str) -> str:
    """Return an ORCID iD with a correct check digit (ISO 7064, MOD 11-2)."""
    expected, remedy = "expected 0000-0002-1825-0097", "copy it from the person's ORCID page"
    if not ORCID.fullmatch(value) or not value.isascii():
        raise Problem(f"{quote(value)} is not an ORCID iD", expected, remedy)
    digits, last = value.replace("-", "")[:-1], value[-1]
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != last:
        raise Problem(f"{quote(value)} has a wrong digit", expected, remedy)
    return value


def check_category(value: str) -> str:
    """Return an arXiv category such as cs.LG or math-ph."""
    if not CATEGORY.fullmatch(value):
        remedy = "copy it from the paper's arXiv page"
        raise Problem(f"{quote(value)} is not an arXiv category", "expected one like cs.LG", remedy)
    return value


def check_url(value: str) -> str:
    """Return an http or https URL with a host and without blanks, quotes or angle brackets."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    clean = value.isprintable() and not re.search(r"[\s\"<>\\^`{|}]", value)
    if parts.scheme not in ("http", "https") or "." not in host or not clean or "@" in parts.netloc:
        expected = "expected an address that starts with https:// or http://"
        remedy = "copy it from the browser's address bar"
        raise Problem(f"{quote(value)} is not a web address", expected, remedy)
    return value


def check_date(value: str) -> str:
    """Return a valid date YYYY, YYYY-MM or YYYY-MM-DD."""
    match = PARTIAL_DATE.fullmatch(value)
    if not match or not value.isascii() or not _in_calendar(*match.groups(default="01")):
        raise _not_a_date(value, "expected YYYY, YYYY-MM or YYYY-MM-DD", "write it as 2024-07-08")
    return value


def check_day(value: str) -> str:
    """Return a valid date YYYY-MM-DD of the years that builds can date files with."""
    if len(value) != len("YYYY-MM-DD") or not "1970" < check_date(value) < "2106":
        raise _not_a_date(value, "expected YYYY-MM-DD, from 1970 to 2105", "write it as 2024-07-08")
    return value


def check_listing_date(value: str) -> str:
    """Return a date whose year may be unknown: XXXX-MM-DD, as in EDTF."""
    if match := UNKNOWN_YEAR.fullmatch(value):
        if value.isascii() and _in_calendar("2000", match[1], match[2]):
            return value
        raise _not_a_date(value, "expected a day of the calendar", "write it as XXXX-03-12")
    return check_date(value)


def _in_calendar(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return int(year) >= 1000


def _not_a_date(value: str, expected: str, remedy: str) -> Problem:
    return Problem(f"{quote(value)} is not a date", expected, remedy)
