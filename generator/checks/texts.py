"""Rules on texts: summaries in our own words, balanced TeX, undamaged characters."""

import re
from collections.abc import Iterator
from typing import Any

import ftfy.badness

from generator.catalog.index import title_key
from generator.catalog.parts import Part
from generator.catalog.shelf import Entry, Shelf
from generator.errors import Message, Problem, quote
from generator.text.texmath import has_stray_dollar, is_balanced

SHORTEST_SUMMARY = 60
"""Characters; below this nothing is said that the title does not say."""
PLACEHOLDER = re.compile(
    r"(todo|tbd|tba|fixme|xxx|placeholder|lorem ipsum|n/?a|none|summary|abstract|blank)\b.{0,40}", re.I
)
PROSE = frozenset(
    {"title", "other_titles", "publication", "tldr", "summary", "abstract", "note", "relations"}
    | {"name", "introduction", "start_here", "next", "open", "description"}
)
"""Fields whose text may hold formulas."""
LOST_CHARACTER = "\ufffd"


def written_summary(shelf: Shelf) -> Iterator[Message]:
    """A summary is neither a placeholder nor a fragment nor the abstract."""
    for entry in shelf.papers:
        summary = entry.record.summary
        if summary and (problem := _unwritten(summary, entry.record.abstract)):
            yield entry.message("summary", problem)


def balanced_tex(shelf: Shelf) -> Iterator[Message]:
    """Dollars and braces are balanced."""
    for entry, field, item, text in _texts(shelf):
        if field not in PROSE:
            continue
        if has_stray_dollar(text):
            wrong = f"{quote(text)} has a $ that encloses no formula"
            remedy = r"close the formula, or write \$ for a dollar"
            yield entry.message(field, Problem(wrong, "expected $...$ in pairs", remedy), item)
        if not is_balanced(text):
            wrong = f"{quote(text)} has braces that do not match"
            problem = Problem(wrong, "expected each { closed by a }", "add or remove a brace")
            yield entry.message(field, problem, item)


def readable_characters(shelf: Shelf) -> Iterator[Message]:
    """No text has wrongly decoded or lost characters."""
    for entry, field, item, text in _texts(shelf):
        if not text.isascii() and (LOST_CHARACTER in text or ftfy.badness.is_bad(text)):
            wrong = f"{quote(text)} has characters that were decoded wrongly"
            problem = Problem(
                wrong, "expected text like é or –", "copy the passage again from its source"
            )
            yield entry.message(field, problem, item)


def _unwritten(summary: str, abstract: str | None) -> Problem | None:
    expected = "expected two or three sentences in our own words"
    if PLACEHOLDER.fullmatch(summary) or not re.search(r"\w", summary):
        return Problem(f"{quote(summary)} is a placeholder", expected, "write the summary")
    if len(summary) < SHORTEST_SUMMARY:
        wrong = f"{quote(summary)} has {len(summary)} characters"
        return Problem(wrong, expected, "say what the paper asks, does and finds")
    if abstract and title_key(summary) in title_key(abstract):
        return Problem("is the abstract", expected, "say it in your own words")
    return None


def _texts(shelf: Shelf) -> Iterator[tuple[Entry[Any], str, int | None, str]]:
    for entry in shelf.entries:
        for field, value in entry.record:
            if field in entry.blanked or not value:
                continue
            if isinstance(value, str | Part):
                yield entry, field, None, str(value)
            elif isinstance(value, tuple):
                for index, item in enumerate(value):
                    yield entry, field, index, str(item)
