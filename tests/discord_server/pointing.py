"""Points the real client at a server of this machine, and back again."""

from collections.abc import Iterator
from contextlib import contextmanager

import yarl
from discord.asset import Asset
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord_server.server import MiniDiscord


@contextmanager
def pointed_at(server: MiniDiscord) -> Iterator[None]:
    """Let every client of this process speak to the server."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE
    Route.BASE = server.api
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.origin.replace("http", "ws", 1)) / "gateway"
    Asset.BASE = server.origin
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, Asset.BASE = before
