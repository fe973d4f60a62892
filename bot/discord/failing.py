"""The one place that answers failures: what was expected is explained, what was not is logged under a reference."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp
import discord
from discord import app_commands

from bot.errors import AdvisorError
from knowledge.errors import KnowledgeError

_GONE = "What that was about is gone: the message or channel was deleted. Please ask again."
_FORBIDDEN = (
    "I am not allowed to do that here. A moderator can let me: in this channel I need *View Channel*, *Send Messages*,"
    " *Send Messages in Threads*, *Create Public Threads*, *Attach Files* and *Read Message History*."
    " `/ask` works meanwhile."
)
_NO_DM = "I cannot send you a direct message: allow them in your privacy settings for this server, and try again."
_GUIDES = "I cannot read my guides right now, and have told those who run me. Please try again later."
_TOO_MUCH = "Discord did not take what I wanted to show. Please try it with less."
_CHANGED = "My commands have changed. Please restart Discord, and choose the command from its list again."
_MODERATORS = "That is for moderators of this server (permission *Manage Server*)."
_SAID = {
    (app_commands.MissingPermissions, app_commands.NoPrivateMessage): _MODERATORS,
    (app_commands.CommandSignatureMismatch, app_commands.CommandNotFound): _CHANGED,
    (KnowledgeError,): _GUIDES,
}
_REFERENCE = "Something broke on my side, and I have noted it (reference {}). Please try again later."
_UNKNOWN_INTERACTION, _ALREADY_ANSWERED, _NO_DIRECT_MESSAGES, _INVALID_FORM = 10062, 40060, 50007, 50035

AWAITED_BY_ALL = "awaited_by_all"
"""Among the extras of an interaction: its answer was announced to everybody, and is not there yet."""
LOST = (aiohttp.ClientError, OSError)
"""What is raised where a connection is lost; TimeoutError is among them."""
Say = Callable[[str], Awaitable[object]]
log = logging.getLogger(__name__)


def explain(error: BaseException) -> str | None:
    """Return the sentence for a failure that was to be expected; None for a defect."""
    if isinstance(error, AdvisorError):
        return str(error)
    if isinstance(error, discord.HTTPException):
        return _of_discord(error)
    if isinstance(error, app_commands.TransformerError):
        return f"I cannot read {error.value!r}. Please choose from what Discord offers."
    return next((says for kinds, says in _SAID.items() if isinstance(error, kinds)), None)


def _of_discord(error: discord.HTTPException) -> str | None:
    if error.code == _NO_DIRECT_MESSAGES:
        return _NO_DM
    if error.code == _INVALID_FORM:
        return None
    if isinstance(error, discord.NotFound):
        return _GONE
    return _FORBIDDEN if isinstance(error, discord.Forbidden) else None


def is_over(error: BaseException) -> bool:
    """Tell whether an interaction can no longer be answered, or is answered by somebody else."""
    return isinstance(error, discord.HTTPException) and error.code in {_UNKNOWN_INTERACTION, _ALREADY_ANSWERED}


async def answer_failure(error: BaseException, reference: int, say: Say) -> None:
    """Tell a member what went wrong, and log it once."""
    cause = getattr(error, "original", None) or error
    if is_over(cause):
        log.warning("%s: came too late, or was answered already", reference)
        return
    text = explain(cause)
    if text is None:
        log.error("%s failed", reference, exc_info=cause)
        text = _REFERENCE.format(reference)
    else:
        log.info("%s: %s", reference, type(cause).__name__)  # its words may hold what a member wrote
    try:
        await say(text)
    except (discord.HTTPException, *LOST) as unsaid:
        log.warning("%s: could not be told (%s)", reference, unsaid)


def saying(interaction: discord.Interaction) -> Say:
    """Return what tells something to whoever made an interaction, and to nobody else."""

    async def say(text: str) -> None:
        if not interaction.response.is_done():
            await interaction.response.send_message(text, ephemeral=True)
            return
        if interaction.extras.pop(AWAITED_BY_ALL, False):  # what comes next would be seen by all as well
            with suppress(discord.NotFound):
                await interaction.delete_original_response()
        await interaction.followup.send(text, ephemeral=True)

    return say


@asynccontextmanager
async def explained(reference: int, say: Say) -> AsyncIterator[None]:
    """Answer whatever fails inside; nothing is raised."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - a member is told of every failure, whatever it is
        await answer_failure(error, reference, say)
