"""Daily Papers pages saved as text: a header, then titles, each with its abstract below it.

Browsers and editors leave out blank lines, add some and wrap long ones, so that what a line is shows in
its length and its end: prose is long or ends a sentence, a title neither.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise, takewhile

from generator.bibliography.dates import MONTH_NAMES, MONTHS, day_in_words
from generator.bibliography.identifiers import check_listing_date
from generator.errors import CatalogError, Message, Problem, Remark, quote
from generator.importers.draft import Draft, Source
from generator.text import latex
from generator.text.plain import one_line

MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?\.?" for name in MONTH_NAMES)
DATE = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
    rf"(?:(?P<month>{MONTH}) (?P<day>\d{{1,2}})|(?P<first>\d{{1,2}}) (?P<second>{MONTH}))"
    r"(?:,? (?P<year>\d{4}))?"
)
MASTHEAD = r"by ?AK and the research community|Get trending papers in your email inbox!?"
MARK = re.compile(rf"(?:{MASTHEAD})", re.I)
"""What no other page has."""
HEADER = re.compile(rf"(?:(?:new|subscribe|daily papers|{MASTHEAD}) ?)*(?P<date>{DATE})?", re.I | re.A)
NAVIGATION = re.compile(
    r"previous|next|(?:load|show) more|view all.*|upvote|submitted by.*|log ?in|sign ?up|models|datasets"
    r"|spaces|docs|pricing|company|terms of service|privacy(?: policy)?|about(?: us)?|careers|©.*"
    r"|[-+.·•\d\s]+k?",
    re.I,
)
"""Lines around the papers that are none."""
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
LONGEST_WRAPPED = 160
"""Characters; no editor wraps lines later."""
LONGEST_TITLE = 250
"""Characters; beyond it a line is prose, however it ends."""
LONGEST_ABSTRACT = 1_920
"""Characters; arXiv takes no longer one."""
SENTENCE = re.compile(r"[^\W_][)\]”\"']?\.(?: +[A-Z\"“(]|$)|https?://")
UNFINISHED = re.compile(
    r"(?:[:,–—-]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|via|with))$", re.I
)
PAPERS = re.compile(r"\b(?:we|our|this paper|this work|paper)\b", re.I)
LONGEST_HEADER, HEADER_LINES = 30, 7
"""Lines that are searched for the header, and those from its first to its last."""
SUREST = 5
"""Pairs of title and abstract in a row; fewer do not tell a page without its header."""


@dataclass(frozen=True)
class _Line:
    number: int
    text: str
    apart: bool
    """Whether a blank line stands before it."""

    @property
    def is_prose(self) -> bool:
        """Whether it belongs to an abstract; a title in capitals may look like a sentence."""
        long = len(self.text) > LONGEST_TITLE
        return long or (bool(SENTENCE.search(self.text)) and not _is_capitalised(self.text))


@dataclass
class _Place:
    """A title with the lines below it."""

    title: _Line
    prose: list[_Line] = field(default_factory=list)

    @property
    def is_told(self) -> bool:
        """Whether the title is one; a word or two with nothing below may be a link of the page."""
        return bool(self.prose) or len(self.title.text.split()) > 2

    @property
    def draft(self) -> Draft:
        """What the page says of the paper."""
        abstract = "\n\n".join(latex.to_title(line.text) for line in self.prose) or None
        remarks = tuple(
            Remark(f"line {one.number} of the listing may be a title: {quote(one.text)}")
            for one, other in pairwise(self.prose)
            if len(one.text) < LONGEST_WRAPPED < len(other.text)
        )
        title, doubts = latex.to_title(self.title.text), tuple(self._doubts)
        remarks += doubts
        return Draft(
            title, abstract=abstract, line=self.title.number, remarks=remarks, doubtful=bool(doubts)
        )

    @property
    def _doubts(self) -> Iterator[Remark]:
        """Return signs that the text includes another paper whose title or blank line was lost."""
        length = sum(len(line.text) for line in self.prose)
        if any(len(line.text) > LONGEST_WRAPPED for line in self.prose[1:]):
            several = f"it has {len(self.prose)} paragraphs; one may be of another paper"
            yield Remark(several, "abstract")
        if length > LONGEST_ABSTRACT:
            yield Remark(f"it has {length:,} characters; other papers may be inside", "abstract")


def is_listing(text: str) -> bool:
    """Tell whether `text` begins with the page's header, or else with titles and abstracts alone."""
    lines = list(islice(_lines(text), LONGEST_HEADER))
    return any(_is_masthead(line) for line in lines) or _is_sure(lines[: 2 * SUREST])


