"""The state of this Discord: who and what there is, and the telling of what changed."""

import asyncio
import time
from collections.abc import Callable
from secrets import token_urlsafe
from typing import Any, TypeVar

from tests.discord_server.interactions import Interaction
from tests.discord_server.permissions import EVERYBODY_MAY, VIEW, allowed
from tests.discord_server.places import DM, TEXT, Channel, Guild, Person
from tests.discord_server.refusing import Json, must_be_there

EPOCH = 1_420_070_400_000
Found = TypeVar("Found")
Dispatch = Callable[[str, Json], None]


class World:
    """Everything there is; `dispatch` tells the bot over the gateway."""

    def __init__(self, dispatch: Dispatch, now: Callable[[], float], counted: Callable[[], float]) -> None:
        self.dispatch, self.now, self.counted = dispatch, now, counted
        """How events go out, the time, and a clock that only ever goes on."""
        self.origin = ""
        """The server's own address, once it has one."""
        self.reads_content = False
        """Whether the bot may read what is not meant for it."""
        self.people: dict[str, Person] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.nonces: dict[tuple[str, str], tuple[float, Json]] = {}
        self.files: dict[str, bytes] = {}
        self.commands: list[Json] = []
        self.guild_commands: dict[str, list[Json]] = {}
        self.syncs = 0
        self.sent: list[Json] = []
        self.typing: list[str] = []
        self._count = 0
        self._waiting: set[asyncio.Future[None]] = set()
        self.owner = self.add_person("Owner")
        self.bot = self.add_person("Advisor", bot=True)

    def snowflake(self) -> str:
        """Return a new id, which tells the time as Discord's do."""
        self._count += 1
        return str((int(self.now() * 1000) - EPOCH << 22) | self._count & 0x3FFFFF)

    def add_person(self, name: str, **more: Any) -> Person:
        """Add somebody."""
        person = Person(self.snowflake(), name, **more)
        self.people[person.id] = person
        return person

    def add_guild(self, name: str) -> Guild:
        """Add a guild that the bot is in, with one channel."""
        guild = Guild(self.snowflake(), name, self.owner, EVERYBODY_MAY)
        guild.members = {person.id: (person, 0) for person in (self.owner, self.bot)}
        self.guilds[guild.id] = guild
        self.add_channel(Channel(self.snowflake(), "general", TEXT, guild))
        return guild

    def add_channel(self, channel: Channel) -> Channel:
        """Add a channel or a thread."""
        self.channels[channel.id] = channel
        if channel.guild:
            channel.guild.channels[channel.id] = channel
        return channel

    def dm(self, person: Person) -> Channel:
        """Return the direct conversation of a person and the bot."""
        if person.dm is None:
            person.dm = self.add_channel(Channel(self.snowflake(), person.name, DM, recipient=person))
        return person.dm

    def tell(self, event: str, data: Json, channel: Channel | None = None) -> None:
        """Tell the bot of something, unless it happened in a channel that it does not see."""
        if channel is None or allowed(channel) & VIEW:
            self.dispatch(event, data)
        self.changed()

    def channel(self, id_: str) -> Channel:
        """Return a channel, or refuse where there is none."""
        return must_be_there(self.channels.get(id_), "Channel")

    def guild(self, id_: str) -> Guild:
        """Return a guild, or refuse where there is none."""
        return must_be_there(self.guilds.get(id_), "Guild")

    def message(self, channel_id: str, id_: str) -> Json:
        """Return a message that the bot can get at, or refuse; an ephemeral one it cannot."""
        found = self.channel(channel_id).messages.get(id_)
        return must_be_there(None if found and found["seen_by"] else found, "Message")

    def keep(self, file: bytes, channel_id: str, name: str) -> Json:
        """Keep a file and return it as an attachment."""
        id_ = self.snowflake()
        path = f"/attachments/{channel_id}/{id_}/{name}"
        self.files[path] = file
        url = f"{self.origin}{path}"
        return {"id": id_, "filename": name, "size": len(file), "url": url, "proxy_url": url}

    def new_token(self) -> str:
        """Return a token for an interaction."""
        return token_urlsafe(64)

    def changed(self) -> None:
        """Wake whoever waits for something to be so."""
        for one in self._waiting:
            if not one.done():
                one.set_result(None)

    async def until(self, found: Callable[[], Found | None], seconds: float) -> Found | None:
        """Wait until something is found, and return it; None where the time runs out."""
        ends = time.monotonic() + seconds
        while not (result := found()) and (left := ends - time.monotonic()) > 0:
            await self._change(left)
        return result or None

    async def _change(self, seconds: float) -> None:
        change = asyncio.get_running_loop().create_future()
        self._waiting.add(change)
        try:
            await asyncio.wait((change,), timeout=seconds)
        finally:
            self._waiting.discard(change)
