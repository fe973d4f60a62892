"""Choices of members about their own questions: whether a chat model may read them."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.sessions import Sessions
from bot.storage.tables import ChoiceRow


class Choices:
    """Remembers what each member chose; where nothing was said, a chat model may read their questions."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def model_allowed(self, member: int) -> bool:
        """Tell whether a chat model may read a member's questions."""
        async with self._sessions.reading() as session:
            said = await session.scalar(select(ChoiceRow.model).where(ChoiceRow.member == member))
            return said is not False

    async def allow_model(self, member: int, allowed: bool, at: datetime) -> None:
        """Remember whether a chat model may read a member's questions, in place of what they chose before."""
        async with self._sessions.writing(turn=member) as session:
            await session.merge(ChoiceRow(member=member, model=allowed, changed_at=at))
