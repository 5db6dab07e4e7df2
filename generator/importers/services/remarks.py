"""Clean outside text for a record, and collect remarks on what was changed or left out."""

import re
from collections.abc import Callable, Iterable
from unicodedata import normalize

from generator.errors import Problem, Remark, quote
from generator.text import latex
from generator.text.plain import LONGEST, lone_dollars, one_line

PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\n[^\S\n]+(?=\S)")
"""An empty line, or an indented one, with which arXiv begins a paragraph."""
TEX = re.compile(r"[\\{}]|\$\$|``|''")
"""Signs that text is meant for TeX; a percent sign or a tilde alone stands for itself."""
KEPT = frozenset(("title", "abstract", "venue"))
"""Lines that a record holds as they are; others are only searched."""
ABOUT = re.compile(r"(?<![^\s(])~(?=\s?[\d$])")
"""A tilde that says "about", not a blank."""


class Remarks:
    """Cleans the values of one draft and collects remarks for the curator."""

    def __init__(self) -> None:
        self.said: list[Remark] = []

    def add(self, text: str, key: str = "", alarm: bool = False) -> None:
        """Add a remark unless it is there already."""
        remark = Remark(text, key, alarm)
        if remark not in self.said:
            self.said.append(remark)

    def checked(self, key: str, check: Callable[[str], str], value: str | None) -> str | None:
        """Return what `check` makes of a value; on Problem leave it out with a remark."""
        try:
            return check(value) if value else None
        except Problem as problem:
            self.add(f"left out, {problem.wrong}", key)
            return None

    def line(self, name: str, text: str) -> str:
        """Return text on one line, its TeX as Unicode but for formulas, lone dollars escaped."""
        fit = self._plain(name, text)
        if not TEX.search(fit):
            return lone_dollars(fit)
        title = normalize("NFC", latex.to_title(ABOUT.sub(r"\\textasciitilde{}", fit)))
        for unknown in latex.unknown(title) if name in KEPT else ():
            self.add(unknown, name)
        return title

    def paragraphs(self, name: str, text: str) -> str | None:
        """Return text as paragraphs with an empty line between them, each as `line` makes it."""
        parts = PARAGRAPH.split(self.bounded(name, text).strip())
        lines = [self.line(name, part) for part in parts]
        return "\n\n".join(filter(None, lines)) or None

    def authors(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return names on one line each; names without a letter are dropped."""
        cleaned = [(given, self._name(given)) for given in names]
        for given, name in cleaned:
            if not _is_name(name):
                self.add(f"{quote(given)} left out, it has no letter", "authors")
        return tuple(name for _, name in cleaned if _is_name(name))

    def bounded(self, name: str, text: str) -> str:
        """Return the text, "" if it is too long to parse."""
        if len(text) <= LONGEST:
            return text
        self.add(f"left out, it has {len(text):,} characters", name)
        return ""

    def _name(self, given: str) -> str:
        plain = self._plain("author", given)
        return normalize("NFC", latex.to_text(plain)) if TEX.search(plain) else plain

    def _plain(self, name: str, text: str) -> str:
        bounded = self.bounded(name, text)
        fit = one_line(bounded)
        if fit != " ".join(bounded.split()):
            self.add(f"took control characters out of the {name} {quote(bounded)}")
        return normalize("NFC", fit)


def _is_name(name: str) -> bool:
    return any(c.isalpha() for c in name)
