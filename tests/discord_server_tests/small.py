"""Small real clients, to drive the miniature with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

from tests.discord_server import MiniDiscord
from tests.discord_server.pointing import pointed_at

Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
Heard = Callable[[discord.Message], Awaitable[None]]
INTENTS = discord.Intents(guilds=True, messages=True)


class Small(discord.Client):
    """A client with a few commands, that may answer messages."""

    def __init__(self, *commands: Command, heard: Heard | None = None, intents: discord.Intents = INTENTS) -> None:
        super().__init__(intents=intents)
        self.tree = app_commands.CommandTree(self)
        self.read: list[discord.Message] = []
        self._heard = heard
        for command in commands:
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        """Register the commands."""
        if self.tree.get_commands() or self.tree.get_commands(type=discord.AppCommandType.message):
            await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Keep a message, and answer it."""
        self.read.append(message)
        if self._heard and message.author != self.user:
            await self._heard(message)


@asynccontextmanager
async def running(server: MiniDiscord, *commands: Command, **more: Any) -> AsyncIterator[Small]:
    """Run a small client on the server, and end it."""
    client = Small(*commands, **more)
    with pointed_at(server):
        life = asyncio.create_task(client.start(server.token))
        try:
            await _there(server, life)
            yield client
        finally:
            await client.close()
            await asyncio.wait((life,))


async def _there(server: MiniDiscord, life: asyncio.Task[None]) -> None:
    """Wait until a client is there; raises what ended it before that."""
    coming = asyncio.create_task(server.ready())
    await asyncio.wait((coming, life), return_when=asyncio.FIRST_COMPLETED)
    if life.done():
        coming.cancel()
        await life
    await coming


@asynccontextmanager
async def logged_in(server: MiniDiscord) -> AsyncIterator[Small]:
    """Yield a client that uses REST alone."""
    client = Small()
    with pointed_at(server):
        await client.login(server.token)
        try:
            yield client
        finally:
            await client.close()


async def post(client: discord.Client, path: str, body: Any, method: str = "POST") -> Any:
    """Send a body with the client's own hands, past all that it checks itself."""
    return await client.http.request(Route(method, path), json=body)


def slash(answer: Callable[[discord.Interaction], Awaitable[Any]], name: str = "go") -> Command:
    """Return a command without options."""

    async def called(interaction: discord.Interaction) -> None:
        await answer(interaction)

    return app_commands.Command(name=name, description="Goes.", callback=called)
