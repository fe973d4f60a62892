"""A text word by word: the meanings and figures in their order, what it denies, and what it leaves no way out of."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from bot.verifying.meanings import meanings
from bot.verifying.told import Told

FAR = 99
"""Words between two of which one is missing."""
_TOKEN = re.compile(r"[a-z][a-z']*\d?|\d+(?:[.,]\d+)?")
_DENIES = re.compile(
    r"\b(?:not|no|never|without|cannot|can't|don't|doesn't|isn't|aren't|won't|avoid|avoids|avoiding|nor|neither"
    r"|instead of|rather than|nobody|nothing|hardly|skip|unless)\b"
)
_CLAUSE_END = re.compile(r"[.;:]|\bbut\b|, (?!and)")
_REACH = 4
"""Words that a denial reaches."""
_STRONG = re.compile(
    r"\b(?:always|never|must|only|guarantee\w*|fully|completely|entirely|whatever|regardless|no matter|even if"
    r"|impossible|automatically|definitely|certainly|every|everyone|everybody|surely|ensures?|solely|exactly|erases?"
    r"|cannot|will)\b"
)


@dataclass(frozen=True)
class Wording(Told):
    """A text word by word."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the meanings and figures of its words, in their order."""
        return _in_order(self.plain)

    @cached_property
    def denied(self) -> frozenset[str]:
        """Return the meanings that it denies."""
        ends = [_CLAUSE_END.split(self.plain[found.end() :])[0] for found in _DENIES.finditer(self.plain)]
        return frozenset(word for end in ends for word in _in_order(end)[:_REACH])

    @cached_property
    def strong(self) -> frozenset[str]:
        """Return the words by which it leaves no way out."""
        return frozenset(_STRONG.findall(self.plain))

    def between(self, one: str, other: str) -> int:
        """Return how far two of its words are apart at the least."""
        places = [[n for n, word in enumerate(self.words) if word == wanted] for wanted in (one, other)]
        return min((abs(first - second) for first in places[0] for second in places[1]), default=FAR)


def shared(some: Collection[str], others: Collection[str]) -> float:
    """Return which share of the words of two texts both have."""
    mine, theirs = frozenset(some), frozenset(others)
    return len(mine & theirs) / len(mine | theirs or {""})


def _in_order(plain_text: str) -> tuple[str, ...]:
    tokens = _TOKEN.findall(plain_text)
    return tuple(word for token in tokens for word in ((token,) if token[0].isdigit() else meanings(token)))
