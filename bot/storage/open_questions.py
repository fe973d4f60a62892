"""Questions that stayed open: those the guides do not answer, and those whose asker said the answer did not help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from bot.storage.sessions import Sessions
from bot.storage.tables import TurnRow, UncoveredRow, VoteRow

_NEAREST = 3
"""Sections named of an answer that did not help."""


@dataclass(frozen=True, slots=True)
class Open:
    """A question as it is stored, so perhaps with scores and names in it; sections as "guide#anchor", nearest first."""

    member: int
    text: str
    nearest: tuple[str, ...]
    why: str
    asked_at: datetime


class OpenQuestions:
    """Finds the questions of one server, or of direct messages where none is given; newest first."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def not_covered(self, guild: int | None, since: datetime, most: int) -> tuple[Open, ...]:
        """Return the last questions since a time that the guides do not answer."""
        theirs = select(UncoveredRow).where(UncoveredRow.guild == guild, UncoveredRow.asked_at >= since)
        newest = theirs.order_by(UncoveredRow.asked_at.desc(), UncoveredRow.id.desc()).limit(most)
        async with self._sessions.reading() as session:
            rows = await session.scalars(newest)
            return tuple(Open(row.member, row.text, tuple(row.nearest), "", row.asked_at) for row in rows)

    async def voted_down(self, guild: int | None, since: datetime, most: int) -> tuple[Open, ...]:
        """Return the last questions since a time whose asker was not helped, as long as their turns are kept."""
        by_asker = and_(VoteRow.turn == TurnRow.id, VoteRow.member == TurnRow.member, ~VoteRow.helpful)
        found = select(TurnRow, VoteRow.why).join(VoteRow, by_asker)
        theirs = found.where(TurnRow.guild == guild, TurnRow.asked_at >= since)
        newest = theirs.order_by(TurnRow.asked_at.desc(), TurnRow.number.desc()).limit(most)
        async with self._sessions.reading() as session:
            rows = await session.execute(newest)
            return tuple(
                Open(turn.member, turn.question, _cited(turn.answer), why, turn.asked_at) for turn, why in rows
            )


def _cited(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the sections an answer rests on, the first ones."""
    named = (f"{one['guide']}#{one['anchor']}" for one in answer.get("citations", ()))
    return tuple(dict.fromkeys(named))[:_NEAREST]
