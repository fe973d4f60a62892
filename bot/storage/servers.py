"""Settings of servers: where the bot answers, how, and who moderates it."""

from dataclasses import dataclass, replace
from typing import Literal, TypedDict, Unpack

from sqlalchemy import select

from bot.errors import InputError
from bot.storage.sessions import Sessions
from bot.storage.tables import ServerRow

Mentions = Literal["thread", "place"]
"""Where a mention is answered: in a thread of its own, or where it stands."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How the bot behaves on a server; where no channels are named, it answers in all."""

    guild: int
    enabled: bool = True
    mentions: Mentions = "thread"
    channels: frozenset[int] = frozenset()
    mentor_channel: int | None = None
    moderator_role: int | None = None
    plain: bool = False
    model: bool = True
    """Whether a chat model may word answers there."""


class Change(TypedDict, total=False):
    """What can be changed of a server's settings."""

    enabled: bool
    mentions: Mentions
    channels: frozenset[int]
    mentor_channel: int | None
    moderator_role: int | None
    plain: bool
    model: bool


class Servers:
    """Remembers the settings of each server."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def get(self, guild: int) -> ServerSettings:
        """Return the settings of a server; the defaults where none were made."""
        async with self._sessions.reading() as session:
            return _settings(guild, await session.get(ServerRow, guild))

    async def all(self) -> tuple[ServerSettings, ...]:
        """Return the settings of every server that has made some."""
        async with self._sessions.reading() as session:
            return tuple(_settings(row.guild, row) for row in await session.scalars(select(ServerRow)))

    async def change(self, guild: int, **fields: Unpack[Change]) -> ServerSettings:
        """Change some settings, and return all; raises InputError where mentions cannot be answered so."""
        if fields.get("mentions", "thread") not in ("thread", "place"):
            raise InputError(f"mentions {fields['mentions']!r}: choose thread or place")
        async with self._sessions.writing(turn=guild) as session:
            changed = replace(_settings(guild, await session.get(ServerRow, guild)), **fields)
            await session.merge(_row(changed))
            return changed


def _settings(guild: int, row: ServerRow | None) -> ServerSettings:
    if row is None:
        return ServerSettings(guild)
    return ServerSettings(
        guild=row.guild,
        enabled=row.enabled,
        mentions="place" if row.mentions == "place" else "thread",
        channels=frozenset(row.channels),
        mentor_channel=row.mentor_channel,
        moderator_role=row.moderator_role,
        plain=row.plain,
        model=row.model,
    )


def _row(settings: ServerSettings) -> ServerRow:
    return ServerRow(
        guild=settings.guild,
        enabled=settings.enabled,
        mentions=settings.mentions,
        channels=sorted(settings.channels),
        mentor_channel=settings.mentor_channel,
        moderator_role=settings.moderator_role,
        plain=settings.plain,
        model=settings.model,
    )
