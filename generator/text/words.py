"""Tokenizing and stemming for search; `assets/search/words.js` applies the same rules to queries."""

import re
import unicodedata
from functools import cache

WORD = re.compile(r"[^\W_]+")
BRITISH = re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$")
SUFFIXES = (
    (re.compile(r"ie[sd]$"), "y"),
    (re.compile(r"(ss|x|ch|sh|zz)es$"), r"\1"),
    (re.compile(r"([^siu])s$"), r"\1"),
)
ENDINGS = (
    re.compile(r"^([a-z]*[aeiouy][a-z]{2,})ations?$"),
    re.compile(r"^([a-z]*[aeiouy][a-z]+)(?:ing|ed)$"),
    re.compile(r"^([a-z]{3,})e$"),
)
LONGEST = 40
"""Letters; a longer word is left as it is, since the patterns take its length squared."""
COMPOUND = re.compile(r"(?<![\w-])[^\W_]+(?:-[^\W_]+){1,2}(?![\w-])")
FOLDED = str.maketrans(
    dict(zip("ðđħıłø", "ddhilo", strict=True)) | {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}
)
"""Letters that Unicode does not take apart."""
DOUBLED = re.compile(r"([bdglmnprt])\1$")


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without accents."""
    if text.isascii():
        return WORD.findall(text.lower())
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if unicodedata.category(c)[0] != "M")
    return WORD.findall(plain.lower().translate(FOLDED))


def compounds(text: str) -> list[str]:
    """Return hyphenated words of a text as single words: statespace for state-space."""
    return ["".join(words(compound)) for compound in COMPOUND.findall(text)]


@cache
def stem(word: str) -> str:
    """Return the stem shared by the forms of an English word: learn for learning, learned and learns."""
    if not 4 <= len(word) <= LONGEST or not word.isascii() or not word.isalpha():
        return word
    word = BRITISH.sub(r"iz\1", word)
    for suffix, replacement in SUFFIXES:
        word, changed = suffix.subn(replacement, word)
        if changed:
            break
    for ending in ENDINGS:
        if match := ending.match(word):
            return DOUBLED.sub(r"\1", match[1])
    return word


COMMON = """
a about after all also an and any are as at be been before being between both but by can do does
each either for from had has have how however if in into is it its may might more most much no nor
not of on one only or other our over same should since so some such than that the their them then
there these they this those through thus to too under up upon us use used using very via was we
well were what when where whether which while who whose why will with within without would yet
"""
FUNCTION_WORDS = frozenset(map(stem, COMMON.split()))
"""Words of every text, which are no reason for anything."""
