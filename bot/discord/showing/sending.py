"""Send sheets: as Components V2, and plainly where Discord or a server does not want that; each is sent once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from bot.discord.failing import AWAITED_BY_ALL, LOST
from bot.discord.showing.layout import laid_out
from bot.discord.showing.sheet import Sheet

_INVALID_FORM, _NO_REPLY = 50035, 160002
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
