"""Questions in messages: a mention, a reply to the bot, a direct message; answered once, in a thread or in place."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace

import discord

from bot.asking.reading import is_pleasantry
from bot.clock import Clock
from bot.discord.asking.conversing import Asked, Conversing, Told
from bot.discord.asking.growing import Growing
from bot.discord.door import Caller, Door, TurnedAwayError
from bot.discord.failing import LOST, explained
from bot.discord.seen import Seen
from bot.discord.servers import ServerBook
from bot.discord.showing.sending import Slot, persistently, post
from bot.discord.showing.sheet import Sheet
from bot.echoing import labelled
from bot.storage.errors import StorageError
from bot.storage.store import Store
from bot.writing.writer import SoFar, unseen

_HAS_THREAD = 160004
_TYPING_SECONDS = 0.5
"""How long the answer waits for the sign that it is being worked on."""
_LONGEST_NAME = 90
_MENTION_ME = "Discord lets me read only messages that mention me. Please leave the @ on when you reply, or use `/ask`."
_TEXT_ONLY = "I read text only, and did not look at what is attached."
_ASK_ON = "To ask on, reply to this message."
_NO_TEXT = "I read text only: please type your question, or use `/ask`."
_SENT = "I have sent you the answer as a direct message, since it may hold what is for you alone."
_CLOSED = (
    "The answer may hold what is for you alone, but you do not take direct messages from here."
    " `/ask` shows it to nobody else."
)
_TOLD_EVERY_SECONDS = 600
"""How often somebody who is turned away is told so."""
log = logging.getLogger(__name__)


class Mentions:
    """Answers messages that speak to the bot."""

    def __init__(self, conversing: Conversing, store: Store, book: ServerBook, door: Door, clock: Clock) -> None:
        self._conversing = conversing
        self._store = store
        self._book = book
        self._door = door
        self._clock = clock
        self._seen = Seen()
        self._told_off = Seen()
        self.direct = Seen()
        """Channels of direct messages, which Discord does not list."""

    async def hear(self, message: discord.Message, me: discord.ClientUser) -> None:
        """Answer a message if it speaks to the bot, and has not been answered yet."""
        if not _is_said(message) or not _speaks_to(message, me) or self._seen.again(message.id):
            return
        async with explained(message.id, lambda text: self._tell(message, text)):
            if self._is_let_in(message):
                await self._take_up(message, _text(message, me))

    async def _take_up(self, message: discord.Message, text: str) -> None:
        """Show that a message is worked on, and answer it if no other process does."""
        if message.guild is None:
            self.direct.again(message.channel.id)
        is_mine, _ = await asyncio.gather(self._is_mine(message.id), _show_typing(message.channel))
        if is_mine:
            await self._answer(message, text)

    async def _tell(self, message: discord.Message, text: str) -> None:
        """Say what went wrong where something was asked, or to the asker where nothing can be said there."""
        try:
            await self._note(message, text)
        except discord.HTTPException:
            await post(await message.author.create_dm(), Sheet((text,), "plain"), nonce=f"{message.id}-dm")

    def _is_let_in(self, message: discord.Message) -> bool:
        """Tell whether an asker is let in; raises TurnedAwayError where not, now and then, and is silent in between."""
        try:
            self._door.check(_caller(message))
        except TurnedAwayError:
            times = int(self._clock().timestamp() / _TOLD_EVERY_SECONDS)
            if self._told_off.again(hash((message.author.id, message.channel.id, times))):
                return False
            raise
        return True

    async def _is_mine(self, message: int) -> bool:
        """Claim a message, so that another process of ours does not answer it too; without notes it is ours."""
        try:
            return await self._store.events.claim(message, self._clock())
        except StorageError as error:
            log.warning("answered unclaimed: %s", error)
            return True

    async def _answer(self, message: discord.Message, text: str) -> None:
        if not text:
            hint = _MENTION_ME if message.guild and not message.content else _NO_TEXT
            await self._note(message, hint)
            return
        open_to_others = message.guild is not None
        if open_to_others and self._conversing.is_private(text):
            await self._answer_alone(message, text)
            return
        place, reply_to = await self._place(message, text)
        slot = Slot(place, str(message.id), reply_to, plain=self._plain(message))
        async with Growing(slot.show, to_others=open_to_others) as growing:
            told = await self._told(message, text, place.id, growing.seen, private=not open_to_others)
        if reply_to is None:
            told = replace(told, sheet=told.sheet.with_note(_ASK_ON))
        if told.private and open_to_others:
            await self._send_alone(message, told)
        else:
            await slot.show(told.sheet)

    async def _answer_alone(self, message: discord.Message, text: str) -> None:
        channel = await message.author.create_dm()
        await self._send_alone(message, await self._told(message, text, channel.id, unseen, private=True))

    async def _send_alone(self, message: discord.Message, told: Told) -> None:
        """Send an answer to its asker alone, and say so where it was asked."""
        says = _SENT
        try:
            await post(await message.author.create_dm(), told.sheet, nonce=str(message.id), plain=self._plain(message))
        except discord.Forbidden:
            says = _CLOSED
        await self._note(message, says)

    async def _note(self, message: discord.Message, says: str) -> None:
        """Say something about a message where it stands, once."""
        await post(message.channel, Sheet((says,), "plain"), nonce=f"{message.id}-note", reply_to=message)

    async def _told(self, message: discord.Message, text: str, place: int, so_far: SoFar, *, private: bool) -> Told:
        guild = message.guild.id if message.guild else None
        told = await self._conversing.answer(Asked(text, message.author.id, place, guild, private), so_far)
        return replace(told, sheet=told.sheet.with_note(_TEXT_ONLY)) if message.attachments else told

    async def _place(
        self, message: discord.Message, text: str
    ) -> tuple["discord.abc.MessageableChannel", discord.Message | None]:
        """Return where to answer, and what to reply to there: a new thread if the server wants one and allows it."""
        in_thread = message.guild and self._book.of(message.guild.id).mentions == "thread" and not is_pleasantry(text)
        if not in_thread or not isinstance(message.channel, discord.TextChannel):
            return message.channel, message
        try:
            return await _thread(message, labelled(text, _LONGEST_NAME) or "Question"), None
        except (discord.HTTPException, *LOST) as error:
            log.info("%s: answered in place, since no thread can be opened (%s)", message.id, type(error).__name__)
            return message.channel, message

    def _plain(self, message: discord.Message) -> bool:
        return self._book.of(message.guild.id if message.guild else None).plain


async def _show_typing(channel: discord.abc.Messageable) -> None:
    """Show for some seconds that an answer is being written, if that can be shown at once."""
    with suppress(discord.HTTPException, *LOST):
        await asyncio.wait_for(channel.typing(), _TYPING_SECONDS)


async def _thread(message: discord.Message, name: str) -> discord.Thread:
    """Open a thread below a message, or return the one that is open already."""
    try:
        return await persistently(lambda: message.create_thread(name=name, auto_archive_duration=1_440))
    except discord.HTTPException as error:
        if error.code != _HAS_THREAD or message.guild is None:
            raise
        found = await message.guild.fetch_channel(message.id)
        if not isinstance(found, discord.Thread):
            raise
        return found


def _is_said(message: discord.Message) -> bool:
    """Tell whether a person wrote it, rather than a program or Discord itself."""
    return (
        not message.author.bot
        and message.type in {discord.MessageType.default, discord.MessageType.reply}
        and message.webhook_id is None
    )


def _speaks_to(message: discord.Message, me: discord.ClientUser) -> bool:
    if message.guild is None or any(one.id == me.id for one in message.mentions):
        return True
    replied = message.reference.resolved if message.reference else None
    return isinstance(replied, discord.Message) and replied.author.id == me.id


def _caller(message: discord.Message) -> Caller:
    parent = getattr(message.channel, "parent_id", None)
    places = frozenset(filter(None, (message.channel.id, parent)))
    return Caller(message.author.id, message.guild.id if message.guild else None, places)


def _text(message: discord.Message, me: discord.ClientUser) -> str:
    """Return what was written, without the mention."""
    return message.content.replace(f"<@{me.id}>", " ").replace(f"<@!{me.id}>", " ").strip()
