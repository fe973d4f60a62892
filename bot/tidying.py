"""Forget what is old, now and then."""

import asyncio
import logging

from bot.clock import Clock
from bot.storage.errors import StorageError
from bot.storage.store import Store

_SECONDS_BETWEEN = 6 * 60 * 60
log = logging.getLogger(__name__)


class Tidying:
    """Keeps the store to what may be kept: conversations for 30 days, claims of messages for two."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def run(self) -> None:
        """Tidy up at the start, and four times a day from then on."""
        while True:
            try:
                await self._store.tidy(self._clock())
            except StorageError as error:
                log.warning("what is old is still kept: %s", error)
            await asyncio.sleep(_SECONDS_BETWEEN)
