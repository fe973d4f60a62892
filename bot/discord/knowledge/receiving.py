"""Take a document out of Discord: attached to a command, or to a message in the same channel; and read it."""

import re
import tempfile
from pathlib import Path

import discord

from bot.discord.failing import LOST
from bot.errors import InputError
from knowledge.converting.converted import Converted
from knowledge.converting.converting import convert
from knowledge.converting.limits import LARGEST_FILE
from knowledge.reading import READABLE

_LINK = re.compile(r"https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com/channels/(\d{1,20})/(\d{1,20})/(\d{1,20})/?")
_ONE = "Attach a document as `file`, or give the link of a message that has one as `link`."
_NOT_BOTH = "Give either `file` or `link`, not both."
_NO_LINK = (
    "`link`: copy the link of a message in this channel (its menu, *Copy Message Link*); I open no other address."
)
_ELSEWHERE = "`link`: that message is in another channel. Use the command there, or attach the document as `file`."
_NO_FILE = (
    "`link`: I see no document in that message. Discord shows me the files of messages that mention me, and of no"
    " others: attach the document as `file`."
)
_SEVERAL = "`link`: that message has several files. Attach the one you mean as `file`."
_TOO_LARGE = f"That document is larger than {LARGEST_FILE // 1024**2} MiB: split it, or leave out its pictures."
_LOST = "I could not get that document from Discord. Please try again."


async def attached(
    interaction: discord.Interaction, file: discord.Attachment | None, link: str | None
) -> discord.Attachment:
    """Return the attachment that is meant.

    Raises InputError where there is none, or it is not in this channel.
    """
    if file and link:
        raise InputError(_NOT_BOTH)
    if not file and not link:
        raise InputError(_ONE)
    return file or await _linked(interaction, link or "")


async def content_of(attachment: discord.Attachment) -> bytes:
    """Return what an attachment holds; raises InputError where it is too large, or cannot be got."""
    _check_size(attachment.size)
    try:
        content = await attachment.read()
    except (discord.HTTPException, *LOST) as error:
        raise InputError(_LOST) from error
    _check_size(len(content))
    return content


def read(content: bytes, name: str) -> Converted:
    """Return a document as Markdown; of its name only the ending counts.

    Raises GuideError with what is wrong and what to do.
    """
    suffix = Path(name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="ir-advisor-") as folder:
        path = Path(folder, f"document{suffix if suffix in READABLE else ''}")
        path.write_bytes(content)
        return convert(path)


async def _linked(interaction: discord.Interaction, link: str) -> discord.Attachment:
    found = _LINK.fullmatch(link.strip())
    if not found:
        raise InputError(_NO_LINK)
    guild, channel, message = map(int, found.groups())
    if (guild, channel) != (interaction.guild_id, interaction.channel_id):
        raise InputError(_ELSEWHERE)
    place = interaction.client.get_partial_messageable(channel, guild_id=guild)
    files = (await place.fetch_message(message)).attachments
    if not files:
        raise InputError(_NO_FILE)
    if len(files) > 1:
        raise InputError(_SEVERAL)
    return files[0]


def _check_size(size: int) -> None:
    if size > LARGEST_FILE:
        raise InputError(_TOO_LARGE)
