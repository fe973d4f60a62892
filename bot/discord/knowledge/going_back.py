"""Go back to a version that was in use before, and see who did what when."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import discord
from discord import app_commands

from bot.discord.knowledge.choosing import choices
from bot.discord.knowledge.history_sheets import Done, asking_sheet, history_sheet, version_line
from bot.discord.knowledge.naming import named
from bot.discord.knowledge.workroom import ACT, BY, Workroom, in_words
from bot.discord.showing.answers import doer
from bot.discord.showing.buttons import Act
from bot.discord.showing.sending import acknowledge
from bot.errors import InputError
from knowledge.publishing import roll_back
from knowledge.versions import Manifest, Versions, in_use

ROLL_BACK = "kb_rollback"
_MOST, _LOOKED_AT = 20, 200
"""Acts that are shown, and acts of any kind that they are looked for among."""
_WHICH = "Choose one of the versions that Discord offers while you type."
_VERBS = {"went back": "went back to"}
_BACK = (
    "From now on {} is in use again: {} guides, {} passages. The documents are as they were: the next `/knowledge"
    " refresh` builds from them again."
)


class GoingBack:
    """Goes back to kept versions, and shows what was done."""

    def __init__(self, room: Workroom) -> None:
        self._room = room
        self.acts: Mapping[str, Act] = {ROLL_BACK: self.go_back}

    async def ask(self, interaction: discord.Interaction, version: str) -> None:
        """Ask whether a version is to be used again."""
        await acknowledge(interaction)
        wanted = next((one for one in await self._kept() if one.version == version), None)
        if wanted is None:
            raise InputError(_WHICH)
        now = await asyncio.to_thread(in_use, self._versions)
        await self._room.show(interaction, "rollback", asking_sheet(wanted, now, ROLL_BACK))

    async def go_back(self, interaction: discord.Interaction, about: str) -> None:
        """Use a version again that was in use before."""
        await interaction.response.defer()
        with in_words():
            now = await asyncio.to_thread(roll_back, self._room.shop.sources, about, BY)
        await self._room.note(interaction, f"went back to {now.version}")
        await self._room.desk.catch_up()
        await self._room.tell(interaction, "rollback", _BACK.format(named(now.version), now.guides, now.passages))

    async def history(self, interaction: discord.Interaction) -> None:
        """Show which version is in use, and who did what when."""
        await acknowledge(interaction)
        now, draft = await asyncio.to_thread(in_use, self._versions), await asyncio.to_thread(self._versions.draft)
        acts = await self._room.store.audit.latest(interaction.guild_id, _LOOKED_AT)
        here = [Done(one.done_at, doer(one.member), one.detail) for one in acts if one.act == ACT]
        done = sorted([*here, *await asyncio.to_thread(self._elsewhere)], key=lambda one: one.at, reverse=True)
        await self._room.show(interaction, "history", history_sheet(now, draft, done[:_MOST]))

    async def offered(self, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the versions that can be gone back to, newest first."""
        return choices(typed, {version_line(one): one.version for one in await self._kept()})

    @property
    def _versions(self) -> Versions:
        return self._room.shop.sources.versions

    async def _kept(self) -> list[Manifest]:
        """Return the versions that are kept beside the one in use."""
        now = self._versions.pointed()
        return [one for one in await asyncio.to_thread(self._versions.usable) if one.version != now]

    def _elsewhere(self) -> list[Done]:
        """Return what was done otherwise than on Discord."""
        acts = self._versions.history.acts()
        return [
            Done(datetime.fromisoformat(one.at), one.by, f"{_VERBS.get(one.act, one.act)} {one.version} ({one.what})")
            for one in acts
            if one.by != BY
        ]