def read(text: str, file: str) -> Source:
    """Return the papers of a page in its order; raise CatalogError if it is no listing or is empty."""
    lines = list(_lines(text))
    start = _header_end(lines)
    head, body = lines[:start], lines[start:]
    places, skipped = _places(_unwrapped(body), file)
    if not is_listing(text) or not places:
        raise CatalogError([_no_listing(file)])
    stray = [_message(file, line) for line in head if not HEADER.fullmatch(line.text)]
    date = next(filter(None, (_date(line.text) for line in head)), None)
    return Source(
        file,
        tuple(place.draft for place in places),
        tuple(stray + skipped),
        title=f"Daily Papers, {day_in_words(date).removesuffix(' XXXX') if date else 'undated listing'}",
        origin="Hugging Face Daily Papers",
        url="https://huggingface.co/papers",
        date=date,
    )


def _lines(text: str) -> Iterator[_Line]:
    apart = True
    for number, line in enumerate(re.split(r"\r\n?|\n", text), start=1):
        if clean := one_line(line.translate(INVISIBLE)):
            yield _Line(number, clean, apart)
        apart = not clean


def _is_masthead(line: _Line) -> bool:
    return bool(MARK.search(line.text) and HEADER.fullmatch(line.text))


def _header_end(lines: list[_Line]) -> int:
    marks = [index for index, line in enumerate(lines[:LONGEST_HEADER]) if _is_masthead(line)]
    end = max((index + 1 for index in marks if index < marks[0] + HEADER_LINES), default=0)
    return end + sum(1 for _ in takewhile(lambda line: HEADER.fullmatch(line.text), lines[end:]))


def _is_sure(lines: list[_Line]) -> bool:
    titles, abstracts = lines[::2], lines[1::2]
    long = all(len(line.text) > LONGEST_TITLE and PAPERS.search(line.text) for line in abstracts)
    return len(abstracts) == SUREST and long and not any(line.is_prose for line in titles)


def _is_capitalised(text: str) -> bool:
    words: list[str] = re.findall(r"\b[^\W\d_]{4,}", text)
    return sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _date(text: str) -> str | None:
    """Return the date in a line of the header as a reading list has it."""
    match = HEADER.fullmatch(text)
    if not match or not match["date"]:
        return None
    month = MONTHS.index((match["month"] or match["second"])[:3].lower()) + 1
    day = int(match["day"] or match["first"])
    try:
        return check_listing_date(f"{match['year'] or 'XXXX'}-{month:02}-{day:02}")
    except Problem:
        return None


def _unwrapped(lines: list[_Line]) -> Iterator[_Line]:
    """Yield lines, with those joined again that an editor wrapped."""
    spaced = all(line.apart for line in lines if len(line.text) > LONGEST_WRAPPED)
    for block in _blocks(lines):
        width = max(len(line.text) for line in block)
        joined = [block[:1]]
        for before, line in pairwise(block):
            full = len(f"{before.text} {line.text.split()[0]}") > width
            wrapped = full if len(block) > 2 else spaced and not line.is_prose
            if wrapped or _is_unfinished(before, line):
                joined[-1].append(line)
            else:
                joined.append([line])
        for parts in joined:
            yield replace(parts[0], text=" ".join(part.text for part in parts))


def _blocks(lines: Iterable[_Line]) -> list[list[_Line]]:
    blocks: list[list[_Line]] = []
    for line in lines:
        last = blocks[-1][-1] if blocks else line
        if last is line or line.apart or max(len(last.text), len(line.text)) > LONGEST_WRAPPED:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _is_unfinished(before: _Line, line: _Line) -> bool:
    ended = before.text.endswith((".", "?", "!"))
    return not ended and (line.text[0].islower() or bool(UNFINISHED.search(before.text)))


def _places(lines: Iterable[_Line], file: str) -> tuple[list[_Place], list[Message]]:
    places: list[_Place] = []
    stray: list[_Line] = []
    for line in lines:
        if NAVIGATION.fullmatch(line.text) or HEADER.fullmatch(line.text):
            stray.append(line)
        elif not line.is_prose:
            places.append(_Place(line))
        elif places:
            places[-1].prose.append(line)
        else:
            stray.append(line)
    stray += [place.title for place in places if not place.is_told]
    told = [place for place in places if place.is_told]
    return told, [_message(file, line) for line in sorted(stray, key=lambda line: line.number)]


def _message(file: str, line: _Line) -> Message:
    wrong = f"{quote(line.text)} is neither a title nor below one"
    remedy = "write the record by hand if it is a paper"
    return Message(file, line.number, "line", wrong, "expected titles and abstracts", remedy, "warning")


def _no_listing(file: str) -> Message:
    expected = (
        "expected a page of Daily Papers: its header, then titles and abstracts on lines of their own"
    )
    return Message(file, 0, "file", "holds no listing", expected, "save the whole page as text")
