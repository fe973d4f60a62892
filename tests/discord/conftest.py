"""A running bot: the real client on a real socket, real guides, a real database, and a clock to be set."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.aside import Aside
from bot.asking.path import Adviser
from bot.assembly import read_tables
from bot.desk import Desk
from bot.discord.client import Client
from bot.discord.door import Door
from bot.discord.limits import Allowance, Rate
from bot.discord.members import Office, Shelf, parts_of, read_shelf
from bot.discord.servers import ServerBook
from bot.discord.starting import run_until
from bot.shipped import config_folder, guides_folder
from bot.storage.database import PATIENCE, opened_store, sqlite_url
from bot.storage.store import Store
from tests.conftest import ASKED_AT
from tests.discord_server import MiniDiscord
from tests.discord_server.pointing import pointed_at

GENEROUS = Rate(1_000, 1_000.0)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = ASKED_AT) -> None:
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now

    def move(self, by: timedelta) -> None:
        """Let time go by."""
        self.now += by


@dataclass
class Running:
    """A bot that has started, with what a test looks at."""

    server: MiniDiscord
    client: Client
    office: Office
    clock: SetClock
    stop: asyncio.Event
    ended: asyncio.Task[None]

    @property
    def store(self) -> Store:
        """Return what the bot remembers."""
        return self.office.store

    async def finish(self) -> None:
        """Ask the bot to stop, and wait until it has."""
        self.stop.set()
        await self.ended


Start = Callable[..., Awaitable[Running]]


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """Return what commands look things up in."""
    return read_shelf(config_folder(), guides_folder(), read_tables(config_folder()))


@pytest.fixture
async def running(shipped_adviser: Adviser, shelf: Shelf, tmp_path: Path) -> AsyncIterator[Start]:
    """Return a function that starts a bot; asked again, it starts another one on the same state and server."""
    async with AsyncExitStack() as closing:
        server = await closing.enter_async_context(MiniDiscord(heartbeat=3_600.0))
        closing.enter_context(pointed_at(server))
        clock = SetClock()

        async def start(
            *,
            rate: Rate = GENEROUS,
            opening: Callable[[], Any] = lambda: nullcontext(shipped_adviser),
            patience: timedelta = PATIENCE,
        ) -> Running:
            store = opened_store(sqlite_url(tmp_path / "state.sqlite"), patience)
            made = _made(clock, store, Desk(opening), shelf, rate)
            bot = await closing.enter_async_context(_started(server, clock, made))
            await bot.office.desk.open()
            return bot

        yield start


@asynccontextmanager
async def _made(
    clock: SetClock, opening: AbstractAsyncContextManager[Store], desk: Desk, shelf: Shelf, rate: Rate
) -> AsyncIterator[tuple[Client, Office]]:
    async with opening as store:
        aside, book = Aside(), ServerBook(store)
        await book.refresh()
        member, server = (Allowance(one, lambda: clock().timestamp()) for one in (rate, GENEROUS))
        office, door = Office(desk, aside, store, shelf, book, clock), Door(book.of, member, server)
        try:
            yield Client(door, store, parts_of(office, door)), office
        finally:
            aside.close()
            desk.close()


@asynccontextmanager
async def _started(
    server: MiniDiscord, clock: SetClock, made: AbstractAsyncContextManager[tuple[Client, Office]]
) -> AsyncIterator[Running]:
    async with made as (client, office):
        stop = asyncio.Event()
        ended = asyncio.create_task(run_until(client, server.token, stop))
        ready = asyncio.create_task(server.ready())
        await asyncio.wait((ended, ready), return_when=asyncio.FIRST_COMPLETED)
        try:
            if ended.done():
                await ended
            yield Running(server, client, office, clock, stop, ended)
        finally:
            ready.cancel()
            stop.set()
            await ended
