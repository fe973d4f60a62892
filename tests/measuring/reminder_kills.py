"""Kill the processes that send reminders at random moments, and count what members get: each reminder once."""

import asyncio
import os
import signal
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.clock import machine_clock
from bot.storage.database import opened_store, sqlite_url
from bot.storage.reminders import Subscription
from bot.storage.store import Store
from bot.timeline.timetable import shipped_timetable
from tests.discord_server import MiniDiscord

ROOT = Path(__file__).parents[2]
LEASE = timedelta(seconds=1.5)
_DUE_A_TURN = 16
_SECONDS_A_CALL = 0.02
"""How long Discord takes, so that kills meet calls that are under way."""
_LONGEST_LIFE = 0.5
_FORGETS_FASTER = 1_000
"""How much faster than the real one this Discord forgets nonces: after a third of a second, before a claim ends."""
_MOST_WAITS = 600
_DONE = "ia:done:"


@dataclass(frozen=True, slots=True)
class Kills:
    """What came of some kills."""

    times: int
    due: int
    """How many reminders there were."""
    interrupted: int
    """How many of them were claimed by a process that died before it had noted them as sent."""
    missing: int
    twice: int
    seconds: float


def kills(times: int, url: str = "", seed: int = 11) -> Kills:
    """Kill so many times, and return what came of it; a new file of SQLite where no database is named."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_killing(times, url or sqlite_url(Path(folder) / "state.sqlite"), Random(seed)))  # noqa: S311


async def _killing(times: int, url: str, moments: Random) -> Kills:
    """Let one process send, and every other time two, kill them, and let one that lives send what is left."""
    started, members = time.perf_counter(), list[int]()
    async with AsyncExitStack() as closing:
        server = await closing.enter_async_context(MiniDiscord(counted=_hurried))
        store = await closing.enter_async_context(opened_store(url))
        begin = await closing.enter_async_context(_beginning(server, url))
        left = times
        while left:
            members.append(await _scheduled(server, store, len(members)))
            for process in [await begin() for _ in range(min(1 + len(members) % 2, left))]:
                await asyncio.sleep(moments.uniform(0, _LONGEST_LIFE))
                os.kill(process, signal.SIGKILL)
                left -= 1
        last = await begin()
        await _settled(store)
        os.kill(last, signal.SIGKILL)
        rows = [row for one in members for row in (await store.members.everything(one))["reminders"]]
        return _counted(times, rows, Counter(_reminders(server)), time.perf_counter() - started)


@asynccontextmanager
async def _beginning(server: MiniDiscord, url: str) -> AsyncIterator[Callable[[], Awaitable[int]]]:
    """Yield what begins a process that sends reminders, and returns its number."""
    command = ("-m", "tests.reminding.worker", url, server.api, server.token, str(LEASE.total_seconds()))
    nursery = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
    asks, begins = nursery.stdin, nursery.stdout
    assert asks
    assert begins

    async def begin() -> int:
        asks.write(b"one more\n")
        return int(await begins.readline())

    try:
        yield begin
    finally:
        asks.close()
        await nursery.wait()


async def _settled(store: Store) -> None:
    """Wait until nothing is pending, or what is left does not seem to go."""
    for _ in range(_MOST_WAITS):
        if await store.reminders.next_due() is None:
            return
        await asyncio.sleep(0.1)


async def _scheduled(server: MiniDiscord, store: Store, n: int) -> int:
    """Schedule reminders of one more member that are due now; return who that is."""
    member, now = int(server.member(f"Member {n}").id), machine_clock()
    due = [(one.id, now) for one in shipped_timetable().milestones[:_DUE_A_TURN]]
    server.misbehave.slow(_SECONDS_A_CALL, path="/messages", times=2 * _DUE_A_TURN)
    await store.reminders.subscribe(Subscription(member, 2028, "us_img", 9, "UTC"), due, now)
    return member


def _counted(times: int, rows: Sequence[dict[str, Any]], come: Counter[int], seconds: float) -> Kills:
    ids = [row["id"] for row in rows]
    return Kills(
        times=times,
        due=len(ids),
        interrupted=sum(row["claims"] > 1 for row in rows),
        missing=sum(come[one] == 0 for one in ids),
        twice=sum(count > 1 for count in come.values()),
        seconds=seconds,
    )


def _reminders(server: MiniDiscord) -> Iterator[int]:
    """Yield the number of each reminder that came, as often as it did."""
    for message in server.sent:
        for one in _every(message["components"]):
            if str(one.get("custom_id", "")).startswith(_DONE):
                yield int(one["custom_id"].removeprefix(_DONE))


def _every(components: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in components:
        yield one
        yield from _every(one.get("components", ()))


def _hurried() -> float:
    return time.monotonic() * _FORGETS_FASTER
