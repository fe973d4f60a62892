"""What the parts behind `/knowledge` work with, and what each of them does: tell, note, keep."""

import asyncio
import logging
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import discord

from bot.clock import Clock
from bot.curating.documents import Document, Documents
from bot.curating.worker import Worker
from bot.desk import Desk
from bot.discord.knowledge.document_sheets import kept_sheet
from bot.discord.servers import ServerBook
from bot.discord.showing.replying import Showing
from bot.discord.showing.sheet import Sheet
from bot.errors import InputError
from bot.storage.errors import StorageError
from bot.storage.store import Store
from knowledge.errors import DraftError, GuideError, IndexBrokenError, RefreshRunningError
from knowledge.passages import Guide
from knowledge.sources import Sources

ACT = "knowledge"
"""How the audit calls what is done here."""
BY = "a moderator on Discord"
"""Who did it, in the history of the versions: it lies outside of the database, so that nobody is named in it."""
_REASON = re.compile(r"(?:is|holds|has|took|broke|cannot)\b")
"""How a reason begins that has the document for its subject."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the guides are changed with."""

    sources: Sources
    worker: Worker
    servers: Collection[int] = ()
    """The servers whose moderators keep the guides; where none is named, the only one the bot is in."""

    @property
    def documents(self) -> Documents:
        """Return the documents that were added."""
        return Documents(self.sources.added, self.sources.guides)


@dataclass(frozen=True, slots=True)
class Workroom:
    """What the parts work with."""

    shop: Workshop
    showing: Showing
    store: Store
    desk: Desk
    book: ServerBook
    clock: Clock

    async def tell(self, interaction: discord.Interaction, what: str, *blocks: str) -> None:
        """Answer with some blocks."""
        await self.show(interaction, what, Sheet(blocks, "plain"))

    async def show(self, interaction: discord.Interaction, what: str, sheet: Sheet) -> None:
        """Answer with a sheet."""
        await self.showing.reply(interaction, f"/knowledge {what}", sheet)

    async def note(self, interaction: discord.Interaction, what: str) -> None:
        """Put on record what a moderator has done; it is done already, so that a failure is logged and no more."""
        guild, member = interaction.guild_id or 0, interaction.user.id
        try:
            await self.store.audit.note(guild, member, ACT, what, self.clock())
        except StorageError as error:
            log.error("not on record: server=%s member=%s %s (%s)", guild, member, what, error)  # noqa: TRY400

    async def keep(self, interaction: discord.Interaction, document: Document) -> Sheet:
        """Keep a document until the next refresh, and return what to show: what was kept, and what gave way to it.

        Raises InputError where it cannot be a guide.
        """
        id, before, kept = await asyncio.to_thread(_added, self.shop.documents, document)
        await self.note(interaction, f"added {id}")
        return kept_sheet(id, kept, before, self.clock().date())


def _added(documents: Documents, document: Document) -> tuple[str, str, list[Guide]]:
    """Add a document; return its id, what gave way to it, and it as it is read, unless it is gone again already."""
    before = {one.id: documents.text_of(one.id) for one in documents.all()}
    id = documents.add(document)
    return id, before.get(id, ""), [one for one in documents.all() if one.id == id]


@contextmanager
def in_words(says: str = "{}") -> Iterator[None]:
    """Raise as InputError, which members are told, what a moderator can do something about."""
    try:
        yield
    except (DraftError, GuideError, IndexBrokenError, RefreshRunningError) as error:
        subject = "it " if isinstance(error, GuideError) and _REASON.match(str(error)) else ""
        raise InputError(says.format(f"{subject}{error}")) from error
