"""How often members and servers may ask: an allowance that fills up again as time goes by."""

from collections.abc import Callable
from dataclasses import dataclass

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and so many a second in the long run."""

    burst: int
    per_second: float


class Allowance:
    """Counts what each of many takes; the clock gives seconds that only grow."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._left: dict[int, tuple[float, float]] = {}

    def wait(self, who: int) -> float:
        """Return how many seconds somebody must wait; 0 where one is left."""
        return max(0.0, (1 - self._now(who)) / self._rate.per_second)

    def take(self, who: int) -> None:
        """Take one from what somebody has left."""
        if len(self._left) >= _MOST_REMEMBERED:
            self._forget_the_rested()
        self._left[who] = (self._now(who) - 1, self._clock())

    def _now(self, who: int) -> float:
        """Return how many somebody has left."""
        left, at = self._left.get(who, (float(self._rate.burst), 0.0))
        return min(self._rate.burst, left + (self._clock() - at) * self._rate.per_second)

    def _forget_the_rested(self) -> None:
        """Forget those who have all of theirs again; where that is nobody, everybody."""
        self._left = {who: left for who, left in self._left.items() if self._now(who) < self._rate.burst}
        if len(self._left) >= _MOST_REMEMBERED:
            self._left.clear()
