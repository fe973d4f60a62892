"""Find a place for each label near its point: on nothing else that is written, on no point, rather on no line."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist

import numpy as np
from numpy.typing import NDArray

from bot.charting.canvas import Box

_CELL = 4
"""Places are tried this many pixels apart."""
_DOT, _RIM = 15, 4
"""Half the room a point takes, and the rim around a label."""
_SLANT, _BELOW, _INKED = 1.0, 6, 5
"""What is added to a place's distance: for a pixel off the upright, for being below, for a cell of line under it."""

Point = tuple[float, float]
Segment = tuple[Point, Point]
_Cells = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Size:
    """How wide and high a label is."""

    wide: float
    high: float


def places(points: Sequence[Point], sizes: Sequence[Size], lines: Sequence[Segment], room: Box) -> list[Box] | None:
    """Return a box for the label of each point; None where there is no room for all of them."""
    ground = _Ground.of(points, lines, room)
    found = [ground.take(point, size) for point, size in zip(points, sizes, strict=True)]
    boxes = [box for box in found if box]
    return boxes if len(boxes) == len(found) else None


def distance(point: Point, box: Box) -> float:
    """Return how far a box lies from a point."""
    return dist(point, nearest(point, box))


def nearest(point: Point, box: Box) -> Point:
    """Return the place in a box that lies nearest to a point."""
    return min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)


@dataclass(frozen=True, slots=True)
class _Ground:
    """A room in cells: which are taken, and which a line runs through."""

    room: Box
    taken: _Cells
    inked: _Cells

    @classmethod
    def of(cls, points: Sequence[Point], lines: Sequence[Segment], room: Box) -> "_Ground":
        shape = int((room.bottom - room.top) / _CELL), int((room.right - room.left) / _CELL)
        ground = cls(room, np.zeros(shape, np.int32), np.zeros(shape, np.int32))
        for x, y in points:
            ground.taken[ground.cells(Box(x - _DOT, y - _DOT, x + _DOT, y + _DOT))] = 1
        for line in lines:
            ground.ink(*line)
        return ground

    def ink(self, start: Point, end: Point) -> None:
        """Mark the cells of a line."""
        steps = np.linspace(start, end, int(dist(start, end) / _CELL) + 2)
        columns, rows = ((steps - (self.room.left, self.room.top)) / _CELL).astype(int).T
        high, wide = self.inked.shape
        self.inked[rows.clip(0, high - 1), columns.clip(0, wide - 1)] = 1

    def cells(self, box: Box) -> tuple[slice, slice]:
        """Return the cells a box touches."""
        left, right = box.left - self.room.left, box.right - self.room.left
        top, bottom = box.top - self.room.top, box.bottom - self.room.top
        return _touched(top, bottom), _touched(left, right)

    def take(self, point: Point, size: Size) -> Box | None:
        """Take the best free place for a label, if there is one."""
        high, wide = (-int(-(side + 2 * _RIM) // _CELL) for side in (size.high, size.wide))
        if high > self.taken.shape[0] or wide > self.taken.shape[1]:
            return None
        worth = self._away(point, high, wide) + _INKED * _summed(self.inked, high, wide)
        worth[_summed(self.taken, high, wide) > 0] = np.inf
        row, column = (int(at) for at in np.unravel_index(worth.argmin(), worth.shape))
        if np.isinf(worth[row, column]):
            return None
        self.taken[row : row + high, column : column + wide] = 1
        left, top = self.room.left + column * _CELL + _RIM, self.room.top + row * _CELL + _RIM
        box = Box(left, top, left + size.wide, top + size.high)
        self.ink(point, nearest(point, box))
        return box

    def _away(self, point: Point, high: int, wide: int) -> NDArray[np.float64]:
        """Return how far each place lies from a point, those upright over it being the nearest."""
        rows, columns = (length - side + 1 for length, side in zip(self.taken.shape, (high, wide), strict=True))
        across = np.abs(self.room.left + (np.arange(columns) + wide / 2) * _CELL - point[0])[np.newaxis, :]
        down = (self.room.top + (np.arange(rows) + high / 2) * _CELL - point[1])[:, np.newaxis]
        beyond = np.maximum(across - wide * _CELL / 2, 0), np.maximum(np.abs(down) - high * _CELL / 2, 0)
        away: NDArray[np.float64] = np.hypot(*beyond) + _SLANT * across + _BELOW * (down > 0)
        return away


def _touched(start: float, end: float) -> slice:
    return slice(max(0, int(start // _CELL)), max(0, int(-(-end // _CELL))))


def _summed(cells: _Cells, high: int, wide: int) -> _Cells:
    """Return, for each place of a box so many cells high and wide, the sum of what lies in it."""
    sums: _Cells = np.pad(cells.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    return sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
