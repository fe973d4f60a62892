"""Profiles by command: `/profile`, its form, and its buttons."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.aside import Aside
from bot.clock import Clock
from bot.discord.member.profile_reading import FIELDS, WHO, Field, FormReader, ReadForm
from bot.discord.member.profile_sheets import (
    DELETE,
    DELETE_NOW,
    EDIT,
    asking_sheet,
    blank_sheet,
    deleted_sheet,
    profile_sheet,
    unsaved_sheet,
    wrong_sheet,
)
from bot.discord.showing.buttons import Act, Filled, Form, check_meant_for, form
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge, show
from bot.discord.showing.sheet import Sheet
from bot.storage.errors import UNREACHABLE, StorageError
from bot.storage.profiles import StoredProfile
from bot.storage.store import Store
from bot.strategy.inputs import APPLICANT_NAMES, Input

_TITLE = "Your profile"
_WHO = "What kind of applicant are you?"
_FORM = "profile"
_NAMES = (WHO, *(field.name for field in FIELDS))
_NOT_YOURS = "This is somebody else's profile. `/profile show` shows your own."
_SECONDS_TO_OPEN = 1.5
"""How long a form may wait for what fills it: Discord wants it within three seconds, and a fault may cost one more."""
log = logging.getLogger(__name__)


class ProfileKeeper:
    """Keeps what members put into the form: as their profile where all of it can be used, else to be put right."""

    def __init__(
        self, store: Store, reader: FormReader, inputs: Mapping[str, Input], aside: Aside, clock: Clock
    ) -> None:
        self._store = store
        self._reader = reader
        self._inputs = inputs
        self._aside = aside
        self._clock = clock

    async def typed(self, member: int) -> Mapping[str, str]:
        """Return what a member typed last, by field; raises StorageError where a form cannot wait for it."""
        try:
            async with asyncio.timeout(_SECONDS_TO_OPEN):
                # Shielded, since a busy database takes as long to let go of a look-up as to answer it.
                stored = await asyncio.shield(self._store.profiles.get(member))
        except TimeoutError as error:
            raise StorageError(UNREACHABLE) from error
        return stored.typed if stored else {}

    async def shown(self, member: int) -> Sheet:
        """Return a member's profile, or what is wrong with what they typed last."""
        stored = await self._store.profiles.get(member)
        if stored is None:
            return blank_sheet(member)
        return self._sheet(stored, await self._read(stored.typed))

    async def keep(self, member: int, typed: Mapping[str, str]) -> Sheet:
        """Keep a form, and return what came of it; nothing that was typed is lost."""
        read = await self._read(typed)
        try:
            return self._sheet(await self._kept(member, typed, read), read)
        except StorageError as error:
            log.warning("a profile is not kept: %s", error)
            return unsaved_sheet(member, typed)

    async def _kept(self, member: int, typed: Mapping[str, str], read: ReadForm) -> StoredProfile:
        before = await self._store.profiles.get(member)
        if not read.wrong:
            kept = StoredProfile(member, read.profile.told(), typed, self._clock())
        elif before:
            kept = StoredProfile(member, before.values, typed, before.changed_at)
        else:
            kept = StoredProfile(member, {}, typed, self._clock())
        await self._store.profiles.save(member, kept.values, kept.typed, kept.changed_at)
        return kept

    async def _read(self, typed: Mapping[str, str]) -> ReadForm:
        return await self._aside.work(lambda: self._reader.read(typed))

    def _sheet(self, stored: StoredProfile, read: ReadForm) -> Sheet:
        if read.wrong:
            return wrong_sheet(stored, read, self._inputs)
        return profile_sheet(stored, read.notes, self._inputs) if stored.values else blank_sheet(stored.member)


class Profiles(commands.GroupCog, group_name="profile", group_description="What I know of you, for private answers"):
    """Lets members tell of themselves once, see what was understood, and take it back."""

    def __init__(self, showing: Showing, store: Store, keeper: ProfileKeeper) -> None:
        self._showing = showing
        self._store = store
        self._keeper = keeper
        self.acts: Mapping[str, Act] = {EDIT: self.open_form, DELETE: self.ask, DELETE_NOW: self.delete_now}
        self.forms: Mapping[str, Form] = {_FORM: self.keep}

    @app_commands.command(name="show")
    async def show_profile(self, interaction: discord.Interaction) -> None:
        """Show what I know of you, what it is used for, and when it was changed."""
        await acknowledge(interaction)
        await self._showing.reply(interaction, "/profile show", await self._keeper.shown(interaction.user.id))

    @app_commands.command()
    async def edit(self, interaction: discord.Interaction) -> None:
        """Tell me of yourself: scores, exams, letters, research, visa. Only you see it."""
        await self.open_form(interaction, str(interaction.user.id))

    @app_commands.command()
    async def delete(self, interaction: discord.Interaction) -> None:
        """Delete your profile."""
        await self.ask(interaction, str(interaction.user.id))

    async def open_form(self, interaction: discord.Interaction, about: str) -> None:
        """Open the form, filled with what was typed last."""
        check_meant_for(interaction, about, _NOT_YOURS)
        typed = await self._keeper.typed(interaction.user.id)
        fields = (_chosen(typed.get(WHO, "")), *(_text(one, typed.get(one.name, "")) for one in FIELDS))
        await interaction.response.send_modal(form(_TITLE, _FORM, about, *fields))

    async def keep(self, interaction: discord.Interaction, about: str, filled: Filled) -> None:
        """Keep what was put into the form."""
        await acknowledge(interaction)
        check_meant_for(interaction, about, _NOT_YOURS)
        typed = {name: filled.get(name, "") for name in _NAMES}
        sheet = await self._keeper.keep(interaction.user.id, typed)
        await self._showing.reply(interaction, "/profile edit", sheet)

    async def ask(self, interaction: discord.Interaction, about: str) -> None:
        """Ask whether the profile is to be deleted."""
        await acknowledge(interaction)
        check_meant_for(interaction, about, _NOT_YOURS)
        await self._showing.reply(interaction, "/profile delete", asking_sheet(interaction.user.id))

    async def delete_now(self, interaction: discord.Interaction, about: str) -> None:
        """Delete the profile and the sheets that tell of it, and say so where it was asked."""
        await interaction.response.defer()
        check_meant_for(interaction, about, _NOT_YOURS)
        await self._store.conversations.forget_sheets(interaction.user.id)
        await show(interaction, deleted_sheet(await self._store.profiles.delete(interaction.user.id)))


def _chosen(who: str) -> ui.Label[Any]:
    """Return the field of the kind of applicant."""
    options = [
        discord.SelectOption(label=name, value=value, default=value == who) for value, name in APPLICANT_NAMES.items()
    ]
    select: ui.Select[Any] = ui.Select(custom_id=WHO, options=options, min_values=0, required=False)
    return ui.Label(text=_WHO, component=select)


def _text(one: Field, typed: str) -> ui.Label[Any]:
    """Return a field to type into, filled with what was typed last."""
    style = discord.TextStyle.short if one.before else discord.TextStyle.paragraph
    box: ui.TextInput[Any] = ui.TextInput(
        custom_id=one.name,
        style=style,
        placeholder=one.example,
        default=typed or None,
        required=False,
        max_length=one.longest,
    )
    return ui.Label(text=one.label, component=box)
