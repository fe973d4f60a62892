"""Events of Discord that were claimed, so that a message is answered once, whoever hears it."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from bot.storage.sessions import Sessions
from bot.storage.tables import EventRow


class Events:
    """Gives each event to the first that claims it."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def claim(self, event_id: int, at: datetime) -> bool:
        """Claim an event; tell whether nobody had."""
        try:
            async with self._sessions.writing() as session:
                session.add(EventRow(id=event_id, claimed_at=at))
        except IntegrityError:
            return False
        return True

    async def forget_before(self, when: datetime) -> None:
        """Forget what was claimed before a time."""
        async with self._sessions.writing() as session:
            await session.execute(delete(EventRow).where(EventRow.claimed_at < when))
