"""What is offered while somebody types: the names that fit best, best first."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.fuzz import partial_ratio, ratio

MOST = 25
"""Discord shows no more."""
_LONGEST = 100
_SHORTEST_FUZZY = 3
_ALIKE = 80.0
_EXACT, _BEGINS, _WORD_BEGINS, _WITHIN, _SIMILAR = range(5)
_NO_LETTERS = re.compile(r"[\W_]+")


def suggest(typed: str, names: Sequence[str], most: int = MOST) -> list[str]:
    """Return the names that fit what is typed: equal, beginning so, a word of it beginning so, holding it, or like it.

    Case, accents and punctuation do not count; names that fit equally well keep their order. All fit where nothing is
    typed.
    """
    wanted = folded(typed[:_LONGEST])
    unique = list(dict.fromkeys(names))
    fits = sorted(_fitting(wanted, unique)) if wanted else [(_EXACT, 0.0, place) for place in range(len(unique))]
    return [unique[place] for *_, place in fits[: max(most, 0)]]


def folded(text: str) -> str:
    """Return a text in small letters without accents, one space in place of whatever is neither letter nor digit."""
    if not text.isascii():
        parted = unicodedata.normalize("NFKD", text)
        text = "".join(one for one in parted if not unicodedata.combining(one))
    return _NO_LETTERS.sub(" ", text.casefold()).strip()


def _fitting(wanted: str, names: Iterable[str]) -> Iterator[tuple[int, float, int]]:
    """Yield how well each name fits, as what sorts first if it fits best, with its place."""
    for place, name in enumerate(map(folded, names)):
        rank = _rank(wanted, name)
        alike = _alike(wanted, name) if rank == _SIMILAR else 0.0
        if rank < _SIMILAR or alike >= _ALIKE:
            yield rank, -alike, place


def _rank(wanted: str, name: str) -> int:
    """Return how a name holds what is wanted; spaces do not count, so that "subi" finds "Sub-I"."""
    close, close_name = wanted.replace(" ", ""), name.replace(" ", "")
    if close not in close_name:
        return _SIMILAR
    if close == close_name:
        return _EXACT
    if close_name.startswith(close):
        return _BEGINS
    return _WORD_BEGINS if f" {wanted}" in name else _WITHIN


def _alike(wanted: str, name: str) -> float:
    if len(wanted) < _SHORTEST_FUZZY:
        return 0.0
    return partial_ratio(wanted, name) if len(name) > len(wanted) else ratio(wanted, name)
