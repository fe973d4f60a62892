"""Compose an answer from passages' own statements: the direct one first, then only the points that belong to it."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from bot.answering.grounding import Grounded
from knowledge.index import Entry
from knowledge.passages import Applicant, Kind, speaks_to
from knowledge.searching import Found

_PASSAGES, _READ = 4, 6
"""Passages an answer draws on at most, and among how many it chooses."""
_SURE = 1.0
"""A statement worth this much is what was asked for; few others are needed beside it."""
_SHORT, _LONG, _SEVERAL = 600, 900, 1_250
"""Characters of all statements: with a sure one, without, and where several parts are asked for."""
_WHOLE = 300
"""Without a sure statement the first passage is shown whole, up to this many characters."""
_OPENING, _HAS_NUMBER, _BEHIND = 0.08, 0.06, 1.0
"""What it is worth to open a passage and to hold a number asked for; how much a lesser passage counts less."""
_SAYS_ENOUGH = 60
"""Characters from which an item of a list is taken to make sense alone."""
_ASKS_NUMBER = re.compile(
    r"\b(?:how (?:many|much|long|often|far|high|low|big|early|late|soon)|what (?:score|number)|when)\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_MARKER = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Point:
    """A statement of a passage that may be shown, with how well it answers."""

    entry: Entry
    rank: int
    n: int
    value: float

    @property
    def text(self) -> str:
        """Return the statement's words on one line; what looks like a citation's marker there is none of ours."""
        parts = (self.entry.statements[n] for n in sorted({self.begins, self.n}))
        words = " ".join(self.entry.passage.text[part.start : part.end] for part in parts).split()
        return _MARKER.sub(r"(\1)", " ".join(words))

    @property
    def begins(self) -> int:
        """Return the statement its words begin with: a short item takes along the line that leads into its list."""
        mine = self.entry.statements[self.n]
        if mine.kind is Kind.SENTENCE or mine.end - mine.start > _SAYS_ENOUGH:
            return self.n
        leads = (n for n, s in enumerate(self.entry.statements) if s.kind is Kind.LEAD_IN and s.block == mine.block)
        return next(leads, self.n)


def compose(question: str, found: Sequence[Found], wanted: int, tracks: Collection[Applicant]) -> list[Grounded]:
    """Return the statements that answer a question, each with what it rests on; the first one answers directly.

    The first `wanted` passages each get a share. Of a passage for other applicants no statement with a number is used.
    """
    points = list(_points(question, found[:_READ], wanted, tracks))
    chosen = sorted(_chosen(points, wanted), key=lambda point: (point.rank, point.n))
    if not chosen:
        return []
    first = max(chosen, key=lambda point: point.value)
    return [_grounded(point) for point in (first, *(point for point in chosen if point is not first))]


def answers_directly(found: Sequence[Found]) -> bool:
    """Tell whether the first passage holds a statement that is surely what was asked for."""
    return bool(found) and max(found[0].statements, default=0.0) >= _SURE


def _grounded(point: Point) -> Grounded:
    spans = point.entry.statements
    return Grounded(point.text, point.entry, spans[point.begins].start, spans[point.n].end)


def _points(question: str, found: Sequence[Found], wanted: int, tracks: Collection[Applicant]) -> Iterator[Point]:
    """Yield the statements that may be shown, each with its value."""
    numeric = bool(_ASKS_NUMBER.search(question))
    for rank, one in enumerate(found):
        behind = _BEHIND * min(0.0, one.score - found[0].score) if wanted == 1 else 0.0
        for n in _usable(one.entry, tracks):
            value = one.statements[n] if n < len(one.statements) else 0.0
            value += behind + _OPENING * (n == 0) + _HAS_NUMBER * (numeric and _holds_number(one.entry, n))
            yield Point(one.entry, rank, n, value)


def _usable(entry: Entry, tracks: Collection[Applicant]) -> list[int]:
    """Return the numbers of the statements that may be shown: no lead-ins, and for other applicants no figures.

    For those it is the longest run without a figure, so that no quote from its first to its last holds one either.
    """
    usable = list(range(len(entry.statements)))
    if not speaks_to(entry.passage.audience, tracks):
        runs = [list(run) for figure, run in groupby(usable, partial(_holds_number, entry)) if not figure]
        usable = max(runs, key=len, default=[])
    return [n for n in usable if entry.statements[n].kind is not Kind.LEAD_IN]


def _holds_number(entry: Entry, n: int) -> bool:
    span = entry.statements[n]
    return bool(_DIGIT.search(entry.passage.text, span.start, span.end))


def _chosen(points: Sequence[Point], wanted: int) -> list[Point]:
    """Choose what to show: a share of each wanted passage, then the best of all while there is room."""
    best_first = sorted(points, key=lambda point: -point.value)
    if not best_first:
        return []
    chosen: list[Point] = []
    room = _LONG
    if wanted > 1:
        room = _SEVERAL
        for rank in range(wanted):
            chosen += _fitting((point for point in best_first if point.rank == rank), min(_WHOLE, _SEVERAL // wanted))
    elif best_first[0].value >= _SURE:
        room = _SHORT
    else:
        chosen += _fitting((point for point in best_first if point.rank == 0), _WHOLE)
    left = room - sum(len(point.text) for point in chosen)
    chosen += _fitting((point for point in best_first if point not in chosen), left, {p.rank for p in chosen})
    return chosen or best_first[:1]


def _fitting(points: Iterable[Point], room: int, ranks: Collection[int] = ()) -> list[Point]:
    """Take points in the order given while they fit, from no more passages than an answer draws on."""
    used, taken = set(ranks), []
    for point in points:
        if len(point.text) <= room and (point.rank in used or len(used) < _PASSAGES):
            taken.append(point)
            used.add(point.rank)
            room -= len(point.text)
    return taken
