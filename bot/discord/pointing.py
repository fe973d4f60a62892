"""Which Discord is spoken to: its own servers, or a proxy before them."""

import discord
import yarl
from discord import gateway, http


def point_at(api: str) -> None:
    """Send every call to another base address, as "http://127.0.0.1:8080/api/v10"; files are asked of its host."""
    base = api.rstrip("/")
    http.Route.BASE = base
    discord.asset.Asset.BASE = str(yarl.URL(base).origin())


async def find_gateway(client: discord.Client) -> None:
    """Take the address of the gateway from the API; the client must have logged in."""
    _, address, _ = await client.http.get_bot_gateway()
    gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address).with_query(None)
