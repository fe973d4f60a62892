"""Send sheets: as Components V2, and plainly where Discord or a server does not want that; each is sent once."""

import logging
from typing import Any

import discord

from bot.discord.failing import AWAITED_BY_ALL
from bot.discord.showing.layout import laid_out
from bot.discord.showing.sheet import Sheet

_INVALID_FORM = 50035
log = logging.getLogger(__name__)


async def acknowledge(interaction: discord.Interaction, *, alone: bool) -> None:
    """Announce an answer, for whoever asked alone or for everybody."""
    interaction.extras[AWAITED_BY_ALL] = not alone
    await interaction.response.defer(ephemeral=alone, thinking=True)


async def show(interaction: discord.Interaction, sheet: Sheet, *, plain: bool = False, page: int = 0) -> None:
    """Put a page of a sheet in the place of a deferred answer.

    Sent again after a fault of the network, it is the same message.
    """
    try:
        await interaction.edit_original_response(**_editing(laid_out(sheet, plain=plain, page=page)))
    except discord.HTTPException as error:
        if plain or not _is_about_form(error):
            raise
        await interaction.edit_original_response(**_editing(laid_out(sheet, plain=True, page=page)))
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
    try:
        return await _sent(channel, laid_out(sheet, plain=plain) | beside)
    except discord.HTTPException as error:
        if plain or not _is_about_form(error):
            raise
        return await _sent(channel, laid_out(sheet, plain=True) | beside)


async def _sent(channel: discord.abc.Messageable, laid: dict[str, Any]) -> discord.Message:
    message: discord.Message = await channel.send(**laid)
    return message


def _editing(laid: dict[str, Any]) -> dict[str, Any]:
    return {"attachments" if name == "files" else name: value for name, value in laid.items()}


def _is_about_form(error: discord.HTTPException) -> bool:
    """Tell whether it is the form that Discord did not take; what is said may still be shown plainly."""
    if error.code != _INVALID_FORM:
        return False
    log.warning("shown plainly, since Discord did not take the layout: %s", error.text)
    return True
