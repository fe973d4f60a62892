"""The client: what it hears of, what it starts with, and how it ends."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.acknowledging import acknowledge_persistently
from bot.discord.asking.mentions import Mentions
from bot.discord.catching_up import catch_up
from bot.discord.door import Door
from bot.discord.showing.buttons import Act, Form, Press, submitted
from bot.discord.tree import Tree
from bot.storage.store import Store

_SECONDS_TO_FINISH = 30
_OF_MEMBERS = ("CommandTree-invoker", "discord.py: on_", "discord-ui-")
"""How discord.py names the tasks in which members are answered."""
log = logging.getLogger(__name__)

Chore = Callable[[], Coroutine[Any, Any, None]]
"""Something that runs beside the answering, from the start until the client closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the client does, each part in the hands of somebody else."""

    mentions: Mentions
    cogs: Sequence[commands.Cog]
    menus: Sequence[app_commands.ContextMenu] = ()
    acts: Mapping[str, Act] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    chores: Sequence[Chore] = ()
    meets: Sequence[Callable[[discord.Client], None]] = ()
    """Those that speak of their own accord, and must be told through whom."""


def intents() -> discord.Intents:
    """Return what is heard of: servers and messages; nothing that Discord asks a privilege for."""
    heard = discord.Intents.none()
    heard.guilds = heard.guild_messages = heard.dm_messages = True
    return heard


class Client(commands.Bot):
    """The bot as Discord knows it; all that it does is handed to it."""

    def __init__(self, door: Door, store: Store, parts: Parts) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # it is never heard
        super().__init__(
            commands.when_mentioned,
            tree_cls=lambda client: Tree(client, door),  # type: ignore[arg-type]
            help_command=None,
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.door = door
        self._store = store
        self._parts = parts
        self._chores: set[asyncio.Task[None]] = set()
        self._started_at = discord.utils.utcnow()

    @property
    def acts(self) -> Mapping[str, Act]:
        """Return what buttons stand for."""
        return self._parts.acts

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell of an event, as long as anybody listens: the library still tells of some after the end."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def setup_hook(self) -> None:
        """Add commands and buttons, tell Discord where they are new, and begin what runs beside."""
        acknowledge_persistently()
        for meet in self._parts.meets:
            meet(self)
        for cog in self._parts.cogs:
            await self.add_cog(cog)
        for menu in self._parts.menus:
            self.tree.add_command(menu)
        self.add_dynamic_items(Press)
        if isinstance(self.tree, Tree):
            await self.tree.sync_if_changed(self._store)
        self._chores = {asyncio.create_task(chore()) for chore in self._parts.chores}
        for task in self._chores:
            task.add_done_callback(_noted)

    async def on_message(self, message: discord.Message, /) -> None:
        """Answer a message that speaks to the bot."""
        if self.user:
            await self._parts.mentions.hear(message, self.user)

    async def on_ready(self) -> None:
        """Answer what was asked while there was no connection; Discord does not tell of it after a new login."""
        await catch_up(self, self._started_at, self._parts.mentions.direct, self.on_message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take a form that was sent, whenever it was opened."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submitted(interaction, self._parts.forms, self.door)

    def is_connected(self) -> bool:
        """Tell whether the gateway is listened to."""
        return self.is_ready() and not self.is_closed() and self.ws is not None and self.ws.open

    async def finish(self) -> None:
        """Answer what has been asked, and close."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS_TO_FINISH):
                while being_answered := _being_answered():
                    await asyncio.wait(being_answered)
        await self.close()

    async def close(self) -> None:
        """Close, and end what runs beside."""
        for task in self._chores:
            task.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await super().close()


def _being_answered() -> list[asyncio.Task[Any]]:
    return [one for one in asyncio.all_tasks() if one.get_name().startswith(_OF_MEMBERS)]


def _noted(task: asyncio.Task[None]) -> None:
    """Log what ended a chore."""
    if not task.cancelled() and (error := task.exception()):
        log.error("something that runs beside has ended", exc_info=error)
