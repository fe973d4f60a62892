"""What is stored about a member, by command: `/privacy`."""

from collections.abc import Callable, Mapping

import discord
from discord import app_commands
from discord.ext import commands

from bot.clock import Clock
from bot.discord.member.privacy_sheets import (
    DELETE,
    asking_sheet,
    chosen_sheet,
    deleted_sheet,
    everything_sheet,
    export_sheet,
)
from bot.discord.showing.buttons import Act, check_meant_for
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge, show
from bot.storage.store import Store

_NOT_YOURS = "That is about somebody else. `/privacy delete` deletes what I know of you."


class Privacy(commands.GroupCog, group_name="privacy", group_description="What I have stored about you"):
    """Lets members see, take along and delete what is stored about them, and choose who reads their questions."""

    def __init__(self, showing: Showing, store: Store, forget: Callable[[int], None], clock: Clock) -> None:
        """Take what shows, what is remembered, what forgets what is at hand of a member, and the time."""
        self._showing = showing
        self._store = store
        self._forget = forget
        self._clock = clock
        self.acts: Mapping[str, Act] = {DELETE: self.delete_now}

    @app_commands.command(name="show")
    async def show_all(self, interaction: discord.Interaction) -> None:
        """Show everything I have stored about you."""
        await acknowledge(interaction)
        everything = await self._store.members.everything(interaction.user.id)
        await self._showing.reply(interaction, "/privacy show", everything_sheet(everything))

    @app_commands.command()
    async def export(self, interaction: discord.Interaction) -> None:
        """Get everything I have stored about you as a file."""
        await acknowledge(interaction)
        everything = await self._store.members.everything(interaction.user.id)
        await self._showing.reply(interaction, "/privacy export", export_sheet(everything))

    @app_commands.command()
    async def delete(self, interaction: discord.Interaction) -> None:
        """Delete everything I have stored about you."""
        await acknowledge(interaction)
        member = interaction.user.id
        sheet = asking_sheet(member, await self._store.members.everything(member))
        await self._showing.reply(interaction, "/privacy delete", sheet)

    @app_commands.command()
    @app_commands.describe(
        allow="Whether a chat model may read your questions, without names and scores, to word my answers"
    )
    async def model(self, interaction: discord.Interaction, allow: bool) -> None:
        """Choose whether a chat model may read your questions."""
        await acknowledge(interaction)
        await self._store.choices.allow_model(interaction.user.id, allow, self._clock())
        await self._showing.reply(interaction, "/privacy model", chosen_sheet(allow))

    async def delete_now(self, interaction: discord.Interaction, about: str) -> None:
        """Delete all that is stored about whoever pressed, and say what it was."""
        await interaction.response.defer()
        check_meant_for(interaction, about, _NOT_YOURS)
        gone = await self._store.members.delete(interaction.user.id)
        self._forget(interaction.user.id)
        await show(interaction, deleted_sheet(gone))
