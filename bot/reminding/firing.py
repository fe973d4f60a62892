"""Send each reminder once when it is due, whatever dies in between and however many processes do the same.

A reminder is claimed in the database before it is sent, and noted there after. Between the two a process may die. The
next one that claims it looks among the member's messages first; what was sent a moment ago and cannot be seen there
yet is kept from coming twice by Discord, which takes one of two messages with the same nonce.
"""

import asyncio
import logging
import secrets
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.reminding.errors import HopelessError, UnsentError
from bot.storage.errors import StorageError
from bot.storage.reminders import Claimed, Reminder

LEASE = timedelta(seconds=45)
"""How long a claimed reminder is nobody else's; nothing is begun, and nothing goes on, in the second half of it."""
LONGEST_SLEEP, SHORTEST_SLEEP = timedelta(seconds=30), timedelta(seconds=0.2)
_AT_ONCE = 5
_LATE = timedelta(seconds=30)
"""From when on a reminder may have been tried before, even if it is not claimed any more."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
log = logging.getLogger(__name__)


class Notes(Protocol):
    """Where reminders are kept; all of it raises StorageError where it cannot be reached."""

    async def claim(self, now: datetime, worker: str, lease: timedelta, most: int) -> tuple[Claimed, ...]:
        """Take what is due; until the lease ends no one else gets it."""

    async def sent(self, id: int, at: datetime) -> None:
        """Note that a reminder was sent."""

    async def postpone(self, id: int, until: datetime) -> None:
        """Give back a reminder, to be tried again later."""

    async def give_up(self, id: int, reason: str) -> None:
        """Note that a reminder cannot be sent."""

    async def next_due(self) -> datetime | None:
        """Return when the next reminder can be claimed, if any is left."""


class Messages(Protocol):
    """How reminders reach members; both raise HopelessError or UnsentError where they do not get through."""

    async def send(self, reminder: Reminder) -> None:
        """Send a reminder; sent twice within some minutes it comes once."""

    async def was_sent(self, reminder: Reminder) -> bool:
        """Tell whether a member has a reminder already."""


class Firing:
    """Sends what is due."""

    def __init__(
        self,
        notes: Notes,
        messages: Messages,
        clock: Clock,
        *,
        lease: timedelta = LEASE,
        longest_sleep: timedelta = LONGEST_SLEEP,
    ) -> None:
        self._notes = notes
        self._messages = messages
        self._clock = clock
        self._lease = lease
        self._longest_sleep = longest_sleep
        self._worker = secrets.token_hex(4)

    async def run(self) -> None:
        """Send reminders for ever."""
        while True:
            wait = await self._round()
            await asyncio.sleep(wait.total_seconds())

    async def fire(self) -> None:
        """Send all that is due.

        Raises StorageError.
        """
        begun = self._clock()
        while claimed := await self._notes.claim(begun, self._worker, self._lease, _AT_ONCE):
            for one in claimed:
                await self._in_time(one, begun + self._lease / 2)
            begun = self._clock()

    async def _round(self) -> timedelta:
        """Send all that is due, and return how long to sleep."""
        try:
            await self.fire()
            next_due = await self._notes.next_due()
        except StorageError as error:
            log.warning("reminders wait: %s", error)
            return self._longest_sleep
        left = next_due - self._clock() if next_due else self._longest_sleep
        return min(max(left, SHORTEST_SLEEP), self._longest_sleep)

    async def _in_time(self, one: Claimed, until: datetime) -> None:
        """Deliver a reminder while it is surely ours: a process that was held up leaves it to the next claim."""
        left = (until - self._clock()).total_seconds()
        if left <= 0:
            return
        try:
            async with asyncio.timeout(left):
                await self._deliver(one)
        except HopelessError as error:
            log.info("reminder %d is given up: %s", one.reminder.id, error)
            await self._notes.give_up(one.reminder.id, str(error))
        except (UnsentError, TimeoutError) as error:
            log.warning("reminder %d waits: %s", one.reminder.id, error)
            await self._notes.postpone(one.reminder.id, self._next_try(one.reminder))
        else:
            await self._notes.sent(one.reminder.id, self._clock())

    async def _deliver(self, one: Claimed) -> None:
        tried = one.claimed_before or self._clock() - one.reminder.due_at > _LATE
        if not (tried and await self._messages.was_sent(one.reminder)):
            await self._messages.send(one.reminder)

    def _next_try(self, reminder: Reminder) -> datetime:
        """Return when to try again: the later it is already, the longer the wait."""
        now = self._clock()
        return now + min(max((now - reminder.due_at) / 2, _FIRST_WAIT), _LONGEST_WAIT)
