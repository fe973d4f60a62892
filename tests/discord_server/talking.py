"""Acts of members and of those who run a guild: what is said, deleted, changed, and who comes and goes."""

from collections.abc import Iterable, Sequence
from typing import Any

from tests.discord_server.gateway import Gateway
from tests.discord_server.messages import blank, filled, post, removed, shown
from tests.discord_server.permissions import EVERYTHING, USUAL, bits
from tests.discord_server.places import TEXT, Channel, Guild, Person
from tests.discord_server.refusing import Json, RefusedByClient
from tests.discord_server.world import World

_REPLY = 19
Where = Channel | Person | Json


class Talking:
    """What happens in guilds and direct conversations."""

    world: World
    gateway: Gateway
    _heard: set[str]

    def user(self, name: str, **more: Any) -> Person:
        """Return somebody new who is in none of the bot's guilds."""
        return self.world.add_person(name, **more)

    def member(
        self,
        name: str,
        guild: Guild | None = None,
        permissions: int = 0,
        dms_open: bool = True,
        locale: str = "en-US",
    ) -> Person:
        """Return somebody new who is in a guild, the first where none is told."""
        person = self.user(name, dms_open=dms_open, locale=locale)
        return self.join(person, guild or next(iter(self.world.guilds.values())), permissions)

    def join(self, person: Person, guild: Guild, permissions: int = 0) -> Person:
        """Let somebody come into a guild."""
        guild.members[person.id] = (person, permissions)
        person.guild = person.guild or guild
        for role in guild.roles():
            if role["id"] == person.id:
                self.world.tell("GUILD_ROLE_CREATE", {"guild_id": guild.id, "role": role})
        told = guild.member(person) | {"user": person.described(), "guild_id": guild.id}
        self.world.tell("GUILD_MEMBER_ADD", told)
        return person

    def new_role(self, name: str, guild: Guild | None = None) -> str:
        """Make a role that permits nothing, and return its id."""
        home, id_ = guild or next(iter(self.world.guilds.values())), self.world.snowflake()
        home.named[id_] = name
        [role] = [one for one in home.roles() if one["id"] == id_]
        self.world.tell("GUILD_ROLE_CREATE", {"guild_id": home.id, "role": role})
        return id_

    def give(self, role: str, person: Person) -> None:
        """Give somebody a role of the guild they act in."""
        if person.guild is None or role not in person.guild.named:
            raise RefusedByClient(f"{person.name} can have no such role")
        person.guild.held.setdefault(person.id, set()).add(role)
        told = person.guild.member(person) | {"user": person.described(), "guild_id": person.guild.id}
        self.world.tell("GUILD_MEMBER_UPDATE", told)

    async def leave(self, person: Person, guild: Guild | None = None) -> None:
        """Let somebody go from a guild."""
        left = guild or person.guild
        if left is None or left.members.pop(person.id, None) is None:
            raise RefusedByClient(f"{person.name} is in no guild")
        person.guild = None if person.guild is left else person.guild
        self.world.tell("GUILD_MEMBER_REMOVE", {"guild_id": left.id, "user": person.described()})

    def new_guild(self, name: str) -> Guild:
        """Let the bot be added to a further guild."""
        guild = self.world.add_guild(name)
        self.world.tell("GUILD_CREATE", guild.opened(self.world.bot))
        return guild

    async def remove_bot(self, guild: Guild) -> None:
        """Let the bot be put out of a guild."""
        del self.world.guilds[guild.id]
        for channel in guild.channels.values():
            self.world.channels.pop(channel.id, None)
        self.world.tell("GUILD_DELETE", {"id": guild.id})

    def new_channel(self, guild: Guild | None = None, name: str = "another", bot_may: Iterable[str] = USUAL) -> Channel:
        """Open a text channel."""
        home = guild or next(iter(self.world.guilds.values()))
        channel = Channel(self.world.snowflake(), name, TEXT, home, denied=_denied(bot_may))
        self.world.add_channel(channel)
        self.world.tell("CHANNEL_CREATE", channel.described(self.world.bot.id))
        return channel

    def permit(self, channel: Channel, bot_may: Iterable[str]) -> None:
        """Settle what the bot may do in a channel."""
        channel.denied = _denied(bot_may)
        self.world.tell("CHANNEL_UPDATE", channel.described(self.world.bot.id))

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with all that is in it."""
        for one in [*self.world.channels.values()]:
            if channel in (one, one.parent):
                one.gone = True
                del self.world.channels[one.id]
                if one.guild:
                    del one.guild.channels[one.id]
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.world.tell(event, channel.described(self.world.bot.id))

    async def delete(self, message: Json) -> None:
        """Delete a message, as its author or a moderator."""
        channel = self.world.channels[message["channel_id"]]
        removed(self.world, channel, channel.messages[message["id"]])

    async def say(  # noqa: PLR0913 - as many as a message needs told
        self,
        person: Person,
        text: str,
        *,
        channel: "Channel | Json | None" = None,
        dm: bool = False,
        mention: bool = True,
        reply_to: Json | None = None,
        attachments: Sequence[tuple[str, bytes]] = (),
    ) -> Json:
        """Post a message of a member, that mentions the bot where it is not a direct one; return it."""
        where = self._where(person, channel or reply_to, dm)
        self._must_be_in(person, where)
        more: Json = _answering(where, reply_to) if reply_to else {}
        content = f"{self.world.bot.mention} {text}" if mention and not where.is_dm else text
        files = {str(place): one for place, one in enumerate(attachments)}
        message = filled(self.world, blank(self.world, where, person, **more), {"content": content}, files)
        post(self.world, where, message)
        return message

    async def heard(self, where: Where, timeout: float = 5.0) -> Json:  # noqa: ASYNC109 - how long somebody listens
        """Return the next message of the bot's own accord in a place, or in reply to a message or in its thread."""
        found = await self.world.until(lambda: self._unheard(where), timeout)
        if found is None:
            raise TimeoutError(f"nothing heard within {timeout} s; the bot sent {self.world.sent[-3:]}")
        self._heard.add(found["id"])
        return found

    def thread_of(self, message: Json) -> Channel | None:
        """Return the thread that was opened from a message."""
        return self.world.channels.get(message["id"])

    def _unheard(self, where: Where) -> Json | None:
        fresh = (one for one in self.world.sent if one["id"] not in self._heard and "interaction_metadata" not in one)
        return next((one for one in fresh if _belongs(one, where)), None)

    def _where(self, person: Person, told: "Channel | Json | None", dm: bool) -> Channel:
        if dm:
            return self.world.dm(person)
        if isinstance(told, Channel):
            return told
        if told:
            return self.world.channels[told.get("channel_id") or told["id"]]
        if person.guild is None:
            raise RefusedByClient(f"{person.name} is in no guild with the bot")
        return next(one for one in person.guild.channels.values() if one.type == TEXT)

    def _must_be_in(self, person: Person, where: Channel) -> None:
        shares = any(person.id in guild.members for guild in self.world.guilds.values())
        if where.gone or not (shares if where.is_dm else where.guild and person.id in where.guild.members):
            raise RefusedByClient(f"{person.name} cannot write there")


def _denied(bot_may: Iterable[str]) -> int:
    """Return what is denied so that only this is left of what the words stand for."""
    return bits(USUAL) & ~bits(bot_may) & EVERYTHING


def _answering(where: Channel, message: Json) -> Json:
    reference = {"type": 0, "message_id": message["id"], "channel_id": where.id}
    if where.guild:
        reference["guild_id"] = where.guild.id
    return {"type": _REPLY, "message_reference": reference, "referenced_message": shown(message)}


def _belongs(message: Json, where: Where) -> bool:
    """Tell whether a message was sent in a place, or answers a message or stands in its thread."""
    if isinstance(where, Channel):
        return bool(message["channel_id"] == where.id)
    if isinstance(where, Person):
        return bool(where.dm and message["channel_id"] == where.dm.id)
    answered = (message.get("message_reference") or {}).get("message_id")
    return where["id"] in (message["channel_id"], answered)
