"""A circuit breaker: after some failures in a row nothing is asked for a while, and then one thing as a trial."""

import time
from collections.abc import Callable

_FAILURES = 3
_FIRST_SECONDS, _LONGEST_SECONDS = 30.0, 600.0


class Breaker:
    """Counts failures, and tells whether it is worth asking."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._closed_until = 0.0
        self._seconds = _FIRST_SECONDS
        self._on_trial = False
        """One goes ahead after a pause: its failure makes the next pause longer, that of others does not."""

    @property
    def allows(self) -> bool:
        """Tell whether to ask; of those who ask after a pause one goes ahead, and the others wait for what it meets."""
        if self._failures < _FAILURES:
            return True
        if self._clock() < self._closed_until:
            return False
        self._closed_until = self._clock() + self._seconds
        self._on_trial = True
        return True

    def went_well(self) -> None:
        """Note a success."""
        self._failures, self._seconds = 0, _FIRST_SECONDS

    def failed(self) -> bool:
        """Note a failure; tell whether it is the one after which nothing is asked for a while."""
        self._failures += 1
        if self._failures < _FAILURES or (self._failures > _FAILURES and not self._on_trial):
            return False
        self._on_trial = False
        self._closed_until = self._clock() + self._seconds
        self._seconds = min(2 * self._seconds, _LONGEST_SECONDS)
        return True
