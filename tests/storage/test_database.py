"""Opening a database, what is said where it cannot be reached, and that it is used again once it can."""

import asyncio
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from bot.errors import AdvisorError, SettingError
from bot.storage.database import PATIENCE, opened_store, sqlite_url
from bot.storage.errors import StorageError
from bot.storage.urls import read_url
from tests.storage.conftest import SERVER, run_sql

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SOON = timedelta(seconds=0.3)
LOST = "I cannot reach my notes right now"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock a file of SQLite against all who want to write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


async def opened_and_closed(url: str, patience: timedelta = PATIENCE) -> None:
    """Open a store, and nothing else."""
    async with opened_store(url, patience) as store:
        await store.check()


async def test_what_was_remembered_is_there_after_a_restart(url: str) -> None:
    async with opened_store(url) as store:
        await store.marks.set("commands", "a")
    async with opened_store(url) as store:
        await store.check()
        assert await store.marks.get("commands") == "a"


async def test_two_stores_on_one_database_see_the_same(url: str) -> None:
    async with opened_store(url) as one, opened_store(url) as other:
        await asyncio.gather(*(store.marks.set(f"{id(store)} {n}", "a") for n in range(20) for store in (one, other)))
        await one.marks.set("commands", "a")
        assert await other.marks.get("commands") == "a"


def test_the_file_is_for_its_owner_alone(sqlite: Path) -> None:
    asyncio.run(opened_and_closed(sqlite_url(sqlite)))

    assert stat.S_IMODE(sqlite.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["a b.sqlite", "100%.sqlite", "größe#1.sqlite", "a:b@c.sqlite"])
async def test_a_file_of_any_name_is_found(tmp_path: Path, name: str) -> None:
    await opened_and_closed(sqlite_url(tmp_path / name))

    assert (tmp_path / name).stat().st_size > 0


def test_a_name_that_a_url_cannot_hold_is_refused() -> None:
    with pytest.raises(SettingError, match="question mark"):
        sqlite_url(Path("what?.sqlite"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("sqlite:///notes.sqlite", "sqlite+aiosqlite:///notes.sqlite"),
        ("sqlite:////var/notes.sqlite", "sqlite+aiosqlite:////var/notes.sqlite"),
        ("sqlite+aiosqlite:///notes.sqlite", "sqlite+aiosqlite:///notes.sqlite"),
        ("postgresql://me:secret@db:5433/notes", "postgresql+asyncpg://me:secret@db:5433/notes"),
        ("postgresql+asyncpg://db/notes", "postgresql+asyncpg://db/notes"),
        ("postgres://db/notes", "postgresql+asyncpg://db/notes"),
        ("postgresql://db/notes?sslmode=require", "postgresql+asyncpg://db/notes?ssl=require"),
        ("postgresql:///notes?host=/run/postgresql", "postgresql+asyncpg:///notes?host=%2Frun%2Fpostgresql"),
    ],
)
def test_a_url_gets_the_driver_this_program_uses(written: str, read: str) -> None:
    assert read_url(written).render_as_string(hide_password=False) == read


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "cannot be read; write sqlite:///PATH or postgresql"),
        ("notes.sqlite", "cannot be read"),
        ("postgresql://me:secret@db:port/notes", "cannot be read"),
        ("mysql://me:secret@db/notes", "database 'mysql': I know SQLite and PostgreSQL"),
        ("postgresql+psycopg://me:secret@db/notes", "I know SQLite and PostgreSQL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///notes.sqlite?mode=ro", "an option 'mode' that I do not know"),
        ("postgresql://me:secret@db/notes?fast=1", "an option 'fast' that I do not know"),
    ],
)
async def test_a_wrong_url_is_refused_in_one_line_without_its_password(written: str, says: str) -> None:
    with pytest.raises(SettingError, match=says) as refused:
        await opened_and_closed(written)

    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


async def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="missing: there is no such folder"):
        await opened_and_closed(sqlite_url(tmp_path / "missing" / "notes.sqlite"))

    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("kind", ["no database", "a folder", "where nobody may write"])
async def test_what_cannot_be_opened_is_named(tmp_path: Path, kind: str) -> None:
    path = Path("/proc/notes.sqlite") if kind == "where nobody may write" else tmp_path / "notes.sqlite"
    if kind == "no database":
        path.write_text("These are no notes." * 100)
    if kind == "a folder":
        path.mkdir()

    with pytest.raises(StorageError, match=r"notes\.sqlite: the database cannot be opened"):
        await opened_and_closed(sqlite_url(path))


