"""Questions that the guides do not answer, for those who write guides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.storage.sessions import Sessions
from bot.storage.tables import UncoveredRow


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A question without an answer, and the sections nearest to it."""

    member: int
    guild: int | None
    text: str
    nearest: tuple[str, ...]
    asked_at: datetime


class UncoveredQuestions:
    """Remembers what could not be answered."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def note(self, member: int, guild: int | None, text: str, nearest: Sequence[str], at: datetime) -> None:
        """Remember a question."""
        row = UncoveredRow(member=member, guild=guild, text=text, nearest=list(nearest), asked_at=at)
        async with self._sessions.writing() as session:
            session.add(row)

    async def latest(self, guild: int | None, most: int) -> tuple[Uncovered, ...]:
        """Return the last questions of a server, newest first; those of direct messages where none is given."""
        newest = select(UncoveredRow).where(UncoveredRow.guild == guild).order_by(UncoveredRow.id.desc()).limit(most)
        async with self._sessions.reading() as session:
            rows = await session.scalars(newest)
            return tuple(Uncovered(row.member, row.guild, row.text, tuple(row.nearest), row.asked_at) for row in rows)
