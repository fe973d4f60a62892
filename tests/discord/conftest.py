"""A running bot: the real client on a real socket, real guides, a real database, and a clock to be set."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.aside import Aside
from bot.asking.path import Adviser
from bot.assembly import Opener, read_tables
from bot.curating.worker import Worker
from bot.desk import Desk
from bot.discord.asking.answering import Wording
from bot.discord.client import Client, Parts
from bot.discord.door import Door
from bot.discord.knowledge.workroom import Workshop
from bot.discord.limits import Allowance, Rate
from bot.discord.members import Office, Shelf, parts_of, read_shelf
from bot.discord.servers import ServerBook
from bot.discord.starting import run_until
from bot.settings import Settings
from bot.shipped import config_folder, guides_folder
from bot.storage.database import PATIENCE, opened_store, sqlite_url
from bot.storage.store import Store
from knowledge.models import DEFAULT_MODEL
from knowledge.sources import Sources
from tests.conftest import ASKED_AT, GUIDES, TOPICS
from tests.discord_server import MiniDiscord
from tests.discord_server.pointing import pointed_at
from tests.model_server import ModelServer

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
    parts: Parts
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
def changeable(shipped_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    """Return the shipped guides with their index, to be changed, and let processes that are started know of them."""
    return changeable_copy(shipped_home, tmp_path / "home", monkeypatch)


def sources_in(home: Path) -> Sources:
    """Return what the index in a home that holds its guides is made from."""
    return Settings(home=home, guides=home / "guides").sources()


def changeable_copy(home: Path, to: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    """Copy a home, and let processes that are started know of it."""
    shutil.copytree(home, to, ignore=shutil.ignore_patterns("encoders"))
    shutil.copytree(home / "encoders", to / "encoders", copy_function=os.link)
    monkeypatch.setenv("IR_ADVISOR_HOME", str(to))
    monkeypatch.setenv("IR_ADVISOR_GUIDES", str(to / "guides"))
    return sources_in(to)


@pytest.fixture
async def running(shipped_adviser: Adviser, shelf: Shelf, tmp_path: Path) -> AsyncIterator[Start]:
    """Return a function that starts a bot; asked again, it starts another one on the same state and server.

    It answers from the shipped guides, unless it is given `sources`, which moderators can change.
    """
    async with AsyncExitStack() as closing:
        server = await closing.enter_async_context(MiniDiscord(heartbeat=3_600.0))
        closing.enter_context(pointed_at(server))
        clock = SetClock()

        async def start(  # noqa: PLR0913 - what tests turn
            *,
            rate: Rate = GENEROUS,
            opening: Callable[[], Any] = lambda: nullcontext(shipped_adviser),
            patience: timedelta = PATIENCE,
            sources: Sources | None = None,
            servers: Sequence[int] = (),
            wording: Wording | None = None,
        ) -> Running:
            store = opened_store(sqlite_url(tmp_path / "state.sqlite"), patience)
            desk = _desk(sources, clock, shelf) if sources else Desk(opening)
            unbuilt = Sources(GUIDES, TOPICS, DEFAULT_MODEL, tmp_path / "home")
            kept = Kept(desk, Workshop(sources or unbuilt, Worker(), servers), shelf, wording)
            made = _made(clock, store, kept, rate)
            bot = await closing.enter_async_context(_started(server, clock, made))
            await bot.office.desk.open()
            return bot

        yield start


@pytest.fixture
async def model() -> AsyncIterator[ModelServer]:
    """Yield a chat provider; whatever it is asked must be as its protocol wants it."""
    async with ModelServer() as server:
        yield server
        assert server.refusals == []


@dataclass
class Kept:
    """What a bot answers from, and what it changes that with."""

    desk: Desk
    shop: Workshop
    shelf: Shelf
    wording: Wording | None = None


def _desk(sources: Sources, clock: SetClock, shelf: Shelf) -> Desk:
    """Return a desk that follows what is published in a home."""
    opener = Opener(Settings(home=sources.home, guides=sources.guides), clock, shelf.tables)
    return Desk(opener.opened, opener.pointed)


@asynccontextmanager
async def _made(
    clock: SetClock, opening: AbstractAsyncContextManager[Store], kept: Kept, rate: Rate
) -> AsyncIterator[tuple[Client, Office, Parts]]:
    async with opening as store:
        aside, book = Aside(), ServerBook(store)
        await book.refresh()
        member, server = (Allowance(one, lambda: clock().timestamp()) for one in (rate, GENEROUS))
        office = Office(kept.desk, aside, store, kept.shelf, book, kept.shop, clock, kept.wording)
        door = Door(book.of, member, server)
        parts = parts_of(office, door)
        try:
            yield Client(door, store, parts), office, parts
        finally:
            await kept.shop.worker.close()
            aside.close()
            kept.desk.close()


@asynccontextmanager
async def _started(
    server: MiniDiscord, clock: SetClock, made: AbstractAsyncContextManager[tuple[Client, Office, Parts]]
) -> AsyncIterator[Running]:
    async with made as (client, office, parts):
        stop = asyncio.Event()
        ended = asyncio.create_task(run_until(client, server.token, stop))
        ready = asyncio.create_task(server.ready())
        await asyncio.wait((ended, ready), return_when=asyncio.FIRST_COMPLETED)
        try:
            if ended.done():
                await ended
            yield Running(server, client, office, parts, clock, stop, ended)
        finally:
            ready.cancel()
            stop.set()
            await ended
