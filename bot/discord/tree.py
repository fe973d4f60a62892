"""The tree of commands: who is let in, how failures are answered, and when Discord is told of the commands."""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.discord.callers import caller_of
from bot.discord.door import Door
from bot.discord.failing import answer_failure, saying
from bot.discord.offered import check_offered
from bot.discord.seen import Seen
from bot.errors import AdvisorError
from bot.storage.errors import StorageError
from bot.storage.store import Store

_ALWAYS = {"help", "knowledge", "privacy", "settings"}
"""Commands that are open wherever they are called: about the bot itself, and a member's own data."""
_SYNCED = "commands"
log = logging.getLogger(__name__)


class Tree(app_commands.CommandTree[Any]):
    """Commands for servers, direct messages and members who installed the bot for themselves."""

    def __init__(self, client: discord.Client, door: Door) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._door = door
        self._seen = Seen()

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Let members in, or say why not; what Discord tells of twice is answered once."""
        if self._seen.again(interaction.id):
            return False
        if interaction.type is discord.InteractionType.autocomplete:
            return True
        try:
            self._check(interaction)
        except AdvisorError as error:
            await answer_failure(error, interaction.id, saying(interaction))
            return False
        return True

    def _check(self, interaction: discord.Interaction) -> None:
        """Raise an AdvisorError where somebody is not let in, or put into a command what it does not offer."""
        data: Mapping[str, Any] = interaction.data or {}
        if data.get("name") not in _ALWAYS:
            self._door.check(caller_of(interaction))
        check_offered(interaction)

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer a command that failed."""
        await answer_failure(error, interaction.id, saying(interaction))

    async def _known_to_discord(self) -> Sequence[app_commands.AppCommand]:
        """Return the commands that Discord has; none where it does not say."""
        try:
            return await self.fetch_commands()
        except discord.HTTPException as error:
            log.info("it is not known which commands Discord has (%s)", error.status)
            return ()

    async def sync_if_changed(self, store: Store) -> bool:
        """Tell Discord of the commands where they are not the ones it was told last; tell whether it was done."""
        payload = [command.to_dict(self) for command in self.get_commands()]
        ours = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        try:
            noted = await store.marks.get(_SYNCED)
            if noted and noted == _noted(ours, await self._known_to_discord()):
                return False
            await store.marks.set(_SYNCED, _noted(ours, await self.sync()))
        except StorageError as error:
            log.warning("commands were synced without a note of it: %s", error)
            await self.sync()
        log.info("told Discord of %d commands", len(payload))
        return True


def _noted(ours: str, theirs: Sequence[app_commands.AppCommand]) -> str:
    """Return what is noted of commands: what we told of them, and by which ids Discord has them."""
    return f"{ours} {' '.join(sorted(str(one.id) for one in theirs))}"
