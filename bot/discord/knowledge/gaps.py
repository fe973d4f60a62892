"""What several members asked and were not helped with, and sections drafted for it."""

import asyncio
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta

import discord
import numpy as np

from bot.asking.path import Adviser
from bot.curating.gaps import Gap, grouped
from bot.desk import Desk
from bot.discord.knowledge.describing import LONGEST, Described, fields
from bot.discord.knowledge.document_sheets import wrong_sheet
from bot.discord.knowledge.gap_sheets import DRAFT, MOST, Shown, gaps_sheet
from bot.discord.knowledge.workroom import Workroom
from bot.discord.showing.buttons import Act, Filled, Form, form
from bot.discord.showing.sending import acknowledge
from bot.discord.showing.sheet import Button
from bot.echoing import labelled
from bot.errors import InputError
from bot.storage.open_questions import Open
from knowledge.passages import name_of
from knowledge.vectors import Vectors

_FORM = "kb_gap"
_LOOKED_BACK = timedelta(days=90)
_MOST_QUESTIONS, _AT_ONCE = 500, 16
"""Questions of a kind and place that are looked at, and those encoded while others wait."""
_DRAFT = "knowledge-draft-{}"
_GONE = "I no longer know that gap. `/knowledge gaps` shows those there are."


class Gaps:
    """Shows gaps, and keeps what moderators write for them."""

    def __init__(self, room: Workroom) -> None:
        self._room = room
        self.acts: Mapping[str, Act] = {DRAFT: self.open_form}
        self.forms: Mapping[str, Form] = {_FORM: self.keep}

    async def show(self, interaction: discord.Interaction) -> None:
        """Show what several members asked and were not helped with."""
        await acknowledge(interaction)
        questions = await self._open(interaction.guild_id)
        encoded = in_batches(self._room.desk, asyncio.get_running_loop())
        gaps = (await asyncio.to_thread(grouped, questions, encoded))[:MOST]
        nearest = await self._room.desk.work(lambda adviser: [_section(adviser, gap) for gap in gaps])
        held = {one.title for one in await asyncio.to_thread(self._room.shop.documents.all)}
        shown = [await self._shown(*one, held) for one in zip(gaps, nearest, strict=True)]
        await self._room.show(interaction, "gaps", gaps_sheet(shown))

    async def open_form(self, interaction: discord.Interaction, about: str) -> None:
        """Open the form in which a section for a gap is written."""
        known = await self._draft(about)
        asked = fields(known, with_text=True)
        await interaction.response.send_modal(form("A section for this gap", _FORM, about, *asked))

    async def keep(self, interaction: discord.Interaction, about: str, filled: Filled) -> None:
        """Keep what was written as a document of one section, or say what is wrong with it."""
        await acknowledge(interaction)
        typed = Described.typed(filled)
        try:
            document = typed.document(f"## {typed.title}\n\n{typed.text}", self._room.clock().date())
            kept = await self._room.keep(interaction, document)
        except InputError as error:
            await self._remember(about, typed)
            sheet = wrong_sheet(error, typed, Button("Write on", DRAFT, about, "primary"))
            await self._room.show(interaction, "gaps", sheet)
            return
        await self._remember(about, Described(title=typed.title))
        await self._room.note(interaction, f"drafted a section for a gap: {typed.title}")
        await self._room.show(interaction, "gaps", kept)

    async def _open(self, guild: int | None) -> list[Open]:
        """Return the questions left open in a server and in direct messages."""
        since, found = self._room.clock() - _LOOKED_BACK, list[Open]()
        for place in (guild, None):
            for look in (self._room.store.open_questions.not_covered, self._room.store.open_questions.voted_down):
                found += await look(place, since, _MOST_QUESTIONS)
        return found

    async def _shown(self, gap: Gap, nearest: str, held: Collection[str]) -> Shown:
        """Return a gap with what is shown beside it; a draft that was kept is among the documents by its title."""
        token = await self._begun(gap)
        drafted = (await self._draft(token)).title
        return Shown(gap, nearest, token, drafted if drafted in held else "")

    async def _begun(self, gap: Gap) -> str:
        """Keep what a draft for a gap begins with, and return its token; the same for the same words."""
        token = name_of(gap.text)[:16]
        if await self._room.store.marks.get(_DRAFT.format(token)) is None:
            await self._remember(token, Described(title=labelled(gap.text, LONGEST)))
        return token

    async def _remember(self, token: str, draft: Described) -> None:
        await self._room.store.marks.set(_DRAFT.format(token), json.dumps(draft.as_json()))

    async def _draft(self, token: str) -> Described:
        kept = await self._room.store.marks.get(_DRAFT.format(token))
        if kept is None:
            raise InputError(_GONE)
        return Described.of(json.loads(kept))


def in_batches(desk: Desk, loop: asyncio.AbstractEventLoop) -> Callable[[Sequence[str]], Vectors]:
    """Return what encodes texts, for another thread: some at a time, so that questions come in between."""

    def one(texts: Sequence[str]) -> Vectors:
        return asyncio.run_coroutine_threadsafe(desk.work(lambda adviser: adviser.vectors(texts)), loop).result()

    def encoded(texts: Sequence[str]) -> Vectors:
        return np.concatenate([one(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)])

    return encoded


def _section(adviser: Adviser, gap: Gap) -> str:
    """Name the section nearest to a gap; empty where there is none any more."""
    guide, _, anchor = gap.nearest.partition("#")
    entries = adviser.section(guide, anchor)
    return f"{entries[0].passage.title}, {entries[0].passage.section}" if entries else ""
