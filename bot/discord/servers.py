"""What servers have chosen, at hand without waiting: read from the database now and then."""

import asyncio
import logging
from typing import Unpack

from bot.storage.errors import StorageError
from bot.storage.servers import Change, ServerSettings
from bot.storage.store import Store

_SECONDS_BETWEEN = 15
log = logging.getLogger(__name__)


class ServerBook:
    """Knows the settings of servers; one that has chosen nothing has none. Before they are read, none has a model."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._was_read = False
        self.known: dict[int, ServerSettings] = {}

    def of(self, guild: int | None) -> ServerSettings:
        """Return what holds in a server, or outside of any."""
        return self.known.get(guild or 0) or ServerSettings(guild or 0, model=self._was_read)

    async def refresh(self) -> None:
        """Read the settings of all servers; what was known before holds where they cannot be read."""
        try:
            self.known = {one.guild: one for one in await self._store.servers.all()}
            self._was_read = True
        except StorageError as error:
            log.warning("settings of servers are as they were: %s", error)

    async def change(self, guild: int, **fields: Unpack[Change]) -> ServerSettings:
        """Change what a server has chosen."""
        self.known[guild] = await self._store.servers.change(guild, **fields)
        return self.known[guild]

    async def keep_fresh(self) -> None:
        """Read the settings again and again: another process may change them."""
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN)
            await self.refresh()
