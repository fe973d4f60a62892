"""Everything about a member, across all tables: to show them, and to forget."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Table, delete, select, update

from bot.storage.sessions import Sessions
from bot.storage.tables import AuditRow, GoldenRow
from bot.storage.tables import Table as Ours

MEMBERS_TABLES: tuple[Table, ...] = tuple(table for table in Ours.metadata.sorted_tables if "member" in table.columns)
_STAYING = (AuditRow, GoldenRow)
"""What belongs to a server: it stays when a member is forgotten, without their name."""


class Members:
    """Shows and forgets what is stored about a member, whatever table it is in."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def everything(self, member: int) -> dict[str, list[dict[str, Any]]]:
        """Return what is stored about a member, by kind, as JSON can hold it."""
        found = {}
        async with self._sessions.reading() as session:
            for table in MEMBERS_TABLES:
                theirs = select(table).where(table.c.member == member).order_by(*table.primary_key)
                rows = (await session.execute(theirs)).mappings()
                found[table.name] = [_as_json(row) for row in rows]
        return {kind: rows for kind, rows in found.items() if rows}

    async def delete(self, member: int) -> dict[str, int]:
        """Forget a member; return how many rows of which kind went. What is a server's stays, without them."""
        gone = {}
        async with self._sessions.writing(turn=member) as session:
            for kept in _STAYING:
                await session.execute(update(kept).where(kept.member == member).values(member=None))
            for table in MEMBERS_TABLES:
                theirs = delete(table).where(table.c.member == member).returning(table.c.member)
                gone[table.name] = len((await session.scalars(theirs)).all())
        return {kind: count for kind, count in gone.items() if count}


def _as_json(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
