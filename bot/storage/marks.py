"""Marks: small facts of the installation, by name."""

from sqlalchemy import select

from bot.storage.sessions import Sessions
from bot.storage.tables import MarkRow

_TURN = 2
"""The number of the turn in which marks are set; no id of Discord is as small."""


class Marks:
    """Remembers one text a name."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def get(self, name: str) -> str | None:
        """Return what was set last, if anything was."""
        async with self._sessions.reading() as session:
            return await session.scalar(select(MarkRow.value).where(MarkRow.name == name))

    async def set(self, name: str, value: str) -> None:
        """Remember a value in place of the one before."""
        async with self._sessions.writing(turn=_TURN) as session:
            await session.merge(MarkRow(name=name, value=value))
