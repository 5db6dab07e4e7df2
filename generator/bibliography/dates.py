"""Dates in the forms of other programs."""

import re

from generator.bibliography import identifiers
from generator.errors import Problem

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


def date(text: str) -> str | None:
    """Return a record's date for 2023, 2023/5/12/, 2023-05-12T08:00 or 12 May 2023."""
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
    """Return the date made of year, month and day, the last two optional; None for an invalid date."""
    parts = [str(year), *(f"{part:0>2}" for part in (str(month), str(day)))]
    known = next((i for i, part in enumerate(parts) if part == "00"), len(parts))
    try:
        return identifiers.check_date("-".join(parts[:known]))
    except Problem:
        return None


def day_in_words(date: str) -> str:
    """Return the day YYYY-MM-DD in English, independent of the locale: 3 March 2024."""
    year, month, day = date.split("-")
    return f"{int(day)} {MONTH_NAMES[int(month) - 1]} {year}"
