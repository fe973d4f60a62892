"""`/define` and `/sources`: what a term stands for, and the guides themselves."""

from collections.abc import Mapping, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.asking.path import Adviser
from bot.defining import close_to, definition
from bot.desk import Desk
from bot.discord.reference.reference_sheets import guides_sheet, section_sheet, term_sheet, unknown_sheet
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge
from bot.errors import InputError
from bot.lexicon import Lexicon
from bot.suggesting import folded, suggest
from knowledge.index import Entry

_LONGEST_CHOICE = 100
"""Characters of a choice, and of its value, that Discord takes."""
_LONGEST_TERM = 60
Shelf = Mapping[str, str]
"""Names as members see them, with what they stand for."""


class Defining(commands.Cog):
    """Says what terms stand for."""

    def __init__(self, showing: Showing, lexicon: Lexicon) -> None:
        self._showing = showing
        self._lexicon = lexicon

    @app_commands.command()
    @app_commands.describe(term="An abbreviation or term, as ERAS or Sub-I", private="Only you see it")
    async def define(
        self,
        interaction: discord.Interaction,
        term: app_commands.Range[str, 1, _LONGEST_TERM],
        private: bool = False,
    ) -> None:
        """See what an abbreviation or term of the Match stands for."""
        found = definition(term, self._lexicon)
        await acknowledge(interaction, alone=private or found is None)  # what is no term can be anything
        near = [(one, self._lexicon.define[one]) for one in close_to(term, self._lexicon)]
        sheet = term_sheet(found) if found else unknown_sheet(term, near)
        await self._showing.reply(interaction, "/define", sheet)

    @define.autocomplete("term")
    async def _terms(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = suggest(typed, tuple(self._lexicon.define))
        return [_choice(f"{one}: {self._lexicon.define[one]}", one) for one in found]


class Sources(commands.GroupCog, group_name="sources", group_description="The guides behind every answer"):
    """Lists the guides, and shows their sections as they stand."""

    def __init__(self, showing: Showing, desk: Desk) -> None:
        self._showing = showing
        self._desk = desk

    @app_commands.command(name="list")
    @app_commands.describe(private="Only you see it")
    async def list_guides(self, interaction: discord.Interaction, private: bool = False) -> None:
        """List the guides, with how many sections each has and where it is from."""
        await acknowledge(interaction, alone=private)
        guides = await self._desk.work(lambda adviser: adviser.guides)
        await self._showing.reply(interaction, "/sources list", guides_sheet(guides), private=private)

    @app_commands.command(name="show")
    @app_commands.describe(guide="The guide", section="The section of it", private="Only you see it")
    async def show_section(
        self,
        interaction: discord.Interaction,
        guide: app_commands.Range[str, 1, _LONGEST_CHOICE],
        section: app_commands.Range[str, 1, _LONGEST_CHOICE],
        private: bool = False,
    ) -> None:
        """Show a section as the guides hold it."""
        await acknowledge(interaction, alone=private)
        entries = await self._desk.work(lambda adviser: section_of(adviser, guide, section))
        await self._showing.reply(interaction, "/sources show", section_sheet(entries), private=private)

    @show_section.autocomplete("guide")
    async def _guides(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return _offered(typed, await self._desk.work(guides_of) if self._desk.is_open else {})

    @show_section.autocomplete("section")
    async def _sections(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        guide = str(interaction.namespace.guide or "")
        sections = await self._desk.work(lambda adviser: sections_of(adviser, guide)) if self._desk.is_open else {}
        return _offered(typed, sections)


def guides_of(adviser: Adviser) -> Shelf:
    """Return the ids of the guides by their titles."""
    return {one.title: one.id for one in adviser.guides}


def sections_of(adviser: Adviser, guide: str) -> Shelf:
    """Return the anchors of a guide's sections by their headings; none where there is no such guide."""
    id = _meant(guide, guides_of(adviser))
    return {heading: anchor for anchor, heading in adviser.anchors().get(id, [])}


def section_of(adviser: Adviser, guide: str, section: str) -> Sequence[Entry]:
    """Return the passages of a section; guide and section are told by id or name.

    Raises InputError where there is none.
    """
    guides = guides_of(adviser)
    id = _meant(guide, guides)
    if not id:
        raise InputError(f"There is no such guide; choose one of: {', '.join(guides)}.")
    entries = adviser.section(id, _meant(section, sections_of(adviser, id)))
    if not entries:
        raise InputError("That guide has no such section; choose one of those that Discord offers while you type.")
    return entries


def _meant(told: str, shelf: Shelf) -> str:
    """Return the id of what was chosen from a list, or typed; empty where there is none."""
    if told in shelf.values():
        return told
    return next((id for name, id in shelf.items() if folded(name) == folded(told)), "")


def _offered(typed: str, shelf: Shelf) -> list[app_commands.Choice[str]]:
    return [_choice(name, shelf[name]) for name in suggest(typed, tuple(shelf))]


def _choice(name: str, value: str) -> app_commands.Choice[str]:
    short = name if len(name) <= _LONGEST_CHOICE else f"{name[: _LONGEST_CHOICE - 1].rstrip()}…"
    return app_commands.Choice(name=short, value=value)