async def test_a_locked_file_is_reported_within_the_time_given_and_used_once_it_is_free(sqlite: Path) -> None:
    async with opened_store(sqlite_url(sqlite), SOON) as store:
        await store.marks.set("commands", "a")
        with locked(sqlite):
            began = time.monotonic()
            with pytest.raises(StorageError, match=LOST):
                await store.marks.set("commands", "b")
            assert SOON.total_seconds() * 0.8 < time.monotonic() - began < 3
            assert await store.marks.get("commands") == "a"
        await store.marks.set("commands", "b")
        assert await store.marks.get("commands") == "b"


async def test_twenty_that_wait_for_a_locked_file_are_told_at_about_the_same_time(sqlite: Path) -> None:
    async with opened_store(sqlite_url(sqlite), SOON) as store:
        with locked(sqlite):
            began = time.monotonic()
            waiting = (store.marks.set(f"{number}", "a") for number in range(20))
            outcomes = await asyncio.gather(*waiting, return_exceptions=True)
            assert time.monotonic() - began < 5
        assert {type(outcome) for outcome in outcomes} == {StorageError}
        await store.marks.set("commands", "a")
        assert await store.marks.get("commands") == "a"


async def test_readers_are_served_while_many_writers_wait(sqlite: Path) -> None:
    async with opened_store(sqlite_url(sqlite), timedelta(seconds=20)) as store:
        await store.marks.set("commands", "a")
        with locked(sqlite):
            waiting = [asyncio.create_task(store.marks.set(f"{number}", "a")) for number in range(20)]
            await asyncio.sleep(0.2)
            async with asyncio.timeout(5):
                assert await store.marks.get("commands") == "a"
            assert not any(one.done() for one in waiting)
        await asyncio.gather(*waiting)


async def test_a_file_that_is_locked_cannot_be_opened(sqlite: Path) -> None:
    await opened_and_closed(sqlite_url(sqlite))

    with locked(sqlite), pytest.raises(StorageError, match="cannot be opened; is it one, is it free"):
        await opened_and_closed(sqlite_url(sqlite), SOON)


async def test_a_file_that_lost_its_tables_is_reported(sqlite: Path) -> None:
    async with opened_store(sqlite_url(sqlite), SOON) as store:
        with closing(sqlite3.connect(sqlite)) as other:
            other.execute("DROP TABLE marks")
        with pytest.raises(StorageError, match=LOST):
            await store.marks.get("commands")


async def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    with pytest.raises(StorageError, match=r"127\.0\.0\.1:1/notes: the database cannot be opened") as refused:
        await opened_and_closed("postgresql://me:secret@127.0.0.1:1/notes")

    assert "secret" not in str(refused.value)


async def test_one_who_may_make_no_tables_is_told(empty_postgres: str) -> None:
    role = f"reader_{uuid4().hex[:12]}"
    rights = ("GRANT USAGE ON SCHEMA public TO PUBLIC", "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    await run_sql(empty_postgres, *rights, f"CREATE ROLE {role} LOGIN")
    where = urlsplit(empty_postgres)
    as_reader = where._replace(netloc=f"{role}@{where.hostname}:{where.port or 5432}").geturl()
    try:
        with pytest.raises(StorageError, match="may I make tables there"):
            await opened_and_closed(as_reader)
    finally:
        await run_sql(empty_postgres, f"DROP ROLE {role}")


async def test_connections_that_the_server_ended_are_made_anew(empty_postgres: str) -> None:
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid != {}"
    async with opened_store(empty_postgres) as store:
        await store.marks.set("commands", "a")
        await run_sql(empty_postgres, ended.format("pg_backend_pid()"))
        assert await store.marks.get("commands") == "a"


async def test_a_database_that_is_gone_is_reported(postgres: str) -> None:
    name = f"ir_advisor_{uuid4().hex[:12]}"
    await run_sql(SERVER, f"CREATE DATABASE {name}")
    async with opened_store(urlsplit(postgres)._replace(path=f"/{name}").geturl()) as store:
        await store.check()
        await run_sql(SERVER, f"DROP DATABASE {name} WITH (FORCE)")
        for act in (store.check(), store.events.claim(1, NOW), store.members.delete(1), store.tidy(NOW)):
            with pytest.raises(StorageError, match=LOST):
                await act


def test_what_members_read_is_one_of_our_errors() -> None:
    assert issubclass(StorageError, AdvisorError)
