"""From a text to the meanings of its words, so that two ways of saying the same can be compared."""

import re
from collections.abc import Iterator

from bot.verifying.wording import GENERIC, NAMES, SAME

_WORD = re.compile(r"[a-z][a-z']*\d?")
_NAMES = tuple((re.compile(pattern), instead) for pattern, instead in NAMES)
_ENDINGS = (("sses", "ss"), ("ies", "y"), ("ing", ""), ("ed", ""), ("ly", ""), ("ion", ""))
_SHORTEST = 4
"""Letters that are left of a word when its ending goes."""


def plain(text: str) -> str:
    """Return a text in small letters, its names as single words, its dashes and quotes as typed."""
    text = text.lower().translate(str.maketrans("–—’“”", '--\'""'))
    for pattern, instead in _NAMES:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


def stem(word: str) -> str:
    """Return a word without its ending."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - (ending == "ies"):
            word = word.removesuffix(ending) + instead
            break
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= _SHORTEST:
        word = word[:-1]
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _SHORTEST else word


_MEANING = {stem(word): line.split()[0] for line in SAME for word in line.split()}
_SAYS_LITTLE = frozenset(map(stem, GENERIC)) | GENERIC


def meaning(word: str) -> str:
    """Return the word that stands for all of a word's meaning."""
    rest = stem(word.replace("'", ""))
    return _MEANING.get(rest, rest)


def meanings(plain_text: str) -> Iterator[str]:
    """Yield the meanings of a plain text's words in their order, those that say little left out."""
    for word in _WORD.findall(plain_text):
        rest = stem(word.replace("'", ""))
        if rest not in _SAYS_LITTLE and word not in _SAYS_LITTLE:
            yield _MEANING.get(rest, rest)
