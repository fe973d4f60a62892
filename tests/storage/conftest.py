"""The same tests on both databases: a file of SQLite a test, and a PostgreSQL database a session, emptied a test."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest

from bot.storage.database import opened_store, sqlite_url
from bot.storage.store import Store

SERVER = os.environ.get("IR_ADVISOR_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


async def run_sql(url: str, *statements: str) -> None:
    """Run statements on PostgreSQL, each for itself."""
    connection = await asyncpg.connect(url, timeout=5)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Yield the URL of a new PostgreSQL database, which is dropped at the end; skip where no server answers."""
    name = f"ir_advisor_{uuid4().hex[:12]}"
    try:
        asyncio.run(run_sql(SERVER, f"CREATE DATABASE {name}", f"ALTER DATABASE {name} SET synchronous_commit = off"))
    except (OSError, asyncpg.PostgresError) as error:
        where = urlsplit(SERVER)
        pytest.skip(f"no PostgreSQL answers at {where.hostname}:{where.port}; set IR_ADVISOR_TEST_POSTGRES ({error})")
    yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
    asyncio.run(run_sql(SERVER, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database without tables."""
    yield postgres
    asyncio.run(run_sql(postgres, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public"))


@pytest.fixture
def sqlite(tmp_path: Path) -> Path:
    """Return where a file of SQLite will be."""
    return tmp_path / "notes.sqlite"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, sqlite: Path) -> str:
    """Return the URL of a database without tables, of each kind."""
    return sqlite_url(sqlite) if request.param == "sqlite" else request.getfixturevalue("empty_postgres")


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Yield a store that remembers nothing yet."""
    async with opened_store(url) as opened:
        yield opened
