"""Numbers laid out from top to bottom, and which of them are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

_APART, _RIM, _LEAST = 84, 122, 20
"""The room between two named numbers, that beyond the outermost scores, and how many points are shown at least."""
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Levels:
    """The numbers from a lowest to a highest one, between two edges in pixels."""

    low: float
    high: float
    top: float
    bottom: float

    @classmethod
    def around(cls, numbers: Sequence[int], top: float, bottom: float) -> "Levels":
        """Return levels that hold some numbers, with a rim above and below for their labels."""
        more = max(0.0, _LEAST - (max(numbers) - min(numbers))) / 2
        return cls(min(numbers) - more, max(numbers) + more, top + _RIM, bottom - _RIM)

    def y(self, number: float) -> float:
        """Return where a number stands."""
        return self.bottom - (number - self.low) * self._pixels

    @property
    def _pixels(self) -> float:
        return (self.bottom - self.top) / (self.high - self.low)

    @property
    def named(self) -> range:
        """Return the round numbers to name, far enough apart."""
        step = next(step for ten in count() for one in _STEPS if (step := one * 10**ten) * self._pixels >= _APART)
        beyond = (_RIM - _APART / 4) / self._pixels
        return range(-int(-(self.low - beyond) // step) * step, int(self.high + beyond) + 1, step)
