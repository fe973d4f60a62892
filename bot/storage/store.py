"""The store: one attribute a purpose, and what concerns them all."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.storage.audit import Audit
from bot.storage.choices import Choices
from bot.storage.conversations import Conversations
from bot.storage.events import Events
from bot.storage.feedback import Feedback
from bot.storage.golden import GoldenQuestions
from bot.storage.marks import Marks
from bot.storage.members import Members
from bot.storage.open_questions import OpenQuestions
from bot.storage.profiles import Profiles
from bot.storage.reminders import Reminders
from bot.storage.scores import Scores
from bot.storage.servers import Servers
from bot.storage.sessions import Sessions
from bot.storage.spending import Spending, day_of
from bot.storage.uncovered import UncoveredQuestions

TURNS_KEPT, EVENTS_KEPT, SPENDING_KEPT = timedelta(days=30), timedelta(days=2), timedelta(days=30)


class Store:
    """What is remembered; whatever is asked of it raises StorageError where the database cannot be reached."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self.profiles = Profiles(sessions)
        self.scores = Scores(sessions)
        self.reminders = Reminders(sessions)
        self.conversations = Conversations(sessions)
        self.feedback = Feedback(sessions)
        self.uncovered = UncoveredQuestions(sessions)
        self.open_questions = OpenQuestions(sessions)
        self.golden = GoldenQuestions(sessions)
        self.servers = Servers(sessions)
        self.choices = Choices(sessions)
        self.spending = Spending(sessions)
        self.audit = Audit(sessions)
        self.events = Events(sessions)
        self.marks = Marks(sessions)
        self.members = Members(sessions)

    async def check(self) -> None:
        """Return if the database answers."""
        async with self._sessions.reading() as session:
            await session.execute(select(1))

    async def tidy(self, now: datetime) -> None:
        """Forget what is too old to be of use."""
        await self.conversations.forget_before(now - TURNS_KEPT)
        await self.feedback.forget_words_before(now - TURNS_KEPT)
        await self.events.forget_before(now - EVENTS_KEPT)
        await self.spending.forget_before(day_of(now - SPENDING_KEPT))
        await self.reminders.forget_seasons_before(now.year)
