"""What tests of reminders share: the shipped milestones, a database of each kind, and members that take messages."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.reminding.errors import HopelessError, UnsentError
from bot.storage.database import opened_store
from bot.storage.reminders import Reminder
from bot.storage.store import Store
from bot.timeline.timetable import Timetable, shipped_timetable
from tests.storage.conftest import empty_postgres, postgres, sqlite, url

__all__ = ["empty_postgres", "postgres", "sqlite", "url"]

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        """Let time go by."""
        self.now += by


class Inbox:
    """Members' messages: what has come, and what goes wrong with the next ones."""

    def __init__(self) -> None:
        self.come: list[int] = []
        self.first = asyncio.Event()
        self.looks = 0
        self.failures: list[HopelessError | UnsentError] = []
        self.after_coming = False
        """The failure comes after the message has."""

    async def send(self, reminder: Reminder) -> None:
        """Take a reminder."""
        if self.failures and not self.after_coming:
            raise self.failures.pop(0)
        self.come.append(reminder.id)
        self.first.set()
        if self.failures:
            raise self.failures.pop(0)

    async def was_sent(self, reminder: Reminder) -> bool:
        """Tell whether a reminder has come."""
        self.looks += 1
        return reminder.id in self.come


@pytest.fixture
def clock() -> SetClock:
    """Return a clock to be set."""
    return SetClock()


@pytest.fixture
def inbox() -> Inbox:
    """Return where messages come."""
    return Inbox()


@pytest.fixture(scope="session")
def timetable() -> Timetable:
    """Return the milestones that are shipped."""
    return shipped_timetable()


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Yield a store that remembers nothing yet."""
    async with opened_store(url) as opened:
        yield opened
