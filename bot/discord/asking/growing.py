"""Show an answer while it is being written: what is checked of it, and no more often than once a second."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

import discord

from bot.answering.answer import Answer
from bot.discord.showing.answers import answer_sheet
from bot.discord.showing.sheet import Sheet

_SECONDS_BETWEEN = 1.0
_SECONDS_TO_END = 4.0
"""How long the whole answer waits for a part of it that is on its way, and that Discord is slow to take."""
_WRITING = "Still writing …"
_BROKEN_OFF = "This is not the whole answer: something broke while it was written."
log = logging.getLogger(__name__)


class Growing:
    """Shows the latest of an answer; `show` puts a sheet where the answer will stand."""

    def __init__(self, show: Callable[[Sheet], Awaitable[object]], *, to_others: bool) -> None:
        self._show = show
        self._to_others = to_others
        self._latest: Answer | None = None
        self._shown: Answer | None = None
        self._task: asyncio.Task[None] | None = None
        self._ended = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Return once nothing more is shown, and a second after the last that was: the whole answer may follow."""
        self._ended = True
        if self._task:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._task, _SECONDS_TO_END)
        if self._shown and isinstance(error, Exception):
            await self._try_to_show(self._shown, _BROKEN_OFF)

    def seen(self, answer: Answer) -> None:
        """Take the latest of an answer; one that is for the asker alone is shown to nobody before its end."""
        if answer.private and self._to_others:
            return
        self._latest = answer
        if self._task is None:
            self._task = asyncio.create_task(self._keep_showing())

    async def _keep_showing(self) -> None:
        """Show what is new, wait, and look again, until there is nothing new or the end has come."""
        while self._latest and not self._ended:
            self._shown, self._latest = self._latest, None
            await self._try_to_show(self._shown, _WRITING)
            await asyncio.sleep(_SECONDS_BETWEEN)
        self._task = None

    async def _try_to_show(self, answer: Answer, note: str) -> None:
        """Show an answer so far; where that fails, the whole of it will be shown all the same."""
        try:
            await self._show(answer_sheet(answer).with_note(note))
        except Exception as error:  # noqa: BLE001 - what breaks here breaks the whole answer too, which says so
            log.info("an answer is not shown while it is written (%s)", type(error).__name__)
            self._ended = self._ended or isinstance(error, discord.NotFound)
