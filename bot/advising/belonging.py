"""Tell what numbers are of: the exam or kind of number named beside them, spoken of last, or named next."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.advising.phrases import Phrases
from bot.advising.written import Number, numbers_in

_JOINS = re.compile(r"\s*(?:,|/|;|->|→|>|then|and|,\s*and|,\s*then|followed by|&|to)?\s*", re.IGNORECASE)
_NAMES_ITS_OWN = re.compile(r"\s+(?:on|in|for)\s", re.IGNORECASE)
_ENDS = re.compile(
    r"(?<![,;.!?|)])[,;.!?|)]+(?=\s|$)|\n|\b(?:and|but|while|whereas|then|though|although|if)\b", re.IGNORECASE
)
_TELLING = {"baseline": 45, "predicted": 35, "practice": 35} | dict.fromkeys(
    ("national_mean", "school_mean", "target", "supposed", "other"), 25
)
"""Kinds of numbers that say more than the exam they stand beside, by how many characters further off they may be."""
_CARRIED = {"step2_ck", "practice", "comlex1", "comlex2", "both"}
"""Exams that a number in a later part of a sentence can still be of."""
_CARRIES, _BACK = 80, 4
"""Characters over which that holds, and how many names back an exam is looked for beside a mean."""
_NOT_OF_ONESELF = {"national_mean", "school_mean", "other"}
_CLOSE = 12
"""Characters within which a name and a number stand side by side."""
_BEHIND, _SPENT, _OF_NEXT = 4, 30, 60
"""What it costs, in characters, that a name stands behind a number, told of one before, or belongs to the next."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names an exam or a kind of number."""

    start: int
    end: int
    of: str


@dataclass(frozen=True, slots=True)
class Run:
    """Numbers parted by nothing but commas, slashes or arrows, and the part of the sentence they stand in."""

    numbers: tuple[Number, ...]
    clause: tuple[int, int]
    slashed: bool

    @property
    def start(self) -> int:
        """Return where the first number starts."""
        return self.numbers[0].start

    @property
    def end(self) -> int:
        """Return where the last number ends."""
        return self.numbers[-1].end

    def holds(self, mention: Mention) -> bool:
        """Tell whether a name stands in the same part of the sentence."""
        return self.clause[0] <= mention.end <= self.clause[1]


def mentions_in(text: str, phrases: Phrases) -> list[Mention]:
    """Return what exams and kinds of numbers a text names, in order."""
    return [Mention(start, end, of) for of, start, end in phrases.exams.find(text)]


def runs_in(text: str, mentions: Sequence[Mention]) -> list[Run]:
    """Return the numbers of a text in runs; one that an exam of its own follows starts a new run."""
    runs: list[list[Number]] = []
    for number in numbers_in(text):
        joined = runs and _JOINS.fullmatch(text, runs[-1][-1].end, number.start)
        if joined and not (_NAMES_ITS_OWN.match(text, number.end) and _just_named(runs[-1][0], mentions)):
            runs[-1].append(number)
        else:
            runs.append([number])
    breaks = [match.span() for match in _ENDS.finditer(text)]
    return [_run(text, run, breaks) for run in runs]


def _starts_before(mentions: Sequence[Mention], place: int) -> int:
    """Return how many names start before a place."""
    return bisect_left(mentions, place, key=lambda one: one.start)


def _just_named(number: Number, mentions: Sequence[Mention]) -> bool:
    """Tell whether a name stands shortly before a number."""
    here = _starts_before(mentions, number.start)
    return here > 0 and number.start - mentions[here - 1].end <= _CLOSE


def _run(text: str, numbers: Sequence[Number], breaks: Sequence[tuple[int, int]]) -> Run:
    """Return a run with the span between the breaks around it."""
    start, end = numbers[0].start, numbers[-1].end
    before = bisect_left(breaks, start, key=lambda one: one[1] - 1)
    after = bisect_left(breaks, end, key=lambda one: one[0])
    first = breaks[before - 1][1] if before else 0
    last = breaks[after][0] if after < len(breaks) else len(text)
    return Run(tuple(numbers), (first, last), "/" in text[start:end])


def kinds_of(runs: Sequence[Run], mentions: Sequence[Mention]) -> list[str | None]:
    """Return what each run is of, None where nothing near says so."""
    spent: set[Mention] = set()
    kinds: list[str | None] = []
    for index, run in enumerate(runs):
        following = runs[index + 1] if index + 1 < len(runs) else None
        named = _beside(run, runs[index - 1].end if index else 0, following, mentions)
        costs = {one: _cost(one, run, following) + _SPENT * (one in spent) for one in named}
        nearest = min(costs, key=lambda one: (costs[one], one.start), default=None)
        if nearest and nearest.start >= run.end:
            spent.add(nearest)
        kinds.append(
            nearest.of if nearest else _of_last(run, runs, mentions, kinds) or _of_next(run, following, mentions)
        )
    return kinds


def _beside(run: Run, after: int, following: Run | None, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Return the names in a run's part of the sentence, back to the run before it and on to the next."""
    first = bisect_left(mentions, max(run.clause[0], after), key=lambda one: one.end)
    last = _starts_before(mentions, min(run.clause[1], following.start) if following else run.clause[1])
    return mentions[first:last]


def _cost(mention: Mention, run: Run, following: Run | None) -> int:
    """Return how far off a name is, in characters and in sense."""
    telling = _TELLING.get(mention.of, 0)
    if mention.start < run.start:
        return max(run.start - mention.end, 0) - telling
    gap = mention.start - run.end
    if following and following.holds(mention) and following.start - mention.end <= _CLOSE:
        return gap + _BEHIND + _OF_NEXT
    return gap + _BEHIND - (telling // 2 if gap <= _CLOSE else 0)


def _of_last(run: Run, runs: Sequence[Run], mentions: Sequence[Mention], kinds: Sequence[str | None]) -> str | None:
    """Return the exam spoken of last, if that is not long ago; the kinds are those of the runs before."""
    here = _starts_before(mentions, run.start)
    if not here or run.start - mentions[here - 1].end > _CARRIES:
        return None
    last = mentions[here - 1]
    beside = bisect_left(runs, last.end, hi=len(kinds), key=lambda one: one.clause[1])
    of = kinds[beside] if beside < len(kinds) and runs[beside].holds(last) else last.of
    if of in _NOT_OF_ONESELF:
        of = next((one.of for one in reversed(mentions[max(0, here - _BACK) : here]) if one.of in _CARRIED), None)
    return of if of in _CARRIED else None


def _of_next(run: Run, following: Run | None, mentions: Sequence[Mention]) -> str | None:
    """Return the exam named first in a text, where that is after a run and not of another number."""
    if not mentions or mentions[0].start < run.start or (following and following.holds(mentions[0])):
        return None
    return mentions[0].of if mentions[0].of in _CARRIED else None
