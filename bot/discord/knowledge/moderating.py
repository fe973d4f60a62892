"""Who may change what the bot knows: the moderators of the servers that keep the guides."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Concatenate, ParamSpec

import discord
from discord import app_commands

from bot.discord.servers import ServerBook
from bot.errors import AdvisorError

_DIRECTLY = "That is done in the server whose moderators keep the guides."
_MODERATORS = (
    "That is for moderators: members with *Manage Server*, or with the role that `/settings moderators` names."
)
_ELSEWHERE = "The guides are the same in every server, and the moderators of another one keep them."
_SEVERAL = (
    "I am in several servers, and the guides are the same in each: whoever runs me has to name those whose moderators"
    " keep them, in the setting IR_ADVISOR_KNOWLEDGE_SERVERS."
)
P = ParamSpec("P")
Do = Callable[Concatenate[discord.Interaction, P], Awaitable[None]]
"""Does what a button or a form stands for."""


class ModeratorError(AdvisorError, app_commands.CheckFailure):
    """Somebody may not change what the bot knows; the message says why."""


class Moderators:
    """Tells who may; `servers` are those whose moderators keep the guides, the only one there is if none is named."""

    def __init__(self, book: ServerBook, servers: Collection[int]) -> None:
        self._book = book
        self._servers = servers

    def check(self, interaction: discord.Interaction) -> None:
        """Raise ModeratorError where whoever made an interaction may not change what the bot knows."""
        if interaction.guild_id is None:
            raise ModeratorError(_DIRECTLY)
        if not self._moderates(interaction):
            raise ModeratorError(_MODERATORS)
        there = {one.id for one in interaction.client.guilds}
        if not self._servers and len(there) > 1:
            raise ModeratorError(_SEVERAL)
        if interaction.guild_id not in (self._servers or there):
            raise ModeratorError(_ELSEWHERE)

    def may(self, interaction: discord.Interaction) -> bool:
        """Tell whether whoever made an interaction may change what the bot knows."""
        try:
            self.check(interaction)
        except ModeratorError:
            return False
        return True

    def only(self, acts: Mapping[str, Do[P]]) -> Mapping[str, Do[P]]:
        """Return acts by their names, each checked before it is done."""
        return {name: self._checked(do) for name, do in acts.items()}

    def _checked(self, do: Do[P]) -> Do[P]:
        async def checked(interaction: discord.Interaction, /, *told: P.args, **named: P.kwargs) -> None:
            self.check(interaction)
            await do(interaction, *told, **named)

        return checked

    def _moderates(self, interaction: discord.Interaction) -> bool:
        role, who = self._book.of(interaction.guild_id).moderator_role, interaction.user
        holds = role is not None and isinstance(who, discord.Member) and who.get_role(role) is not None
        return interaction.permissions.manage_guild or holds
