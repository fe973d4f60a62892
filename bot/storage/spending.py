"""Spending: how many tokens of a chat model each server used a day, and who may still use some."""

from datetime import UTC, date, datetime

from sqlalchemy import delete, select

from bot.storage.sessions import Sessions
from bot.storage.tables import SpendingRow

DIRECT = 0
"""What direct messages, which are in no server, are counted under."""


def day_of(now: datetime) -> date:
    """Return the day on which tokens are counted: that of UTC, so that it is the same for every process."""
    return now.astimezone(UTC).date()


class Spending:
    """Counts tokens by server and day; what is about to be used is taken first, and put right afterwards."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def take(self, guild: int, day: date, tokens: int, most: int) -> bool:
        """Set tokens aside; False, and nothing is changed, where the day's would be more than `most` with them."""
        async with self._sessions.writing(turn=guild) as session:
            row = await session.get(SpendingRow, (guild, day))
            after = tokens + (row.tokens if row else 0)
            if after > most:
                return False
            await session.merge(SpendingRow(guild=guild, day=day, tokens=after))
            return True

    async def settle(self, guild: int, day: date, taken: int, used: int) -> None:
        """Count what was used in place of what was taken; a day that is forgotten stays so."""
        async with self._sessions.writing(turn=guild) as session:
            row = await session.get(SpendingRow, (guild, day))
            if row:
                row.tokens = max(0, row.tokens - taken + used)

    async def spent(self, guild: int, day: date) -> int:
        """Return how many tokens a server used on a day, with those that are set aside."""
        theirs = select(SpendingRow.tokens).where(SpendingRow.guild == guild, SpendingRow.day == day)
        async with self._sessions.reading() as session:
            return await session.scalar(theirs) or 0

    async def forget_before(self, day: date) -> None:
        """Forget what was used before a day."""
        async with self._sessions.writing() as session:
            await session.execute(delete(SpendingRow).where(SpendingRow.day < day))
