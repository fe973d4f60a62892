"""Stretches of time behind a chart: a band on the ground, and above it a brace with the name, in as few rows as do."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charting.canvas import BAND, LEFT, NOTE, RIGHT, RULE, SOFT, Box, Card, Stroke
from bot.charting.wording import width_of, wrapped, written

_BRACE, _GAP = 10, 16
_MOST_LINES = 2
"""Lines a name may take to stay within its own stretch."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named stretch from left to right."""

    name: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch with its name in lines, and where these begin."""

    stretch: Stretch
    lines: tuple[str, ...]
    x: float

    @property
    def width(self) -> float:
        """Return how wide the lines are."""
        return max((width_of(line, NOTE) for line in self.lines), default=0)

    def beside(self, other: "Named") -> bool:
        """Tell whether two fit into one row."""
        return self._end + _GAP <= other._start or other._end + _GAP <= self._start

    @property
    def _start(self) -> float:
        return min(self.x, self.stretch.left + _GAP)

    @property
    def _end(self) -> float:
        return max(self.x + self.width, self.stretch.right - _GAP)


Rows = tuple[tuple[Named, ...], ...]


def in_rows(stretches: Sequence[Stretch]) -> Rows:
    """Name stretches, and put each into the first row that has room for it."""
    rows: list[list[Named]] = []
    for one in (_named(stretch) for stretch in stretches):
        row = next((row for row in rows if all(one.beside(other) for other in row)), None)
        if row is None:
            rows.append([one])
        else:
            row.append(one)
    return tuple(map(tuple, rows))


def _named(stretch: Stretch) -> Named:
    """Set a name within its stretch if it fits in two lines, else as near as the card allows."""
    room = stretch.right - stretch.left - _GAP
    own = wrapped(stretch.name, NOTE, room)
    whole = all(width_of(word, NOTE) <= room for word in written(stretch.name).split())
    lines = own if whole and len(own) <= _MOST_LINES else wrapped(stretch.name, NOTE, RIGHT - LEFT)
    wide = Named(stretch, lines, 0).width
    middle = (stretch.left + stretch.right - wide) / 2
    return Named(stretch, lines, min(max(middle, LEFT), RIGHT - wide))


def height_of(rows: Rows) -> float:
    """Return how high rows are."""
    return sum(_height(row) for row in rows)


def _height(row: Sequence[Named]) -> float:
    return _BRACE + max(len(one.lines) for one in row) * NOTE.pitch + _GAP


def draw_rows(card: Card, rows: Rows, top: float) -> None:
    """Draw each brace with its name below it."""
    for row in rows:
        for one in row:
            left, right = one.stretch.left + 4, one.stretch.right - 4
            card.line([left, left, right, right], [top + _BRACE, top, top, top + _BRACE], Stroke(SOFT, 4), 2)
            card.stack(one.lines, one.x + one.width / 2, top + _BRACE, NOTE, "center")
        top += _height(row)


def draw_bands(card: Card, rows: Rows, top: float, bottom: float) -> None:
    """Draw the bands on the ground, their ends marked."""
    for one in (one for row in rows for one in row):
        card.fill(Box(one.stretch.left, top, one.stretch.right, bottom), BAND, 0.5)
        for x in (one.stretch.left, one.stretch.right):
            card.line([x, x], [top, bottom], Stroke(RULE, 2), 1)
