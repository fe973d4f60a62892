"""Send sheets: as Components V2, and plainly where Discord or a server does not want that; each is sent once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from bot.discord.failing import AWAITED_BY_ALL, LOST
from bot.discord.showing.layout import laid_out
from bot.discord.showing.sheet import Sheet

_INVALID_FORM, _NO_REPLY, _UNKNOWN_MESSAGE = 50035, 160002, 10008
_WAITS = (0.2, 1.0)
"""Seconds before it is tried again, and once more."""
T = TypeVar("T")
log = logging.getLogger(__name__)


async def acknowledge(interaction: discord.Interaction, *, alone: bool = True) -> None:
    """Announce an answer, for whoever asked alone or for everybody."""
    interaction.extras[AWAITED_BY_ALL] = not alone
    await interaction.response.defer(ephemeral=alone, thinking=True)


async def show(interaction: discord.Interaction, sheet: Sheet, *, plain: bool = False, page: int = 0) -> None:
    """Put a page of a sheet in the place of a deferred answer.

    Sent again after a fault of the network, it is the same message.
    """

    async def edit(plain: bool) -> None:
        await interaction.edit_original_response(**_editing(laid_out(sheet, plain=plain, page=page)))

    await _in_some_form(edit, plain)
    interaction.extras.pop(AWAITED_BY_ALL, None)


async def show_beside(interaction: discord.Interaction, sheet: Sheet, *, plain: bool = False) -> None:
    """Show a sheet to whoever made an interaction, beside what is there already and to nobody else."""
    await interaction.followup.send(**laid_out(sheet, plain=plain), ephemeral=True)


async def post(
    channel: discord.abc.Messageable,
    sheet: Sheet,
    *,
    nonce: str,
    reply_to: discord.Message | None = None,
    plain: bool = False,
) -> discord.Message:
    """Post a sheet; of two with the same nonce within some minutes Discord takes one."""
    beside: dict[str, Any] = {"nonce": nonce}
    if reply_to:
        beside["reference"] = reply_to.to_reference(fail_if_not_exists=False)

    async def send(plain: bool) -> discord.Message:
        message: discord.Message = await channel.send(**laid_out(sheet, plain=plain), **beside)
        return message

    try:
        return await _in_some_form(send, plain)
    except discord.HTTPException as error:
        if error.code != _NO_REPLY or not beside.pop("reference", None):
            raise
        return await _in_some_form(send, plain)


class Slot:
    """A place for one message: it is posted the first time something is shown there, and edited from then on."""

    def __init__(
        self, channel: discord.abc.Messageable, nonce: str, reply_to: discord.Message | None, *, plain: bool
    ) -> None:
        self._channel = channel
        self._nonce = nonce
        self._reply_to = reply_to
        self._plain = plain
        self._message: discord.Message | None = None
        self._deleted = 0
        self._tried = False

    async def show(self, sheet: Sheet) -> None:
        """Show a sheet in place of what is there, or anew where that was deleted."""
        if self._message is None:
            await self._post(sheet)
            return
        try:
            await _change(self._message, sheet)
        except discord.NotFound as error:
            if error.code != _UNKNOWN_MESSAGE:
                raise
            self._deleted, self._tried = self._deleted + 1, False
            await self._post(sheet)

    async def _post(self, sheet: Sheet) -> None:
        """Post a sheet; of an attempt before that was not confirmed, Discord may have kept what was shown then."""
        nonce = f"{self._nonce}-{self._deleted}" if self._deleted else self._nonce
        tried, self._tried = self._tried, True
        self._message = await post(self._channel, sheet, nonce=nonce, reply_to=self._reply_to, plain=self._plain)
        if tried:
            await _change(self._message, sheet)


async def _change(message: discord.Message, sheet: Sheet) -> None:
    """Show a sheet in a message, in the form in which Discord took that."""
    plain = not message.flags.components_v2

    async def edit() -> None:
        laid = _editing(laid_out(sheet, plain=plain))
        await message.edit(**laid, allowed_mentions=discord.AllowedMentions.none())

    await persistently(edit)


async def persistently(act: Callable[[], Awaitable[T]]) -> T:
    """Do something that may be done twice without harm, again where the connection was lost or Discord was away."""
    for wait in _WAITS:
        try:
            return await act()
        except LOST as error:
            log.info("tried again, since the connection was lost (%s)", type(error).__name__)
        except discord.DiscordServerError as error:
            log.info("tried again, since Discord was away (%s)", error.status)
        await asyncio.sleep(wait)
    return await act()


async def _in_some_form(act: Callable[[bool], Awaitable[T]], plain: bool) -> T:
    """Do something in the form that is wanted, and plainly where Discord does not take that."""
    try:
        return await persistently(lambda: act(plain))
    except discord.HTTPException as error:
        if plain or not _is_about_form(error):
            raise
        return await persistently(lambda: act(True))


def _editing(laid: dict[str, Any]) -> dict[str, Any]:
    return {"attachments" if name == "files" else name: value for name, value in laid.items()}


def _is_about_form(error: discord.HTTPException) -> bool:
    """Tell whether it is the form that Discord did not take; what is said may still be shown plainly."""
    if error.code != _INVALID_FORM:
        return False
    log.warning("shown plainly, since Discord did not take the layout: %s", error.text)
    return True
