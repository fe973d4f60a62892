"""Profiles: what members told of themselves, and how they typed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete

from bot.storage.sessions import Sessions
from bot.storage.tables import ProfileRow


@dataclass(frozen=True, slots=True)
class StoredProfile:
    """A member's profile: values by field, and what was typed into the form, by field."""

    member: int
    values: Mapping[str, Any]
    typed: Mapping[str, str]
    changed_at: datetime


class Profiles:
    """Remembers one profile a member."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def get(self, member: int) -> StoredProfile | None:
        """Return a member's profile, if there is one."""
        async with self._sessions.reading() as session:
            row = await session.get(ProfileRow, member)
            return StoredProfile(row.member, row.values, row.typed, row.changed_at) if row else None

    async def save(self, member: int, values: Mapping[str, Any], typed: Mapping[str, str], at: datetime) -> None:
        """Remember a profile in place of the one before."""
        row = ProfileRow(member=member, values=dict(values), typed=dict(typed), changed_at=at)
        async with self._sessions.writing(turn=member) as session:
            await session.merge(row)

    async def delete(self, member: int) -> bool:
        """Forget a member's profile; tell whether there was one."""
        gone = delete(ProfileRow).where(ProfileRow.member == member).returning(ProfileRow.member)
        async with self._sessions.writing() as session:
            return await session.scalar(gone) is not None
