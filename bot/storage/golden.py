"""A server's own golden questions: what must be answered, or declined, however the guides change."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.errors import InputError
from bot.storage.sessions import Sessions
from bot.storage.tables import GoldenRow

MOST_GOLDEN = 100
"""How many golden questions of one server are kept."""


@dataclass(frozen=True, slots=True)
class NewGolden:
    """A question to be remembered, and what its answer must hold; or that it must be declined."""

    asked: str
    applicant: str = ""
    holds: tuple[str, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class StoredGolden:
    """A golden question, and the number it is removed by; `member` is None where they had themselves forgotten."""

    id: int
    member: int | None
    asked: str
    applicant: str
    holds: tuple[str, ...]
    refused: bool
    added_at: datetime


class GoldenQuestions:
    """Remembers each question of a server once."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def add(self, guild: int, member: int, golden: NewGolden, at: datetime) -> None:
        """Remember a question in place of the one that asks the same; raises InputError where there are too many."""
        async with self._sessions.writing(turn=guild) as session:
            theirs = select(func.count()).where(GoldenRow.guild == guild)
            same = select(GoldenRow.id).where(GoldenRow.guild == guild, GoldenRow.asked == golden.asked)
            before = await session.scalar(same)
            if before is None and (await session.scalar(theirs) or 0) >= MOST_GOLDEN:
                raise InputError(f"I keep at most {MOST_GOLDEN} golden questions of a server; remove old ones first")
            await session.merge(_row(before, guild, member, golden, at))

    async def of(self, guild: int) -> tuple[StoredGolden, ...]:
        """Return the questions of a server, in the order they were first added."""
        theirs = select(GoldenRow).where(GoldenRow.guild == guild).order_by(GoldenRow.id)
        async with self._sessions.reading() as session:
            return tuple(_stored(row) for row in await session.scalars(theirs))

    async def remove(self, guild: int, id: int) -> bool:
        """Forget one question of a server; tell whether there was one."""
        gone = delete(GoldenRow).where(GoldenRow.guild == guild, GoldenRow.id == id).returning(GoldenRow.id)
        async with self._sessions.writing() as session:
            return await session.scalar(gone) is not None


def _row(id: int | None, guild: int, member: int, golden: NewGolden, at: datetime) -> GoldenRow:
    return GoldenRow(
        id=id,
        guild=guild,
        member=member,
        asked=golden.asked,
        applicant=golden.applicant,
        holds=list(golden.holds),
        refused=golden.refused,
        added_at=at,
    )


def _stored(row: GoldenRow) -> StoredGolden:
    return StoredGolden(
        id=row.id,
        member=row.member,
        asked=row.asked,
        applicant=row.applicant,
        holds=tuple(row.holds),
        refused=row.refused,
        added_at=row.added_at,
    )
