"""Write to members in direct messages of our own accord, and look at what they have been sent."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import discord

from bot.discord.failing import LOST
from bot.discord.showing.sending import post
from bot.discord.showing.sheet import Sheet
from bot.reminding.errors import ClosedError, UnsentError

_CLOSED, _NO_SHARED_SERVER, _NOBODY, _UNKNOWN_USER = 50007, 50278, 50033, 10013
_NOT_THERE = {_CLOSED, _NO_SHARED_SERVER, _NOBODY, _UNKNOWN_USER}
_NO_DM = "I cannot send you a direct message; allow them in the privacy settings of a server we share, then try again"
_UNREACHED = "Discord did not take my message ({})"
_NOT_YET = "I am not connected yet"
_LAST = 50
"""Messages that are looked at, from the last one back."""


class DirectMessages:
    """Sends direct messages through a client, once it is lent one."""

    def __init__(self) -> None:
        self._client: discord.Client | None = None

    def through(self, client: discord.Client) -> None:
        """Take the client that messages go through."""
        self._client = client

    async def send(self, member: int, sheet: Sheet, nonce: str) -> None:
        """Send a sheet; of two with the same nonce within some minutes Discord takes one.

        Raises ClosedError where the member cannot be written to, UnsentError where it may not have been sent.
        """
        with _explained():
            await post(await self._channel(member), sheet, nonce=nonce)

    async def shows(self, member: int, button: str) -> bool:
        """Tell whether a member has a message with a button, by its id; raises as `send` does."""
        with _explained():
            channel = await self._channel(member)
            return any([button in buttons_of(one.components) async for one in channel.history(limit=_LAST)])

    async def _channel(self, member: int) -> discord.DMChannel:
        if self._client is None:
            raise UnsentError(_NOT_YET)
        return await self._client.create_dm(discord.Object(member))


def buttons_of(components: Iterable[Any]) -> set[str]:
    """Return the ids of the buttons among components, wherever they are nested."""
    return {one.custom_id for one in _every(components) if isinstance(one, discord.Button) and one.custom_id}


def blocks_of(message: discord.Message) -> tuple[str, ...]:
    """Return the blocks of text of a message that a sheet was sent as."""
    shown = tuple(one.content for one in _every(message.components) if isinstance(one, discord.TextDisplay))
    return shown or (message.content,)


def _every(components: Iterable[Any]) -> Iterator[Any]:
    for one in components:
        yield one
        children: Sequence[Any] = getattr(one, "children", ())
        yield from _every(children)


@contextmanager
def _explained() -> Iterator[None]:
    """Say of a failure whether another try is worth it."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code in _NOT_THERE:
            raise ClosedError(_NO_DM) from error
        raise UnsentError(_UNREACHED.format(error.code or error.status)) from error
    except LOST as error:
        raise UnsentError(_UNREACHED.format(type(error).__name__)) from error
