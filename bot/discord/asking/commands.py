"""Questions by command: `/ask`, and the two entries of a message's menu."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.desk import Desk
from bot.discord.asking.conversing import Asked, Conversing, Told
from bot.discord.asking.growing import Growing
from bot.discord.servers import ServerBook
from bot.discord.showing.checked import checked_sheet
from bot.discord.showing.sending import acknowledge, show, show_beside
from bot.discord.showing.sheet import Sheet
from bot.errors import InputError

LONGEST_QUESTION = 4_000
_ALONE = "This answer holds what is for you alone, so only you see it."
_NOTHING = "There is no text in that message that I could read."


class Asking(commands.Cog):
    """Answers members' questions from the guides."""

    def __init__(self, conversing: Conversing, desk: Desk, book: ServerBook) -> None:
        self._conversing = conversing
        self._desk = desk
        self._book = book
        self.menus = (
            app_commands.ContextMenu(name="Answer this", callback=self.answer_this),
            app_commands.ContextMenu(name="Check against the guides", callback=self.check),
        )

    @app_commands.command()
    @app_commands.describe(
        question="What you would like to know, in your own words",
        private="Only you see the answer; always so where scores, failures or visas are told",
    )
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, LONGEST_QUESTION],
        private: bool | None = None,
    ) -> None:
        """Ask the guides anything about matching into interventional radiology."""
        place = interaction.channel_id or 0
        alone = self._alone(interaction, question, private)
        await acknowledge(interaction, alone=alone)
        asked = Asked(question, interaction.user.id, place, interaction.guild_id, alone)
        plain = self._book.of(interaction.guild_id).plain
        async with Growing(lambda sheet: show(interaction, sheet, plain=plain), to_others=not alone) as growing:
            told = await self._conversing.answer(asked, growing.seen)
        await self._deliver(interaction, told, alone)

    async def answer_this(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer what somebody wrote, without a ping to them."""
        alone = not message.content or self._alone(interaction, message.content, None)
        await acknowledge(interaction, alone=alone)
        if not message.content:
            raise InputError(_NOTHING)
        asked = Asked(message.content, interaction.user.id, message.id, interaction.guild_id, alone, of_another=True)
        await self._deliver(interaction, await self._conversing.answer(asked), alone)

    async def check(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Hold what somebody wrote against the guides, for whoever asks alone."""
        await acknowledge(interaction)
        if not message.content:
            raise InputError(_NOTHING)
        checked = await self._desk.work(lambda adviser: adviser.verify(message.content))
        await show(interaction, checked_sheet(checked), plain=self._book.of(interaction.guild_id).plain)

    def _alone(self, interaction: discord.Interaction, text: str, wished: bool | None) -> bool:
        """Tell at once whether an answer is for the asker alone: as wished, but never open where it is private."""
        if interaction.guild_id is None or self._conversing.is_private(text):
            return True
        if wished is not None:
            return wished
        return self._conversing.was_private(interaction.user.id, interaction.channel_id or 0)

    async def _deliver(self, interaction: discord.Interaction, told: Told, alone: bool) -> None:
        """Show an answer; one that turned out private after all is shown to the asker alone."""
        plain = self._book.of(interaction.guild_id).plain
        if told.private and not alone:
            await _show_somewhere(interaction, Sheet((_ALONE,), "plain"), plain)
            await show_beside(interaction, told.sheet, plain=plain)
        else:
            await _show_somewhere(interaction, told.sheet, plain)


async def _show_somewhere(interaction: discord.Interaction, sheet: Sheet, plain: bool) -> None:
    """Show a sheet where it was announced; where that was deleted meanwhile, to the asker alone."""
    try:
        await show(interaction, sheet, plain=plain)
    except discord.NotFound:
        await show_beside(interaction, sheet, plain=plain)
