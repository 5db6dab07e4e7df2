r"""Formulas that lost their dollars and backslashes, `mathcal{O}(d^k)`, found among words of prose.

A run of tokens without prose is a formula where something in it can only be TeX, nothing in it is
doubtful and the converter reads it.
"""

import re
from itertools import accumulate, pairwise

from generator.importers.listings.textokens import CHARACTERS, SURE, Token, tokens
from generator.text.plain import pairs
from generator.text.texmath import LONGEST, MATH, to_html

SETS = ("max", "min", "sup", "inf")
"""Functions whose braces lost their backslashes: those of a set."""
NAMED = re.compile(rf"^(\{{\s*|)\\?({'|'.join(CHARACTERS)})(?=\s*\}}?$)")
"""A name, or one between braces, as a whole token."""
ENDS = ("prose", "comma", "open", "close")
"""What ends a run, unless it is inside a bracket that is whole."""
EDGE = Token("prose", "")
"""What stands before the first token and behind the last."""


def with_dollars(text: str) -> str:
    """Return `text` with each run that is certainly a formula as TeX between dollars, in linear time."""
    return _Runs(text).written()


class _Runs:
    """The tokens of one text, and the formulas among them."""

    def __init__(self, text: str) -> None:
        self.tokens = [*tokens(text), EDGE, EDGE]
        self.partner = pairs([token.text for token in self.tokens])
        for place, closing in self.partner.items():
            if self.tokens[place].text == "{" and self.tokens[place - 1].text in SETS:
                self.tokens[place] = Token("open", "{", r"\{")
                self.tokens[closing] = Token("close", "}", r"\}")
        self.broken = [0, *accumulate(map(self._breaks, range(len(self.tokens))))]
        """How many tokens before each place can stand in no formula."""
        self.sure = [0, *accumulate(token.sure for token in self.tokens)]

    def written(self) -> str:
        """Return the text with its formulas between dollars."""
        parts: list[str] = []
        place = 0
        while self.tokens[place] is not EDGE:
            after = self._end(place)
            start, end = self._trimmed(place, after)
            if formula := self._formula(start, end):
                parts += self._text(place, start), formula, self._text(end, after)
            else:
                after = max(after, place + 1)
                parts.append(self._text(place, after))
            place = after
        return "".join(parts)

    def _breaks(self, place: int) -> bool:
        kind = self.tokens[place].kind
        return kind == "prose" or (kind in ("open", "close") and place not in self.partner)

    def _end(self, start: int) -> int:
        """Return the end of the longest run from `start` that may be one formula."""
        place = start
        while True:
            kind = self.tokens[place].kind
            if kind == "open" and self._is_whole(place):
                place = self.partner[place]
            elif kind in ENDS or (kind == "space" and not self._goes_on(start, place)):
                return place
            place += 1

    def _goes_on(self, start: int, space: int) -> bool:
        """Tell whether a formula from `start` goes on behind a blank."""
        before, after = self.tokens[space - 1].kind, self.tokens[space + 1].kind
        if space == start:
            return False
        if before in ("infix", "command") or after == "infix":
            return True
        return (before == "function" or self.sure[space] > self.sure[start]) and self._begins(space + 1)

    def _begins(self, place: int) -> bool:
        """Tell whether what starts at `place` is a term, not a letter of prose."""
        following = self.tokens[place + 1]
        called = following.text == "(" and self._is_whole(place + 1)
        return self.tokens[place].sure or following.kind == "script" or called

    def _is_whole(self, opening: int) -> bool:
        """Tell whether a bracket is closed, and nothing before its end breaks a formula."""
        end = self.partner.get(opening)
        return end is not None and self.broken[end] == self.broken[opening]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Leave out blanks and signs around a formula, and brackets of the prose that it stands in."""
        while start < end:
            if self.tokens[end - 1].kind in ("space", "infix", "function"):
                end -= 1
            elif self.tokens[start].kind in ("space", "infix"):
                start += 1
            elif self.tokens[start].text == "(" and self.partner.get(start) == end - 1:
                start, end = start + 1, end - 1
            else:
                break
        return start, end

    def _formula(self, start: int, end: int) -> str | None:
        """Return a run as a formula, None where that is not certain."""
        places = range(start, end)
        if not any(map(self._tells, places)) or any(self._is_doubtful(start, i) for i in places):
            return None
        formula = "$" + "".join(map(_spaced, pairwise([*self.tokens[start:end], EDGE]))) + "$"
        before, after = self.tokens[start - 1].word, self.tokens[end].word
        glued = re.match(r"[\w\\]", before[-1:]) or re.match(r"\w", after)
        if glued or len(formula) > LONGEST or not MATH.fullmatch(formula):
            return None
        return None if "<code" in to_html(formula) else formula

    def _tells(self, place: int) -> bool:
        """Tell whether what stands at `place` can only be TeX: Omega(n) can, Omega(s) is a plural."""
        token, bracket, inner = self.tokens[place : place + 3]
        order = token.text in ("Omega", "Theta") and bracket.text == "(" and inner.text != "s"
        macro = token.kind != "prose" and re.match(r"\\[A-Za-z]", token.text)
        return order or token.sure or token.text in SURE or bool(macro)

    def _is_doubtful(self, start: int, place: int) -> bool:
        """Tell whether a script lacks what it belongs to, or a brace the macro before it."""
        token, after = self.tokens[place], self.tokens[place + 1]
        before = self.tokens[place - 1] if place > start else EDGE
        if token.kind == "script":
            based = before.kind in ("atom", "close", "function")
            return not based or (after.kind != "atom" and after.text != "{")
        return token.tex == "{" and not (before.kind in ("script", "command") or self._is_second(place))

    def _is_second(self, opening: int) -> bool:
        """Tell whether a bracket is the second argument of a macro: that of a root or a fraction."""
        first = self.partner.get(opening - 1, 0)
        return self.tokens[first - 1].tex in (r"\frac", r"\sqrt")

    def _text(self, start: int, end: int) -> str:
        """Return what is no formula; names are characters where it is plainly meant for one."""
        texts = [self.tokens[start - 1].word, *(token.text for token in self.tokens[start:end])]
        named = self.sure[end] > self.sure[start]
        return "".join(map(_shown, pairwise(texts)) if named else texts[1:])


def _shown(neighbours: tuple[str, str]) -> str:
    before, text = neighbours
    if before[-1:].isalnum() and text[:1] != "{" and not NAMED.match(before):
        return text  # as a character it would look like the end of a word
    return NAMED.sub(lambda name: name[1] + CHARACTERS[name[2]], text)


def _spaced(neighbours: tuple[Token, Token]) -> str:
    token, following = neighbours
    apart = re.search(r"\\[A-Za-z]+\Z", token.tex) and following.tex[:1].isalpha()
    return token.tex + " " if apart else token.tex
