"""Where questions are worked on: one thread that owns the opened guides, so that nobody else waits for them."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, suppress
from typing import TypeVar

from bot.asking.path import Adviser
from bot.errors import AdvisorError
from knowledge.errors import KnowledgeError

T = TypeVar("T")
_PATIENCE_SECONDS = 20.0
"""How long a question waits for the guides to be opened."""
_OPENING = "I am still opening my guides. Please ask again in a minute."
_CLOSED = "I cannot read my guides right now, and have told those who run me. Please try again later."
log = logging.getLogger(__name__)


class GuidesClosedError(AdvisorError):
    """The guides are not open yet, or cannot be opened; the message says which."""


class Desk:
    """Works on one question after another, off the event loop; opens the guides when it is first told to."""

    def __init__(self, opening: Callable[[], AbstractContextManager[Adviser]]) -> None:
        self._opening = opening
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="guides")
        self._closing = ExitStack()
        self._adviser: Adviser | None = None
        self._being_opened: asyncio.Future[None] | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether questions can be answered."""
        return self._adviser is not None

    async def open(self) -> None:
        """Open the guides, building the index where there is none; what goes wrong is logged and tried again later."""
        if self._being_opened is None or (self._being_opened.done() and not self.is_open):
            self._being_opened = asyncio.get_running_loop().run_in_executor(self._thread, self._open)
        await self._being_opened

    async def work(self, task: Callable[[Adviser], T]) -> T:
        """Return what a task makes of the opened guides.

        Raises GuidesClosedError where they cannot be opened, or not soon.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, task, await self._opened())

    def close(self) -> None:
        """Close the guides, after what is being worked on; an index that is being built is left as it is."""
        if self.is_open:
            self._thread.submit(self._closing.close)
        self._thread.shutdown(wait=self.is_open, cancel_futures=not self.is_open)

    async def _opened(self) -> Adviser:
        """Return the opened guides, waited for while they are being opened."""
        if self._adviser is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(self.open()), _PATIENCE_SECONDS)
        if self._adviser is None:
            trying = self._being_opened is not None and not self._being_opened.done()
            raise GuidesClosedError(_OPENING if trying else _CLOSED)
        return self._adviser

    def _open(self) -> None:
        try:
            self._adviser = self._closing.enter_context(self._opening())
        except (KnowledgeError, OSError) as error:
            log.error("the guides cannot be opened: %s", error)  # noqa: TRY400 - its line says it all
