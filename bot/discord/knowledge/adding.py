"""Add documents, say what they are, list and remove them."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.discord.knowledge.choosing import choices
from bot.discord.knowledge.describing import LONGEST, Described, fields, said_in
from bot.discord.knowledge.document_sheets import documents_sheet, read_sheet, removed_sheet, wrong_sheet
from bot.discord.knowledge.receiving import attached, content_of, read
from bot.discord.knowledge.standing import standing
from bot.discord.knowledge.waiting import Waiting
from bot.discord.knowledge.workroom import Workroom, in_words
from bot.discord.showing.buttons import Act, Filled, Form, form
from bot.discord.showing.sending import acknowledge
from bot.discord.showing.sheet import Button
from bot.echoing import labelled
from bot.errors import InputError

SAY, _FORM = "kb_say", "kb_add"
_REFUSED = "I cannot use that document: {}."


class Adding:
    """Takes documents in, and out."""

    def __init__(self, room: Workroom) -> None:
        self._room = room
        self._waiting = Waiting(room.shop.sources.home / "waiting")
        self.acts: Mapping[str, Act] = {SAY: self.open_form}
        self.forms: Mapping[str, Form] = {_FORM: self.keep}

    async def add(self, interaction: discord.Interaction, file: discord.Attachment | None, link: str | None) -> None:
        """Read a document, and keep it if it says what it is; else show what was read, and ask."""
        await acknowledge(interaction)
        attachment = await attached(interaction, file, link)
        content = await content_of(attachment)
        with in_words(_REFUSED):
            document = await asyncio.to_thread(read, content, attachment.filename)
            described, is_whole = said_in(document.text, document.title or _name_of(attachment))
        known = {"text": document.text, "described": described.as_json()}
        if is_whole and not document.warnings:
            await self._keep(interaction, await asyncio.to_thread(self._waiting.add, known), known, described)
            return
        sheet = read_sheet(document, _button(await asyncio.to_thread(self._waiting.add, known)))
        await self._room.show(interaction, "add", sheet)

    async def open_form(self, interaction: discord.Interaction, about: str) -> None:
        """Open the form that asks what a document is, filled with what is known."""
        known = await asyncio.to_thread(self._waiting.get, about)
        asked = fields(Described.of(known["described"]))
        await interaction.response.send_modal(form("What is this document?", _FORM, about, *asked))

    async def keep(self, interaction: discord.Interaction, about: str, filled: Filled) -> None:
        """Keep a document as it was described."""
        await acknowledge(interaction)
        known, described = await asyncio.to_thread(self._waiting.get, about), Described.typed(filled)
        await self._keep(interaction, about, known, described)

    async def listing(self, interaction: discord.Interaction) -> None:
        """Show the documents that were added."""
        await acknowledge(interaction)
        held = await asyncio.to_thread(self._room.shop.documents.all)
        stands = await asyncio.to_thread(standing, self._room.shop.sources, held)
        sheet = documents_sheet(held, stands, self._room.clock().date())
        await self._room.show(interaction, "documents", sheet)

    async def remove(self, interaction: discord.Interaction, id: str) -> None:
        """Remove a document that was added."""
        await acknowledge(interaction)
        held = await asyncio.to_thread(self._room.shop.documents.text_of, id)
        await asyncio.to_thread(self._room.shop.documents.remove, id)
        await self._room.note(interaction, f"removed {id}")
        await self._room.show(interaction, "remove", removed_sheet(id, held))

    async def offered(self, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the documents that were added."""
        held = await asyncio.to_thread(self._room.shop.documents.all)
        return choices(typed, {f"{one.title} ({one.id})": one.id for one in held})

    async def _keep(
        self, interaction: discord.Interaction, name: str, known: Mapping[str, Any], described: Described
    ) -> None:
        """Keep a document that waits; where it cannot be kept so, it goes on waiting, with what was said of it."""
        try:
            document = described.document(str(known["text"]), self._room.clock().date())
            kept = await self._room.keep(interaction, document)
        except InputError as error:
            await asyncio.to_thread(self._waiting.change, name, {**known, "described": described.as_json()})
            sheet = wrong_sheet(error, described, _button(name))
            await self._room.show(interaction, "add", sheet)
            return
        await asyncio.to_thread(self._waiting.remove, name)
        await self._room.show(interaction, "add", kept)


def _name_of(attachment: discord.Attachment) -> str:
    """Return the name of a file as words, for a title to begin with."""
    return labelled(Path(attachment.filename).stem.replace("-", " ").replace("_", " "), LONGEST)


def _button(name: str) -> Button:
    return Button("Say what it is", SAY, name, "primary")
