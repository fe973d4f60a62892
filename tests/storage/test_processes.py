"""Several processes on one database: who gets what, what a kill costs, and what happens when all start at once."""

import asyncio
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from bot.storage.database import opened_store
from bot.storage.reminders import Claimed, Reminder, Subscription
from tests.storage.worker import LEASE

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
MEMBER = 1 << 60
WANTED = Subscription(MEMBER, 2028, "us_md", 9, "UTC")


def started(url: str, journal: Path, now: datetime = NOW) -> subprocess.Popen[str]:
    """Return a worker that waits for the word to begin."""
    command = [sys.executable, "-m", "tests.storage.worker", url, journal.stem, now.isoformat(), str(journal)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def begin(process: subprocess.Popen[str]) -> None:
    """Wait until a worker is ready, and give it the word."""
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()


def read(journal: Path) -> dict[str, list[int]]:
    """Return the ids in a journal by what was done with them."""
    acts: dict[str, list[int]] = {"claimed": [], "sending": [], "sent": []}
    for line in journal.read_text().splitlines() if journal.exists() else ():
        act, id_ = line.split()
        acts[act].append(int(id_))
    return acts


def schedule(url: str, count: int) -> set[int]:
    """Make reminders that are due, and return their ids."""

    async def subscribed() -> set[int]:
        async with opened_store(url) as store:
            await store.reminders.subscribe(WANTED, [(f"milestone {n}", NOW) for n in range(count)], NOW)
            return {one.id for one in await store.reminders.pending(MEMBER)}

    return asyncio.run(subscribed())


def left(url: str, now: datetime) -> tuple[tuple[Reminder, ...], tuple[Claimed, ...]]:
    """Return what is pending, and all that can be claimed."""

    async def claimed() -> tuple[tuple[Reminder, ...], tuple[Claimed, ...]]:
        async with opened_store(url) as store:
            return await store.reminders.pending(MEMBER), await store.reminders.claim(now, "last", LEASE, 10_000)

    return asyncio.run(claimed())


def test_two_processes_share_the_reminders_and_no_one_is_sent_twice(url: str, tmp_path: Path) -> None:
    ids = schedule(url, 300)
    journals = [tmp_path / "one", tmp_path / "two"]
    processes = [started(url, journal) for journal in journals]
    for process in processes:
        begin(process)
    for process in processes:
        process.communicate(timeout=60)
    claimed = [read(journal)["claimed"] for journal in journals]

    assert [process.returncode for process in processes] == [0, 0]
    assert all(claimed)
    assert sorted(claimed[0] + claimed[1]) == sorted(ids)
    assert left(url, NOW + 10 * LEASE) == ((), ())


def test_a_kill_at_any_moment_loses_no_reminder_and_repeats_none_that_was_noted(url: str, tmp_path: Path) -> None:
    ids = schedule(url, 1500)
    journal, moments = tmp_path / "journal", Random(11)  # noqa: S311
    for turn in range(10):
        process = started(url, journal, NOW + 2 * turn * LEASE)
        begin(process)
        time.sleep(moments.uniform(0.01, 0.2))
        process.kill()
        process.communicate()
    acts = read(journal)
    pending, claimable = left(url, NOW + 30 * LEASE)
    gone = ids - {one.id for one in pending}

    assert acts["sent"]
    assert len(acts["sent"]) == len(set(acts["sent"]))
    assert set(acts["sent"]) <= gone <= set(acts["sending"])
    assert {one.reminder for one in claimable} == set(pending) != set()
    interrupted = {one.reminder.id for one in claimable if one.claimed_before}
    assert set(acts["claimed"]) - gone <= interrupted


def test_processes_that_start_at_once_make_the_tables_once(url: str, tmp_path: Path) -> None:
    processes = [started(url, tmp_path / f"{number}") for number in range(4)]
    for process in processes:
        begin(process)
    for process in processes:
        process.communicate(timeout=60)

    assert [process.returncode for process in processes] == [0] * 4


@pytest.mark.parametrize("module", ["alembic", "asyncpg", "aiosqlite"])
def test_importing_the_database_leaves_out(module: str) -> None:
    program = f"import sys, bot.storage.database; sys.exit({module!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
