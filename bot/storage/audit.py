"""The audit: what was changed or deleted, when and by whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.storage.sessions import Sessions
from bot.storage.tables import AuditRow


@dataclass(frozen=True, slots=True)
class Act:
    """What someone did; `member` is None where they had themselves forgotten."""

    guild: int | None
    member: int | None
    act: str
    detail: str
    done_at: datetime


class Audit:
    """Remembers acts, newest first."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def note(self, guild: int | None, member: int | None, act: str, detail: str, at: datetime) -> None:
        """Remember an act."""
        row = AuditRow(guild=guild, member=member, act=act, detail=detail, done_at=at)
        async with self._sessions.writing() as session:
            session.add(row)

    async def latest(self, guild: int | None, most: int) -> tuple[Act, ...]:
        """Return the last acts on a server, newest first; those of no server where none is given."""
        newest = select(AuditRow).where(AuditRow.guild == guild).order_by(AuditRow.id.desc()).limit(most)
        async with self._sessions.reading() as session:
            rows = await session.scalars(newest)
            return tuple(Act(row.guild, row.member, row.act, row.detail, row.done_at) for row in rows)
