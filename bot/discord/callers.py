"""Who makes an interaction, and where."""

import discord

from bot.discord.door import Caller


def caller_of(interaction: discord.Interaction) -> Caller:
    """Return who made an interaction, and where."""
    parent = getattr(interaction.channel, "parent_id", None)
    places = frozenset(filter(None, (interaction.channel_id, parent)))
    return Caller(interaction.user.id, interaction.guild_id, places)
