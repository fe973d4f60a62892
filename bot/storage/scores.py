"""Practice scores of members."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from bot.errors import InputError
from bot.storage.sessions import Sessions
from bot.storage.tables import ScoreRow

MOST_SCORES = 200
"""How many scores of one member are kept."""


@dataclass(frozen=True, slots=True)
class StoredScore:
    """A practice score, and the number it is deleted by."""

    id: int
    on: date
    value: int
    test: str


class Scores:
    """Remembers each score of a member once."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def add(self, member: int, on: date, value: int, test: str, at: datetime) -> bool:
        """Remember a score; tell whether it was new. Raises InputError where there are too many."""
        row = ScoreRow(member=member, taken_on=on, value=value, test=test, added_at=at)
        async with self._sessions.writing(turn=member) as session:
            held = (await session.scalars(select(ScoreRow).where(ScoreRow.member == member))).all()
            if (on, value, test) in {(one.taken_on, one.value, one.test) for one in held}:
                return False
            if len(held) >= MOST_SCORES:
                raise InputError(f"I keep at most {MOST_SCORES} practice scores; delete old ones first")
            session.add(row)
            return True

    async def of(self, member: int) -> tuple[StoredScore, ...]:
        """Return a member's scores by day."""
        theirs = select(ScoreRow).where(ScoreRow.member == member).order_by(ScoreRow.taken_on, ScoreRow.id)
        async with self._sessions.reading() as session:
            rows = await session.scalars(theirs)
            return tuple(StoredScore(row.id, row.taken_on, row.value, row.test) for row in rows)

    async def delete(self, member: int, id: int) -> bool:
        """Forget one score of a member; tell whether there was one."""
        gone = delete(ScoreRow).where(ScoreRow.member == member, ScoreRow.id == id).returning(ScoreRow.id)
        async with self._sessions.writing() as session:
            return await session.scalar(gone) is not None

    async def clear(self, member: int) -> int:
        """Forget all scores of a member; return how many there were."""
        gone = delete(ScoreRow).where(ScoreRow.member == member).returning(ScoreRow.id)
        async with self._sessions.writing() as session:
            return len((await session.scalars(gone)).all())
