"""People, guilds and channels, and how Discord describes each of them."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
TEXT, DM, THREAD, PRIVATE_THREAD = 0, 1, 11, 12


@dataclass(eq=False, slots=True)
class Person:
    """Somebody on Discord; the bot is one of them."""

    id: str
    name: str
    bot: bool = False
    dms_open: bool = True
    locale: str = "en-US"
    guild: "Guild | None" = None
    """The guild they act in unless a channel says otherwise."""
    dm: "Channel | None" = None

    @property
    def mention(self) -> str:
        """Return what mentions them."""
        return f"<@{self.id}>"

    def described(self) -> Json:
        """Return them as a user."""
        return {
            "id": self.id,
            "username": self.name.lower().replace(" ", "_"),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(eq=False, slots=True)
class Channel:
    """A text channel, a thread or a direct conversation, with its messages in the order they were sent."""

    id: str
    name: str
    type: int
    guild: "Guild | None" = None
    parent: "Channel | None" = None
    recipient: Person | None = None
    owner: Person | None = None
    denied: int = 0
    """Permissions the bot does not have in it."""
    archive_after: int = 1440
    archived: bool = False
    messages: dict[str, Json] = field(default_factory=dict)
    gone: bool = False

    @property
    def is_dm(self) -> bool:
        """Tell whether it is a direct conversation."""
        return self.type == DM

    @property
    def is_thread(self) -> bool:
        """Tell whether it is a thread."""
        return self.parent is not None

    def described(self, bot_id: str) -> Json:
        """Return it as Discord describes it to the bot."""
        told: Json = {"id": self.id, "type": self.type, "last_message_id": next(reversed(self.messages), None)}
        if self.recipient:
            return told | {"recipients": [self.recipient.described()], "flags": 0}
        if self.parent and self.owner:
            return told | self._as_thread(self.parent, self.owner)
        denied = [{"id": bot_id, "type": 1, "allow": "0", "deny": str(self.denied)}] if self.denied else []
        more = {"position": 0, "topic": None, "nsfw": False, "parent_id": None, "rate_limit_per_user": 0, "flags": 0}
        return told | more | {"name": self.name, "guild_id": self._guild_id(), "permission_overwrites": denied}

    def _as_thread(self, parent: "Channel", owner: Person) -> Json:
        metadata = {
            "archived": self.archived,
            "auto_archive_duration": self.archive_after,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
            "locked": False,
        }
        return {
            "name": self.name,
            "guild_id": self._guild_id(),
            "parent_id": parent.id,
            "owner_id": owner.id,
            "message_count": len(self.messages),
            "member_count": 1,
            "rate_limit_per_user": 0,
            "flags": 0,
            "thread_metadata": metadata,
            "total_message_sent": len(self.messages),
        }

    def _guild_id(self) -> str | None:
        return self.guild.id if self.guild else None


@dataclass(eq=False, slots=True)
class Guild:
    """A guild: its channels, and its members with the permissions each has beyond what everybody has."""

    id: str
    name: str
    owner: Person
    everybody_may: int
    channels: dict[str, Channel] = field(default_factory=dict)
    members: dict[str, tuple[Person, int]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    """Names of further roles, which permit nothing, by their ids."""
    held: dict[str, set[str]] = field(default_factory=dict)
    """Which of them each member has."""

    def roles(self) -> list[Json]:
        """Return the role everybody has, and one for each member who may do more."""
        more = [_role(person.id, person.name, may, 1) for person, may in self.members.values() if may]
        named = [_role(id_, name, 0, 1) for id_, name in self.named.items()]
        return [_role(self.id, "@everyone", self.everybody_may, 0), *more, *named]

    def member(self, person: Person) -> Json:
        """Return a member, without the user."""
        _, more = self.members[person.id]
        return {
            "nick": None,
            "roles": [*([person.id] if more else []), *sorted(self.held.get(person.id, ()))],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "premium_since": None,
            "avatar": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None,
        }

    def described(self, bot: Person) -> Json:
        """Return it as Discord describes it over REST."""
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner.id,
            "roles": self.roles(),
            "emojis": [],
            "stickers": [],
            "features": [],
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "preferred_locale": "en-US",
            "system_channel_flags": 0,
            "premium_progress_bar_enabled": False,
        }

    def opened(self, bot: Person) -> Json:
        """Return it as it is told over the gateway when the bot comes in."""
        threads = [one for one in self.channels.values() if one.is_thread and not one.archived]
        return self.described(bot) | {
            "channels": [one.described(bot.id) for one in self.channels.values() if not one.is_thread],
            "threads": [one.described(bot.id) for one in threads],
            "members": [self.member(bot) | {"user": bot.described()}],
            "member_count": len(self.members),
            "large": False,
            "unavailable": False,
            "joined_at": "2026-01-01T00:00:00+00:00",
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


def _role(id_: str, name: str, may: int, position: int) -> Json:
    return {
        "id": id_,
        "name": name,
        "permissions": str(may),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
