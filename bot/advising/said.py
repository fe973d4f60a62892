"""Find phrases in a text by its words: the text is cut up once, and every phrase is then looked up."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LONGEST = 8
"""Words of a phrase at most."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters; hyphens and punctuation part them, apostrophes do not."""
    return _WORD.findall(text.lower().replace("’", "'"))


def phrase_set(phrases: Iterable[str]) -> frozenset[str]:
    """Return phrases as they are looked up.

    Raises ValueError for one that has no word, or too many to be found.
    """
    cut = {phrase: words_of(phrase) for phrase in phrases}
    if wrong := [phrase for phrase, words in cut.items() if not 0 < len(words) <= _LONGEST]:
        raise ValueError(f"{wrong[0]!r} has to be of 1 to {_LONGEST} words")
    return frozenset(" ".join(words) for words in cut.values())


@lru_cache(maxsize=16)
def said_in(text: str) -> frozenset[str]:
    """Return every run of words of a text that could be a phrase."""
    words = words_of(text)
    lengths = range(1, _LONGEST + 1)
    return frozenset(" ".join(words[start : start + n]) for start in range(len(words)) for n in lengths)
