"""A Discord in miniature on this machine: gateway, REST and files, for the real client over a real socket."""

import base64
import time
from collections.abc import Callable
from secrets import token_urlsafe
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.discord_server import rest_channels, rest_commands, rest_messages, rest_people
from tests.discord_server.asking import Asking
from tests.discord_server.gateway import Gateway
from tests.discord_server.misbehaving import Misbehaving
from tests.discord_server.openapi import description_file, shared_description
from tests.discord_server.places import Channel, Guild
from tests.discord_server.refusing import Json
from tests.discord_server.rest import PREFIX, Api, Refused, Request
from tests.discord_server.rest_interactions import Answering
from tests.discord_server.sessions import MESSAGE_CONTENT
from tests.discord_server.talking import Talking
from tests.discord_server.world import World

Found = TypeVar("Found")
LOOKING = 0.01
"""How long it takes at most until a change outside the server is seen."""
MOST_BYTES = 64 * 1024 * 1024


def _token(bot_id: str) -> str:
    """Return a token of the shape that real ones have."""
    owner = base64.urlsafe_b64encode(bot_id.encode()).decode().rstrip("=")
    return f"{owner}.{token_urlsafe(4)}.{token_urlsafe(28)}"


class MiniDiscord(Asking, Talking):
    """The server with everything in it; used with `async with`."""

    def __init__(  # noqa: PLR0913 - what tests turn
        self,
        *,
        ack_within: float = 3.0,
        tokens_last: float = 900.0,
        heartbeat: float = 41.25,
        may_ask_for: int = 0,
        now: Callable[[], float] = time.time,
        counted: Callable[[], float] = time.monotonic,
        described: bool = True,
    ) -> None:
        """Set it up.

        `may_ask_for` names the privileged intents that are switched on for the bot; where it is not `described`,
        bodies are held against the limits written here alone.
        """
        self.gateway = Gateway(may_ask_for, heartbeat)
        self.world = self.gateway.world = World(self.gateway.dispatch, now, counted)
        self.world.reads_content = bool(may_ask_for & MESSAGE_CONTENT)
        self.token = self.gateway.token = _token(self.world.bot.id)
        self.misbehave = Misbehaving(self.gateway)
        self._api = Api(
            self.world, self.token, self.misbehave, shared_description(description_file() if described else None)
        )
        self._answering = Answering(ack_within, tokens_last)
        self._heard: set[str] = set()
        self.guild: Guild = self.world.add_guild("Radiology")
        self.channel: Channel = next(iter(self.guild.channels.values()))
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_get("/gateway/", self.gateway.connect)
        app.router.add_get("/attachments/{rest:.*}", self._file)
        routes = (rest_people.ROUTES, rest_commands.ROUTES, rest_channels.ROUTES, rest_messages.ROUTES)
        self._api.add_to(app, (route for part in (*routes, self._answering.routes()) for route in part))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.origin = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.misbehave.drop()
        if self._runner:
            await self._runner.cleanup()

    async def _file(self, request: web.Request) -> web.Response:
        file = self.world.files.get(request.path)
        return web.Response(status=404) if file is None else web.Response(body=file)

    async def ready(self, timeout: float = 15.0) -> None:  # noqa: ASYNC109 - how long a test waits
        """Wait until the bot is there and was told of its guilds."""
        if not await self.world.until(lambda: self.gateway.connected, timeout):
            raise TimeoutError(f"no bot came within {timeout} s; asked for: {self.requests}, refused: {self.refusals}")

    async def until(self, found: Callable[[], Found | None], timeout: float = 5.0) -> Found:  # noqa: ASYNC109
        """Wait until something is found, here or in the bot, and return it."""
        ends = time.monotonic() + timeout
        while (result := await self.world.until(found, LOOKING)) is None:
            if time.monotonic() > ends:
                raise TimeoutError(
                    f"not so within {timeout} s; the bot sent {self.sent[-3:]}, refused: {self.refusals}"
                )
        return result

    @property
    def origin(self) -> str:
        """Return the server's own address."""
        return self.world.origin

    @property
    def api(self) -> str:
        """Return the address of the REST API."""
        return self.world.origin + PREFIX

    @property
    def sent(self) -> list[Json]:
        """Return every message the bot sent, in order, as it is now."""
        return self.world.sent

    @property
    def requests(self) -> list[Request]:
        """Return every request that came."""
        return self._api.requests

    @property
    def refusals(self) -> list[Refused]:
        """Return every request that was refused; faults on demand are not among them."""
        return self._api.refusals

    @property
    def commands(self) -> list[Json]:
        """Return the commands that are registered everywhere."""
        return self.world.commands

    @property
    def syncs(self) -> int:
        """Return how often commands were registered as a whole."""
        return self.world.syncs

    @property
    def typing(self) -> list[str]:
        """Return the ids of the channels where the bot was seen typing."""
        return self.world.typing
