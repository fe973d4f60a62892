"""Run the Discord bot: where its parts are chosen and joined, from the start until it is told to stop."""

import asyncio
import ctypes
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from bot.aside import Aside
from bot.assembly import Opener, read_tables
from bot.clock import Clock, machine_clock
from bot.curating.worker import Worker
from bot.desk import Desk
from bot.discord.asking.answering import Wording
from bot.discord.client import Client
from bot.discord.door import Door
from bot.discord.knowledge.workroom import Workshop
from bot.discord.limits import Allowance, Rate
from bot.discord.members import Office, parts_of, read_shelf
from bot.discord.pointing import point_at
from bot.discord.servers import ServerBook
from bot.discord.starting import run_until
from bot.health import watched
from bot.logs import log_to_stderr
from bot.settings import DiscordSettings, ModelSettings, Settings
from bot.shipped import config_folder
from bot.storage.database import opened_store, sqlite_url
from bot.storage.errors import StorageError

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _LARGE_BYTES = -1, -3, 128 * 1024
"""Two settings of glibc's `mallopt`, by their numbers in malloc.h, and what is given for both."""
_OF_KEYS = ("_API_KEY", "IR_ADVISOR_MODEL_KEY")
"""How the names of settings end that hold keys."""
_SWITCH_SECONDS = 0.001
"""How long a thread works before another may: short, so that the event loop never waits long for the guides."""


async def run(settings: Settings, of_discord: DiscordSettings) -> None:
    """Answer members until a signal asks to stop.

    Raises AdvisorError or OSError with one line where it cannot start.
    """
    token = of_discord.discord_token.get_secret_value().strip()
    log_to_stderr(of_discord.log_level, [token, *_keys()])
    sys.setswitchinterval(_SWITCH_SECONDS)
    _give_memory_back()
    if of_discord.discord_api:
        point_at(of_discord.discord_api)
    stop = asyncio.Event()
    _on_signals(stop.set)
    async with (
        assembled(settings, of_discord, machine_clock) as (client, office),
        watched(of_discord.health, lambda: missing(client, office)),
    ):

        def end() -> None:
            office.shop.worker.stop()  # what waits for a refresh would hold up the end
            stop.set()

        _on_signals(end)
        await run_until(client, token, stop)


def _on_signals(act: Callable[[], object]) -> None:
    """Do something when a signal asks to stop, in place of what was to be done before."""
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, act)


@asynccontextmanager
async def assembled(
    settings: Settings, of_discord: DiscordSettings, clock: Clock
) -> AsyncIterator[tuple[Client, Office]]:
    """Yield a client that is ready to start, and what its parts work with; close what they used."""
    home = settings.home.expanduser().absolute()
    home.mkdir(parents=True, exist_ok=True)
    tables = read_tables(config_folder())
    database = of_discord.database or sqlite_url(home / "state.sqlite")
    async with AsyncExitStack() as closing:
        store = await closing.enter_async_context(opened_store(database))
        opener = Opener(settings, clock, tables)
        desk, aside = Desk(opener.opened, opener.pointed), Aside()
        closing.callback(desk.close)
        closing.callback(aside.close)
        book = ServerBook(store)
        await book.refresh()
        shelf = read_shelf(config_folder(), settings.guides.expanduser(), tables)
        shop = Workshop(opener.sources, Worker(), of_discord.knowledge_servers)
        closing.push_async_callback(shop.worker.close)
        wording = await closing.enter_async_context(_worded(settings))
        office, door = Office(desk, aside, store, shelf, book, shop, clock, wording), _door(of_discord, book)
        yield Client(door, store, parts_of(office, door)), office


def _keys() -> list[str]:
    """Return the keys of providers that stand in the environment."""
    return [value.strip() for name, value in os.environ.items() if name.endswith(_OF_KEYS)]


@asynccontextmanager
async def _worded(settings: Settings) -> AsyncIterator[Wording | None]:
    """Yield the chat model that words answers, if one is set up."""
    if not settings.model:
        yield None
        return
    from bot.writing.opening import open_writer  # noqa: PLC0415 - it loads LangChain, which nothing else needs

    of_model = ModelSettings()
    writer = open_writer(of_model)
    try:
        yield Wording(writer, of_model.model_tokens_a_day)
    finally:
        await writer.close()


def _give_memory_back() -> None:
    """Let large pieces of memory go back to the system as soon as they are free; only glibc can be asked that."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        for setting in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            library.mallopt(setting, _LARGE_BYTES)


def _door(settings: DiscordSettings, book: ServerBook) -> Door:
    member = Rate(settings.member_burst, settings.member_per_second)
    server = Rate(settings.server_burst, settings.server_per_second)
    return Door(book.of, Allowance(member, time.monotonic), Allowance(server, time.monotonic))


async def missing(client: Client, office: Office) -> str:
    """Return what is missing before questions can be answered; nothing where all is there."""
    if not client.is_connected():
        return "not connected to Discord"
    if not office.desk.is_open:
        return "guides are being opened"
    try:
        await office.store.check()
    except StorageError as error:
        return str(error)
    return ""
