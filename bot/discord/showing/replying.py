"""Show what commands come to; what does not fit on one page is kept, so that it can be read on."""

import secrets
from dataclasses import replace

import discord

from bot.clock import Clock
from bot.discord.servers import ServerBook
from bot.discord.showing.layout import pages_of
from bot.discord.showing.sending import show
from bot.discord.showing.sheet import Sheet
from bot.storage.conversations import Turn
from bot.storage.store import Store

_NO_PLACE = 0
"""The place of what is no turn of a conversation."""


class Showing:
    """Puts sheets in the place of deferred answers, in the form that the server wants."""

    def __init__(self, store: Store, book: ServerBook, clock: Clock) -> None:
        self._store = store
        self._book = book
        self._clock = clock

    async def reply(self, interaction: discord.Interaction, asked: str, sheet: Sheet, *, private: bool = True) -> None:
        """Show a sheet in the place of a deferred answer; `asked` names what it answers, as "/plan"."""
        plain = self._book.of(interaction.guild_id).plain
        kept = await self._kept(interaction, asked, sheet, private) if len(pages_of(sheet, plain)) > 1 else sheet
        await show(interaction, kept, plain=plain)

    async def _kept(self, interaction: discord.Interaction, asked: str, sheet: Sheet, private: bool) -> Sheet:
        turn = Turn(
            id=secrets.token_urlsafe(8),
            member=interaction.user.id,
            place=_NO_PLACE,
            guild=interaction.guild_id,
            question=asked,
            answer=sheet.as_json() | {"private": private},
            private=private,
            asked_at=self._clock(),
        )
        await self._store.conversations.remember(turn)
        return replace(sheet, more=f"{turn.id}.a")
