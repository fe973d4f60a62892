"""Answer what was asked while the connection was lost, where Discord does not tell of it again."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta

import discord

_LONGEST = timedelta(minutes=10)
"""How long ago a message may be that is answered still."""
_MOST = 50
log = logging.getLogger(__name__)

Hear = Callable[[discord.Message], Awaitable[None]]
_Dated = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


async def catch_up(client: discord.Client, started_at: datetime, direct: Iterable[int], hear: Hear) -> None:
    """Hear the latest messages again, since the start at most; those that were heard are known to the hearer.

    `direct` are the channels of direct messages, which a new login does not list.
    """
    since = max(started_at, discord.utils.utcnow() - _LONGEST)
    after = discord.Object(discord.utils.time_snowflake(since))
    for place in (*_places(client, after.id), *map(client.get_partial_messageable, direct)):
        try:
            missed = [message async for message in place.history(limit=_MOST, after=after)]
        except discord.HTTPException as error:
            log.info("%s cannot be read again (%s)", place.id, error.code)
            continue
        for message in missed:
            await hear(message)


def _places(client: discord.Client, after: int) -> Iterator[_Dated]:
    """Yield the places in which something was written since."""
    for guild in client.guilds:
        places: list[_Dated] = [*guild.text_channels, *guild.voice_channels, *guild.stage_channels, *guild.threads]
        yield from (place for place in places if (place.last_message_id or 0) > after)
