"""Names among the words of titles, learnt from how the catalogue's own sentences write them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property

from generator.text.texmath import MATH

LETTERS = re.compile(r"[^\W_]+")
SENTENCE_START = re.compile(r"(?:^|[.?!:]\s)\W*[^\W_]+")
REFERENCE = re.compile(r"\[\[[^\[\]]*\]\]")
LONG = 4
"""Letters of a word that title case writes with a capital."""
MOSTLY = 3
"""How many times as often as without a capital a name is written with one; quoted titles have some."""


class ProperNames:
    """Tells which words are names; reads the texts when it is first asked."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts

    def among(self, title: str) -> frozenset[str]:
        """Return the words of a title that are names; no style writes the first word small.

        A title in sentence case has capitals for nothing else, unless sentences mostly do without.
        """
        text = MATH.sub("$", title)
        words = LETTERS.findall(text)[1:]
        long = [word for word in words if len(word) >= LONG and word.isalpha()]
        as_sentence = sum(word.islower() for word in long) > len(long) / 2
        inside = LETTERS.findall(SENTENCE_START.sub("", text)) if as_sentence else words
        capital = {word for word in inside if word[0].isupper()}
        least, times = (0, 1) if as_sentence else (1, MOSTLY)
        return frozenset(word for word in capital if self._is_name(word, least, times))

    def _is_name(self, word: str, least: int, times: int) -> bool:
        return self._written[word] >= max(least, times * self._written[word.lower()])

    @cached_property
    def _written(self) -> Counter[str]:
        """How often each word stands inside a sentence, as it is written there."""
        found: Counter[str] = Counter()
        for text in self._texts():
            inside = SENTENCE_START.sub("", MATH.sub("", REFERENCE.sub("", text)))
            found.update(LETTERS.findall(inside))
        return found
