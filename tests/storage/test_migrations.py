"""The migrations: that they give the tables the program knows, can be undone, and leave newer databases alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

import bot.storage
from bot.storage.database import opened_store
from bot.storage.errors import StorageError
from bot.storage.golden import NewGolden
from bot.storage.migrating import FOLDER, configuration, migrate
from bot.storage.servers import ServerSettings
from bot.storage.tables import Table
from bot.storage.urls import read_url

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


async def run(url: str, act: Callable[[Connection], Any]) -> Any:
    """Do something on a connection, and commit it."""
    engine = create_async_engine(read_url(url))
    async with engine.begin() as connection:
        done = await connection.run_sync(act)
    await engine.dispose()
    return done


def differences(connection: Connection, wanted: MetaData = Table.metadata) -> list[Any]:
    """Return what would have to be changed to get from a database to tables."""
    return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), wanted)


async def test_the_migrations_give_the_tables_that_the_program_knows(url: str) -> None:
    await run(url, migrate)

    assert await run(url, differences) == []


async def test_the_program_and_the_migrations_number_rows_alike(sqlite: Path) -> None:
    """Whether SQLite gives numbers again is no difference that Alembic finds."""
    await run(f"sqlite:///{sqlite}", migrate)
    tables = text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    written = await run(f"sqlite:///{sqlite}", lambda connection: connection.execute(tables).all())

    made = {name: "AUTOINCREMENT" in sql for name, sql in written}
    wanted = {table.name: bool(table.kwargs.get("sqlite_autoincrement")) for table in Table.metadata.sorted_tables}
    assert {name: made[name] for name in wanted} == wanted


@pytest.mark.parametrize("missing", sorted(Table.metadata.tables))
async def test_a_table_without_a_migration_would_be_noticed(sqlite: Path, missing: str) -> None:
    await run(f"sqlite:///{sqlite}", migrate)
    await run(f"sqlite:///{sqlite}", lambda connection: connection.execute(text(f"DROP TABLE {missing}")))

    assert (await run(f"sqlite:///{sqlite}", differences))[0][0] == "add_table"


async def test_migrating_again_changes_nothing(url: str) -> None:
    async with opened_store(url) as store:
        await store.marks.set("commands", "a")
    await run(url, migrate)

    async with opened_store(url) as store:
        assert await store.marks.get("commands") == "a"


async def test_the_migrations_can_be_undone(url: str) -> None:
    await run(url, migrate)
    await run(url, lambda connection: command.downgrade(configuration(connection), "base"))

    assert await run(url, lambda connection: inspect(connection).get_table_names()) == ["alembic_version"]


async def test_what_the_first_version_remembered_is_there_after_an_upgrade_and_after_going_back(url: str) -> None:
    first = text("INSERT INTO marks (name, value) VALUES ('commands', 'a')")
    kept = text("SELECT name, value FROM marks")
    await run(url, lambda connection: command.upgrade(configuration(connection), "0001"))
    await run(url, lambda connection: connection.execute(first))

    async with opened_store(url) as store:
        assert await store.marks.get("commands") == "a"
        await store.golden.add(8, 7, NewGolden("How many letters?"), NOW)
        assert len(await store.golden.of(8)) == 1
    await run(url, lambda connection: command.downgrade(configuration(connection), "0001"))

    assert await run(url, lambda connection: connection.execute(kept).all()) == [("commands", "a")]
    assert "golden" not in await run(url, lambda connection: inspect(connection).get_table_names())


async def test_servers_of_before_the_chat_model_keep_what_they_chose_and_may_use_it(url: str) -> None:
    columns = "guild, enabled, mentions, channels, mentor_channel, moderator_role, plain"
    chosen = text(f"INSERT INTO servers ({columns}) VALUES (8, false, 'place', '[3]', 4, NULL, true)")  # noqa: S608
    kept = text("SELECT * FROM servers")
    await run(url, lambda connection: command.upgrade(configuration(connection), "0002"))
    await run(url, lambda connection: connection.execute(chosen))
    before = await run(url, lambda connection: connection.execute(kept).mappings().all())

    async with opened_store(url) as store:
        assert await store.servers.get(8) == ServerSettings(8, False, "place", frozenset((3,)), 4, plain=True)
        await store.choices.allow_model(7, False, NOW)
        assert await store.spending.take(8, NOW.date(), 5, 5)
        await store.servers.change(8, model=False)
    await run(url, lambda connection: command.downgrade(configuration(connection), "0002"))

    assert await run(url, lambda connection: connection.execute(kept).mappings().all()) == before
    left = await run(url, lambda connection: inspect(connection).get_table_names())
    assert not {"choices", "spending"} & set(left)


async def test_a_database_newer_than_the_program_is_refused_and_left_as_it_is(url: str) -> None:
    await run(url, migrate)
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await run(url, lambda connection: connection.execute(newer))

    with pytest.raises(StorageError, match="written by a newer version of this program; install that version"):
        async with opened_store(url):
            pass
    assert await run(url, lambda connection: MigrationContext.configure(connection).get_current_revision()) == "9999"


def test_the_migrations_lie_in_the_package_and_follow_each_other() -> None:
    [package] = bot.storage.__path__
    scripts = ScriptDirectory(FOLDER)

    assert FOLDER.is_relative_to(package)
    assert len(scripts.get_heads()) == len(scripts.get_bases()) == 1
