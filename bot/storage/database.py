"""Opens the database: its engine for as long as the store is open, with its tables brought up to date first."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

from filelock import AsyncFileLock
from sqlalchemy import URL, Connection, event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import SettingError
from bot.storage import urls
from bot.storage.sessions import WRITES, Sessions, reaching
from bot.storage.store import Store

PATIENCE = timedelta(seconds=5)
"""How long a lock, a free connection or an answer of the server is waited for."""
_MIGRATING = 1
"""The number of the lock that processes on PostgreSQL migrate under; no id of Discord is as small."""


def sqlite_url(path: Path) -> str:
    """Return the URL of a file; raises SettingError where a URL cannot hold its name."""
    return urls.sqlite_url(path)


@asynccontextmanager
async def opened_store(url: str, patience: timedelta = PATIENCE) -> AsyncIterator[Store]:
    """Yield what is remembered in a database, whose tables are made or brought up to date first.

    Raises SettingError where the URL names none, StorageError where it cannot be opened or is of a newer version.
    """
    read = urls.read_url(url)
    engine = _engine(read, patience)
    try:
        with reaching(_cannot_be_opened(read), but=()):  # on PostgreSQL a missing right looks like a mistake of ours
            await _brought_up_to_date(engine, patience)
        yield Store(Sessions(engine, patience))
    finally:
        await engine.dispose()


def _cannot_be_opened(url: URL) -> str:
    if url.get_backend_name() == urls.SQLITE:
        return f"{url.database}: the database cannot be opened; is it one, is it free, and may I write there?"
    where = url.set(query={}).render_as_string(hide_password=True)
    return f"{where}: the database cannot be opened; does the server run, and may I make tables there?"


def _engine(url: URL, patience: timedelta) -> AsyncEngine:
    seconds = patience.total_seconds()
    if url.get_backend_name() == urls.POSTGRES:
        arguments = {"timeout": seconds, "command_timeout": seconds}
        return create_async_engine(
            url, hide_parameters=True, pool_timeout=seconds, pool_pre_ping=True, connect_args=arguments
        )
    # With no isolation level the driver begins no transaction of its own, and ours can say what they are for.
    own = {"timeout": seconds, "isolation_level": None}
    engine = create_async_engine(url, hide_parameters=True, pool_timeout=seconds, connect_args=own)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _record: Any) -> None:
    """Let readers and a writer work side by side, which the file remembers from its first connection on."""
    cursor = connection.cursor()
    for setting in ("foreign_keys = ON", "journal_mode = WAL"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that is to write waits for the others now, since later it would be refused at once."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


async def _brought_up_to_date(engine: AsyncEngine, patience: timedelta) -> None:
    """Migrate under a lock, since several processes may start at once."""
    from bot.storage.migrating import migrate  # noqa: PLC0415 - it loads Alembic, which nothing else needs

    async with _lock(engine.url, patience), engine.execution_options(**{WRITES: True}).begin() as connection:
        if engine.dialect.name == urls.POSTGRES:
            await connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
        await connection.run_sync(migrate)


def _lock(url: URL, patience: timedelta) -> AbstractAsyncContextManager[Any]:
    """Return a lock beside a file of SQLite, and make that file, for its owner alone.

    Raises SettingError where there is no folder to hold them.
    """
    if url.get_backend_name() == urls.POSTGRES:
        return nullcontext()
    path = Path(str(url.database))
    if not path.parent.is_dir():
        raise SettingError(f"{path.parent}: there is no such folder to keep the database in; make it first")
    path.touch(mode=0o600)
    return AsyncFileLock(f"{path}.lock", timeout=patience.total_seconds())
