"""How a text says that something stands: needed or not, possible or not, early or late, one thing before another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.verifying.meanings import meanings, stem
from bot.verifying.wording import NEGATORS, STANCES, SWEEPING

_NOT = re.compile(rf"(?<!, )(?<!whether or )\b(?:{NEGATORS})\b(?! (?:more|less|fewer|later) than \d)")
_SWEEPING = re.compile(rf"\b(?:{SWEEPING})\b(?! (?:\d|other|days?|weeks?|months?|terms?|evening|morning))")
_STANCES = {
    about: (re.compile(rf"\b(?:{affirms})\b"), re.compile(rf"\b(?:{denies})\b"))
    for about, (affirms, denies) in STANCES.items()
}
_REACH = re.compile(r"(?:[\s']+[\w/-]+){0,4}\s*$")
_COMPARES = re.compile(
    r"\b(?P<equal>as \w+ as|equal to|same as)\b|\b(?P<than>than|beats?|outweighs?|trumps?)\b"
    r"|\b(?P<instead>instead of|rather than|over(?= [a-z-]{5,})|(?<=, )not(?! (?:just|only)))\b"
    r"|(?P<before>\bbefore\b)|(?P<after>\bafter\b)"
)
_LESS = re.compile(r"\b(?:less|fewer|smaller)\b")
_STOP = re.compile(r"[,;:.]\s|\b(?:than|before|after)\b")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two things set against each other: what stands before the word that compares them, and what after."""

    by: str
    first: frozenset[str]
    second: frozenset[str]
    less: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a text affirms or denies: for each matter the signs it is spoken of with."""

    signs: dict[str, frozenset[int]]
    denials: int
    """How often something is denied that none of the matters takes up."""
    sweeping: frozenset[str]
    exceptions: frozenset[str]
    """Words that would leave no exception, denied: not always, not automatically."""
    comparisons: tuple[Comparison, ...]

    @property
    def turns(self) -> int:
        """Return how often it turns what it is about: "do not" does once, as "avoid" does."""
        return self.denials + (-1 in self.signs.get("ought", ()))

    @property
    def against(self) -> bool:
        """Tell whether it speaks against what it is about; turned twice, it does not."""
        return self.turns % 2 == 1


def standing(plain_text: str) -> Standing:
    """Return how a plain text says that things stand."""
    negations = [found.span() for found in _NOT.finditer(plain_text)]
    cues = list(_cues(plain_text))
    within = {n for n, (start, _) in enumerate(negations) if any(c.start() <= start < c.end() for _, _, c in cues)}
    turns = {n: _first_after(plain_text, end, cues) for n, (_, end) in enumerate(negations) if n not in within}
    signs: dict[str, frozenset[int]] = {}
    for n, (about, sign, _) in enumerate(cues):
        times = sum(turned_cue == n for turned_cue in turns.values())
        signs[about] = signs.get(about, frozenset()) | {sign * (-1) ** times}
    left_out = sum(turned_cue is None for turned_cue in turns.values())
    sweeping, exceptions = _sweeping(plain_text, negations)
    return Standing(signs, left_out, sweeping, exceptions, tuple(_comparisons(plain_text)))


def _first_after(text: str, end: int, cues: Sequence[tuple[str, int, re.Match[str]]]) -> int | None:
    """Return which cue a negation turns: the first that it reaches."""
    reached = [(cue.start(), n) for n, (_, _, cue) in enumerate(cues) if _reaches(text, end, cue.start())]
    return min(reached)[1] if reached else None


def _cues(text: str) -> Iterator[tuple[str, int, re.Match[str]]]:
    for about, patterns in _STANCES.items():
        for sign, pattern in zip((1, -1), patterns, strict=True):
            for cue in pattern.finditer(text):
                yield about, sign, cue


def _sweeping(text: str, negations: Sequence[tuple[int, int]]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that leave no exception, and those of them that are denied."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for one in _SWEEPING.finditer(text):
        found[any(_reaches(text, end, one.start()) for _, end in negations)].add(stem(one[0]))
    return frozenset(found[False]), frozenset(found[True])


def _reaches(text: str, end: int, start: int) -> bool:
    """Tell whether a negation that ends here still holds there: a few words on, and in the same clause."""
    return start > end and bool(_REACH.fullmatch(text[end:start]))


def _comparisons(text: str) -> Iterator[Comparison]:
    for found in _COMPARES.finditer(text):
        before, after = _STOP.split(text[: found.start()])[-1], _STOP.split(text[found.end() :])[0]
        first, second = frozenset(meanings(before)), frozenset(meanings(after))
        if found.lastgroup and second:
            less = found.lastgroup == "than" and bool(_LESS.search(before))
            yield Comparison(found.lastgroup, first, second, less)


def turned(claimed: Comparison, said: Comparison) -> bool | None:
    """Tell whether two comparisons say the opposite of each other; None where they compare other things."""
    by = {claimed.by, said.by}
    if len(by) > 1 and by not in ({"before", "after"}, {"than", "instead"}):
        return None
    straight = len(claimed.first & said.first) + len(claimed.second & said.second)
    crossed = len(claimed.first & said.second) + len(claimed.second & said.first)
    if straight == crossed:
        return None
    return (crossed > straight) ^ (by == {"before", "after"}) ^ (claimed.less != said.less)
