"""Answer members: in a chat model's words where there is one and nobody minds, else in those of the guides."""

import logging
from dataclasses import dataclass

from bot.answering.answer import Answer
from bot.asking.question import Question
from bot.clock import Clock
from bot.desk import Desk
from bot.discord.servers import ServerBook
from bot.storage.errors import StorageError
from bot.storage.spending import day_of
from bot.storage.store import Store
from bot.writing.spending import SpentError
from bot.writing.writer import SoFar, Writer

_USED_UP = (
    "Today's share of the chat model is used up here, so these are the guides' own words."
    " From midnight UTC on it may be asked again."
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wording:
    """The chat model, and how many tokens of it a server may use a day."""

    writer: Writer
    tokens_a_day: int


class Answering:
    """Answers questions of members; nothing that is asked of somebody else's words goes to a chat model."""

    def __init__(self, desk: Desk, store: Store, book: ServerBook, clock: Clock, wording: Wording | None) -> None:
        self._desk = desk
        self._store = store
        self._book = book
        self._clock = clock
        self._wording = wording

    async def quoted(self, question: Question) -> Answer:
        """Return an answer in the words of the guides."""
        return await self._desk.work(lambda adviser: adviser.ask(question))

    async def answer(self, question: Question, member: int, guild: int | None, so_far: SoFar) -> Answer:
        """Return an answer, in the words of the chat model where server and member let it."""
        if self._wording is None or not await self._is_allowed(member, guild):
            return await self.quoted(question)
        purse = ServerPurse(self._store, guild or 0, self._wording.tokens_a_day, self._clock)
        return await self._wording.writer.answer(question, self._desk, purse, so_far)

    async def _is_allowed(self, member: int, guild: int | None) -> bool:
        if not self._book.of(guild).model:
            return False
        try:
            return await self._store.choices.model_allowed(member)
        except StorageError as error:
            log.warning("not worded by the chat model, since it is not known who minds: %s", error)
            return False


class ServerPurse:
    """What a server may spend a day; direct messages share one."""

    def __init__(self, store: Store, guild: int, most: int, clock: Clock) -> None:
        self._spending = store.spending
        self._guild = guild
        self._most = most
        self._day = day_of(clock())

    async def take(self, tokens: int) -> None:
        """Set tokens aside; raises SpentError where there are not so many left today, or nobody knows."""
        try:
            taken = await self._spending.take(self._guild, self._day, tokens, self._most)
        except StorageError as error:
            log.warning("not worded by the chat model, since it is not known what is left: %s", error)
            raise SpentError from error
        if not taken:
            raise SpentError(_USED_UP)

    async def settle(self, taken: int, used: int) -> None:
        """Put back what was set aside and not used."""
        try:
            await self._spending.settle(self._guild, self._day, taken, used)
        except StorageError as error:
            log.warning("what was set aside for the chat model is not put back: %s", error)
