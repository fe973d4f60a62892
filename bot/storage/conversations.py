"""Turns of conversations: what was asked where, and what was answered."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update

from bot.storage.sessions import Sessions
from bot.storage.tables import TurnRow

NO_PLACE = 0
"""The place of a sheet that is kept to be read on, and is no turn of a conversation."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer; `place` is a channel, a thread or a direct message, `id` a token made by the asker."""

    id: str
    member: int
    place: int
    guild: int | None
    question: str
    answer: Mapping[str, Any]
    private: bool
    asked_at: datetime
    message_id: int | None = None


class Conversations:
    """Remembers turns for as long as members may lean on them or press their buttons."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def remember(self, turn: Turn) -> None:
        """Remember a turn."""
        row = TurnRow(**asdict(turn))
        async with self._sessions.writing() as session:
            session.add(row)

    async def recent(
        self, member: int, place: int, since: datetime, most: int, *, with_private: bool
    ) -> tuple[str, ...]:
        """Return the last questions of a member in a place, oldest first."""
        theirs = select(TurnRow.question).where(TurnRow.member == member, TurnRow.place == place)
        kept = theirs.where(TurnRow.asked_at >= since)
        if not with_private:
            kept = kept.where(~TurnRow.private)
        async with self._sessions.reading() as session:
            newest = await session.scalars(kept.order_by(TurnRow.asked_at.desc(), TurnRow.number.desc()).limit(most))
            return tuple(reversed(newest.all()))

    async def get(self, id: str) -> Turn | None:
        """Return a turn by its token."""
        return await self._one(select(TurnRow).where(TurnRow.id == id))

    async def of_message(self, message_id: int) -> Turn | None:
        """Return the turn whose answer a message is."""
        return await self._one(select(TurnRow).where(TurnRow.message_id == message_id).order_by(TurnRow.number.desc()))

    async def note_message(self, id: str, message_id: int) -> None:
        """Note which message holds the answer of a turn."""
        async with self._sessions.writing() as session:
            await session.execute(update(TurnRow).where(TurnRow.id == id).values(message_id=message_id))

    async def publish(self, id: str) -> None:
        """Note that a turn may be seen by others from now on."""
        async with self._sessions.writing() as session:
            await session.execute(update(TurnRow).where(TurnRow.id == id).values(private=False))

    async def forget_before(self, when: datetime) -> int:
        """Forget what was asked before a time; return how many turns."""
        async with self._sessions.writing() as session:
            old = delete(TurnRow).where(TurnRow.asked_at < when).returning(TurnRow.number)
            return len((await session.scalars(old)).all())

    async def forget_sheets(self, member: int) -> int:
        """Forget sheets that are kept for a member alone; return how many."""
        theirs = delete(TurnRow).where(TurnRow.member == member, TurnRow.place == NO_PLACE, TurnRow.private)
        async with self._sessions.writing() as session:
            return len((await session.scalars(theirs.returning(TurnRow.number))).all())

    async def private_places(self, since: datetime) -> frozenset[tuple[int, int]]:
        """Return each member and place with a private turn since a time."""
        private = select(TurnRow.member, TurnRow.place).where(TurnRow.private, TurnRow.asked_at >= since).distinct()
        async with self._sessions.reading() as session:
            return frozenset((row.member, row.place) for row in await session.execute(private))

    async def _one(self, wanted: Select[TurnRow]) -> Turn | None:
        async with self._sessions.reading() as session:
            row = await session.scalar(wanted.limit(1))
            return _turn(row) if row else None


def _turn(row: TurnRow) -> Turn:
    return Turn(
        id=row.id,
        member=row.member,
        place=row.place,
        guild=row.guild,
        question=row.question,
        answer=row.answer,
        private=row.private,
        asked_at=row.asked_at,
        message_id=row.message_id,
    )
