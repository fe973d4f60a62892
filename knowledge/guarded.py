"""Leads of a store that may be away: until it is back, they are compared one and all."""

import logging
import time
from collections.abc import Callable

from knowledge.errors import StoreError
from knowledge.leads import Hit
from knowledge.vectors import Leads, Vectors

_SECONDS_BETWEEN = 30.0
log = logging.getLogger(__name__)


class GuardedLeads:
    """Asks a store, and compares where there is none; a store that was lost is tried again now and then."""

    def __init__(self, opening: Callable[[], Leads], otherwise: Leads) -> None:
        self._opening = opening
        self._otherwise = otherwise
        self._store: Leads | None = None
        self._lost_at = -_SECONDS_BETWEEN

    def closest(self, vector: Vectors, limit: int, guide: str = "") -> list[Hit]:
        """Return the leads closest to a unit vector, best first; of one guide only, where one is named."""
        if time.monotonic() - self._lost_at >= _SECONDS_BETWEEN:
            try:
                self._store = self._store or self._opening()
                return self._store.closest(vector, limit, guide)
            except StoreError as error:
                log.warning("leads are compared one and all, which is slower where they are many: %s", error)
                self._lose()
        return self._otherwise.closest(vector, limit, guide)

    def close(self) -> None:
        """Let go of both."""
        if self._store:
            self._store.close()
        self._otherwise.close()

    def _lose(self) -> None:
        self._lost_at = time.monotonic()
        if self._store:
            self._store.close()
        self._store = None
