"""One session an act, and the one place where what a driver raises becomes an error that members may read."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.storage.errors import UNREACHABLE, StorageError
from bot.storage.urls import POSTGRES

WRITES = "writes"
"""The option of a connection that is going to write."""
OUR_OWN_MISTAKES = (IntegrityError, ProgrammingError, DataError)
"""What a driver raises where the program asks for something wrong."""


@contextmanager
def reaching(says: str = UNREACHABLE, but: tuple[type[Exception], ...] = OUR_OWN_MISTAKES) -> Iterator[None]:
    """Turn what is raised where a database does not answer into a StorageError; what is excepted stays as it is."""
    try:
        yield
    except but:
        raise
    except (DBAPIError, NoneFreeError, OSError) as error:
        raise StorageError(says) from error


class Sessions:
    """Opens sessions, to read or to write."""

    def __init__(self, engine: AsyncEngine, patience: timedelta) -> None:
        self._read = async_sessionmaker(engine)
        self._write = async_sessionmaker(engine.execution_options(**{WRITES: True}))
        self._takes_turns = engine.dialect.name == POSTGRES
        self._writer, self._patience = asyncio.Lock(), patience.total_seconds()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Yield a session that does not wait for writers."""
        with reaching():
            async with self._read() as session:
                yield session

    @asynccontextmanager
    async def writing(self, turn: int | None = None) -> AsyncIterator[AsyncSession]:
        """Yield a session that is committed at the end; of those with the same `turn`, one is open at a time.

        Whoever reads before writing needs a turn, usually that of a member. On SQLite, which has one writer, all wait.
        """
        with reaching():
            async with self._queue(), self._write.begin() as session:
                if turn is not None and self._takes_turns:
                    await session.execute(select(func.pg_advisory_xact_lock(turn)))
                yield session

    @asynccontextmanager
    async def _queue(self) -> AsyncIterator[None]:
        """Wait for our other writers where there can be one; SQLite itself would let them through by chance."""
        if self._takes_turns:
            yield
            return
        async with asyncio.timeout(self._patience):
            await self._writer.acquire()
        try:
            yield
        finally:
            self._writer.release()
