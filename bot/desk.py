"""Where questions are worked on: one thread that owns the opened guides, so that nobody else waits for them."""

import asyncio
import gc
import logging
import math
import time
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
_SECONDS_BETWEEN = 1.0
"""How often it is looked whether another version was published."""
_SECONDS_AFTER_FAILING = 30.0
_OPENING = "I am still opening my guides. Please ask again in a minute."
_CLOSED = "I cannot read my guides right now, and have told those who run me. Please try again later."
log = logging.getLogger(__name__)


class GuidesClosedError(AdvisorError):
    """The guides are not open yet, or cannot be opened; the message says which."""


class Desk:
    """Works on one question after another, off the event loop; opens the guides when it is first told to.

    `pointed` names the version that is in use, to be opened in place of the one before as soon as it changes.
    """

    def __init__(
        self, opening: Callable[[], AbstractContextManager[Adviser]], pointed: Callable[[], str] = lambda: ""
    ) -> None:
        self._opening = opening
        self._pointed = pointed
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="guides")
        self._closing = ExitStack()
        self._adviser: Adviser | None = None
        self._version = ""
        self._failed_at = -math.inf
        self._being_opened: asyncio.Future[None] | None = None
        self._catching_up = asyncio.Lock()

    @property
    def is_open(self) -> bool:
        """Tell whether questions can be answered."""
        return self._adviser is not None

    async def open(self) -> None:
        """Open the guides, building the index where there is none; what goes wrong is logged and tried again later."""
        if self._being_opened is None or (self._being_opened.done() and not self.is_open):
            self._being_opened = asyncio.get_running_loop().run_in_executor(self._thread, self._open)
        await self._being_opened

    async def follow(self) -> None:
        """Open what is published, again and again, while questions go on being answered from what is open."""
        while True:
            await asyncio.sleep(_SECONDS_BETWEEN)
            await self.catch_up()

    async def catch_up(self) -> None:
        """Open the version that was published since, if there is one; what was asked before is answered first."""
        async with self._catching_up:
            waits = time.monotonic() - self._failed_at < _SECONDS_AFTER_FAILING
            if self.is_open and not waits and await asyncio.to_thread(self._pointed) != self._version:
                await asyncio.to_thread(self._swap)

    async def work(self, task: Callable[[Adviser], T]) -> T:
        """Return what a task makes of the opened guides.

        Raises GuidesClosedError where they cannot be opened, or not soon.
        """
        await self._wait_until_open()
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._on_what_is_open, task)

    def close(self) -> None:
        """Close the guides, after what is being worked on; an index that is being built is left as it is."""
        if self.is_open:
            self._thread.submit(self._closing.close)
        self._thread.shutdown(wait=self.is_open, cancel_futures=not self.is_open)

    async def _wait_until_open(self) -> None:
        if self._adviser is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(self.open()), _PATIENCE_SECONDS)
        if self._adviser is None:
            trying = self._being_opened is not None and not self._being_opened.done()
            raise GuidesClosedError(_OPENING if trying else _CLOSED)

    def _on_what_is_open(self, task: Callable[[Adviser], T]) -> T:
        """Choose the guides here, in the thread that closes those before: none is closed under a question."""
        assert self._adviser is not None  # noqa: S101 - it was waited for, and is never taken away
        return task(self._adviser)

    def _open(self) -> None:
        self._take_in()
        # Out of the way of the garbage collection, which would hold up everybody for 0.1 s.
        gc.collect()
        gc.freeze()

    def _swap(self) -> None:
        """Put another version in place of the one that is open, which is closed after what it is being asked."""
        before = self._closing
        if not self._take_in():
            return
        try:
            self._thread.submit(before.close)
        except RuntimeError:  # the desk was closed meanwhile, and what was open with it
            self._closing.close()

    def _take_in(self) -> bool:
        """Open the version in use; what goes wrong is logged, and what was open stays."""
        opened = ExitStack()
        try:
            version = self._pointed()
            adviser = opened.enter_context(self._opening())
        except (KnowledgeError, OSError) as error:
            log.error("the guides cannot be opened: %s", error)  # noqa: TRY400 - its line says it all
            self._failed_at = time.monotonic()
            return False
        self._closing, self._adviser, self._version = opened, adviser, version or self._pointed()
        return True
