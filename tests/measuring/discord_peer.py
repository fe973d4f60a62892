"""What discord.py alone costs: a bot that answers every question with the same words."""

import asyncio
import signal

import discord
from discord import app_commands

from bot.discord.client import intents
from bot.discord.pointing import find_gateway, point_at

_SAYS = "Most competitive applicants to IR do 1–2 away rotations on top of a home IR Sub-I, where one is available."


class Peer(discord.Client):
    """Answers the same calls as the bot, as often, and thinks nothing."""

    def __init__(self) -> None:
        super().__init__(intents=intents(), max_messages=None)
        self._tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Tell Discord of the one command."""
        self._tree.command(name="ask", description="Ask.")(ask)
        await self._tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message."""
        if message.author != self.user:
            await message.channel.typing()
            await message.reply(_SAYS)


async def ask(interaction: discord.Interaction, question: str, private: bool | None = None) -> None:
    """Answer a command."""
    await interaction.response.defer(ephemeral=bool(private), thinking=True)
    await interaction.edit_original_response(content=_SAYS)


async def run(token: str, api: str) -> None:
    """Answer until a signal asks to stop."""
    point_at(api)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with Peer() as peer:
        await peer.login(token)
        await find_gateway(peer)
        connected = asyncio.create_task(peer.connect())
        await stop.wait()
        await peer.close()
        await connected
