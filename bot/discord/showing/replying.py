"""Show what commands come to; what does not fit on one page is kept, so that it can be read on."""

import logging
import secrets
from dataclasses import replace

import discord

from bot.clock import Clock
from bot.discord.servers import ServerBook
from bot.discord.showing.answers import small
from bot.discord.showing.layout import pages_of
from bot.discord.showing.sending import show
from bot.discord.showing.sheet import Sheet
from bot.storage.conversations import NO_PLACE, Turn
from bot.storage.errors import StorageError
from bot.storage.store import Store

_FIRST = "There is more, which I cannot keep for you right now. Please ask again later."
log = logging.getLogger(__name__)


class Showing:
    """Puts sheets in the place of deferred answers, in the form that the server wants."""

    def __init__(self, store: Store, book: ServerBook, clock: Clock) -> None:
        self._store = store
        self._book = book
        self._clock = clock

    async def reply(self, interaction: discord.Interaction, asked: str, sheet: Sheet, *, private: bool = True) -> None:
        """Show a sheet in the place of a deferred answer; `asked` names what it answers, as "/plan"."""
        plain = self._book.of(interaction.guild_id).plain
        if len(pages_of(sheet, plain)) > 1:
            sheet = await self._kept(interaction, asked, sheet, private)
        await show(interaction, sheet, plain=plain)

    async def _kept(self, interaction: discord.Interaction, asked: str, sheet: Sheet, private: bool) -> Sheet:
        turn = Turn(
            id=secrets.token_urlsafe(8),
            member=interaction.user.id,
            place=NO_PLACE,
            guild=interaction.guild_id,
            question=asked,
            answer=sheet.as_json() | {"private": private},
            private=private,
            asked_at=self._clock(),
        )
        try:
            await self._store.conversations.remember(turn)
        except StorageError as error:
            log.warning("only the first page can be shown: %s", error)
            return replace(sheet, blocks=(small(_FIRST), *sheet.blocks))
        return replace(sheet, more=f"{turn.id}.a")
