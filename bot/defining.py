"""What an abbreviation stands for, and which come close to one that is not known."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.lexicon import Lexicon

_NO_LETTERS = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+$")
_LONGEST = 60
_SHORTEST_WORD = 4
"""Letters of a word that is looked for in what terms stand for."""
_LETTERS_A_SLIP = 3
"""Letters for each slip that is forgiven; of shorter terms none is."""
_NOT_CLOSE = 99


@dataclass(frozen=True, slots=True)
class Definition:
    """A term as the lexicon writes it, and what it stands for."""

    term: str
    says: str


def definition(term: str, lexicon: Lexicon) -> Definition | None:
    """Return what a term stands for; case, dots, hyphens, a plural and a number behind it are forgiven."""
    terms: dict[str, str] = {}
    for written in lexicon.define:
        terms.setdefault(_key(written), written)
    key = _key(term)
    known = next((terms[form] for form in _forms(key) if form in terms), None)
    return Definition(known, lexicon.define[known]) if known else None


def close_to(term: str, lexicon: Lexicon, most: int = 5) -> list[str]:
    """Return terms that may have been meant, closest first: typed with a slip, cut short, or known by a word."""
    measure = _closeness(_key(term), _words(term))
    close = [(measure(written, says), written) for written, says in lexicon.define.items()]
    close.sort(key=lambda one: one[0])
    return [written for distance, written in close if distance < _NOT_CLOSE][: max(most, 0)]


def _key(term: str) -> str:
    """Return the letters and digits of a term in small letters."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", term[:_LONGEST]).casefold())


def _forms(key: str) -> tuple[str, ...]:
    """Return a key, and what is left without a plural or without a number: LORs, MS3."""
    single = key.removesuffix("s")
    return key, single, _NUMBER.sub("", single)


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in _NO_LETTERS.sub(" ", text.casefold()).split() if len(word) > 1}


def _closeness(key: str, words: set[str]) -> Callable[[str, str], int]:
    """Return how far a term with what it stands for is from what was typed: slips, then beginnings, then words."""
    slips = min(len(key) // _LETTERS_A_SLIP, 2)
    told = {word for word in words if len(word) >= _SHORTEST_WORD}

    def measure(written: str, says: str) -> int:
        known = _key(written)
        distance = OSA.distance(key, known, score_cutoff=slips)
        if key and distance <= slips:
            return distance
        if len(key) > 1 and known.startswith(key):
            return slips + 1
        return slips + 2 if told and told <= _words(says) else _NOT_CLOSE

    return measure
