"""A Discord in miniature: takes the real client over a real socket, as strictly as Discord documents."""

from tests.discord_server.places import Channel, Guild, Person
from tests.discord_server.refusing import RefusedByClient
from tests.discord_server.replies import Reply
from tests.discord_server.server import MiniDiscord

__all__ = ["Channel", "Guild", "MiniDiscord", "Person", "RefusedByClient", "Reply"]
