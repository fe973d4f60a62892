"""Feedback: whether answers helped."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.storage.sessions import Sessions
from bot.storage.tables import VoteRow


@dataclass(frozen=True, slots=True)
class Votes:
    """How many members an answer helped, and how many it did not."""

    helpful: int
    unhelpful: int


class Feedback:
    """Remembers one vote a member and turn."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def vote(self, turn_id: str, member: int, helpful: bool, why: str, at: datetime) -> None:
        """Remember a vote in place of the member's one before."""
        row = VoteRow(turn=turn_id, member=member, helpful=helpful, why=why, voted_at=at)
        async with self._sessions.writing(turn=member) as session:
            await session.merge(row)

    async def counts(self, turn_id: str) -> Votes:
        """Return the votes on a turn."""
        async with self._sessions.reading() as session:
            votes = (await session.scalars(select(VoteRow.helpful).where(VoteRow.turn == turn_id))).all()
            return Votes(votes.count(True), votes.count(False))

    async def forget_words_before(self, when: datetime) -> None:
        """Forget what members wrote with votes before a time; the votes stay."""
        async with self._sessions.writing() as session:
            await session.execute(update(VoteRow).where(VoteRow.voted_at < when).values(why=""))
