"""Reminders by command: `/remind`, and the buttons below each reminder."""

from collections.abc import Mapping, Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.clock import Clock
from bot.discord.applying import KINDS, WHO, Season
from bot.discord.member.direct import DirectMessages, blocks_of
from bot.discord.member.reminder_sheets import (
    DONE,
    STOP,
    Planned,
    confirmed,
    done_button,
    list_sheet,
    off_sheet,
    on_sheet,
    reminder_sheet,
    stopped,
    ticked,
)
from bot.discord.showing.buttons import Act, check_meant_for
from bot.discord.showing.citing import Citing
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge, show
from bot.errors import InputError
from bot.reminding.due import due_for
from bot.reminding.errors import OutdatedError
from bot.reminding.subscribing import turn_on
from bot.reminding.telling import notice_of
from bot.reminding.zones import DEFAULT_ZONE, time_zones, zone_named, zones_like
from bot.storage.reminders import Reminder, Subscription
from bot.storage.store import Store
from bot.strategy.inputs import APPLICANT_NAMES
from bot.suggesting import suggest
from bot.timeline.seasons import MOST_YEARS
from bot.timeline.timetable import Timetable

_UNKNOWN_KIND = "Please choose what kind of applicant you are under `applicant`, or save it with `/profile edit`."
_NOTHING = "Nothing of the {} season lies ahead of you; choose a later season."
_NOT_YOURS = "These are somebody else's reminders. `/remind on` turns on your own."


class ReminderMessages:
    """Sends reminders as direct messages, and knows them again by their buttons."""

    def __init__(self, direct: DirectMessages, timetable: Timetable, titles: Mapping[str, str]) -> None:
        self._direct = direct
        self._timetable = timetable
        self._titles = titles

    async def send(self, reminder: Reminder) -> None:
        """Send a reminder; sent twice within some minutes it comes once."""
        notice = notice_of(reminder.milestone, reminder.season, self._timetable)
        if notice is None:
            raise OutdatedError(f"{reminder.milestone}: this is not among the milestones any more")
        citing = Citing(self._timetable.catalogue.guides, self._titles)
        await self._direct.send(reminder.member, reminder_sheet(reminder, notice, citing), f"reminder-{reminder.id}")

    async def was_sent(self, reminder: Reminder) -> bool:
        """Tell whether a member has a reminder already."""
        return await self._direct.shows(reminder.member, done_button(reminder.id).id)


class Reminding(commands.GroupCog, group_name="remind", group_description="Direct messages before milestones"):
    """Turns reminders on and off."""

    def __init__(  # noqa: PLR0913 - what it works with
        self,
        showing: Showing,
        *,
        store: Store,
        direct: DirectMessages,
        timetable: Timetable,
        titles: Mapping[str, str],
        clock: Clock,
    ) -> None:
        self._showing = showing
        self._store = store
        self._direct = direct
        self._timetable = timetable
        self._titles = titles
        self._clock = clock
        self._zones = time_zones()
        self.acts: Mapping[str, Act] = {DONE: self.done, STOP: self.stop}

    @app_commands.command()
    @app_commands.describe(
        season="The year of your Match",
        applicant=WHO,
        hour="The hour of your day at which I write, from 0 to 23",
        time_zone="Where that hour is counted; type a city, or a country",
    )
    @app_commands.choices(applicant=KINDS)
    async def on(
        self,
        interaction: discord.Interaction,
        season: Season,
        applicant: str | None = None,
        hour: app_commands.Range[int, 0, 23] = 9,
        time_zone: str = DEFAULT_ZONE,
    ) -> None:
        """Get a direct message a week before each milestone on your way to the Match."""
        await acknowledge(interaction)
        zone, member = zone_named(time_zone, self._zones), interaction.user.id
        wanted = Subscription(member, season, await self._applicant(applicant, member), hour, zone)
        now = self._clock()
        due = due_for(wanted, self._timetable, now)
        if not due:
            raise InputError(_NOTHING.format(season))

        async def welcome() -> None:
            await self._direct.send(member, on_sheet(wanted, due), f"{interaction.id}-on")

        reached = await turn_on(wanted, due, self._store.reminders, welcome, now)
        await self._showing.reply(interaction, "/remind on", confirmed(wanted, due, reached))

    @on.autocomplete("season")
    async def suggest_seasons(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[int]]:
        """Offer the season that is on and those after it."""
        first = self._timetable.dates.running(self._clock()).year
        years = [str(year) for year in range(first, first + MOST_YEARS)]
        return [app_commands.Choice(name=f"{year} season", value=int(year)) for year in suggest(typed, years)]

    @on.autocomplete("time_zone")
    async def suggest_zones(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer time zones by their names."""
        return [app_commands.Choice(name=name, value=name) for name in zones_like(typed, self._zones)]

    @app_commands.command()
    async def off(self, interaction: discord.Interaction) -> None:
        """Stop all reminders."""
        await acknowledge(interaction)
        pending = await self._store.reminders.unsubscribe(interaction.user.id)
        await self._showing.reply(interaction, "/remind off", off_sheet(pending))

    @app_commands.command(name="list")
    async def show_list(self, interaction: discord.Interaction) -> None:
        """Show which reminders are still to come, in your own time."""
        await acknowledge(interaction)
        member = interaction.user.id
        wanted = await self._store.reminders.subscription(member)
        planned = self._planned(await self._store.reminders.pending(member))
        citing = Citing(self._timetable.catalogue.guides, self._titles)
        sheet = list_sheet(wanted, planned, await self._store.reminders.given_up(member), citing)
        await self._showing.reply(interaction, "/remind list", sheet)

    async def done(self, interaction: discord.Interaction, about: str) -> None:
        """Thank a member who has done what a reminder is about; that it is pressed shows that it was sent."""
        await interaction.response.defer()
        await self._store.reminders.sent(int(about), self._clock())
        if interaction.message:
            sheet = ticked(blocks_of(interaction.message), interaction.user.id)
            await show(interaction, sheet, plain=bool(interaction.message.content))

    async def stop(self, interaction: discord.Interaction, about: str) -> None:
        """Stop all reminders of the member they are for."""
        await interaction.response.defer()
        check_meant_for(interaction, about, _NOT_YOURS)
        await self._store.reminders.unsubscribe(interaction.user.id)
        if interaction.message:
            sheet = stopped(blocks_of(interaction.message))
            await show(interaction, sheet, plain=bool(interaction.message.content))

    async def _applicant(self, told: str | None, member: int) -> str:
        """Return the kind of applicant as told or stored; raises InputError where neither says it."""
        stored = None if told else await self._store.profiles.get(member)
        kind = told or (stored.values if stored else {}).get("applicant_type")
        if kind not in APPLICANT_NAMES:
            raise InputError(_UNKNOWN_KIND)
        return kind

    def _planned(self, reminders: Sequence[Reminder]) -> Sequence[Planned]:
        found = ((one.due_at, notice_of(one.milestone, one.season, self._timetable)) for one in reminders)
        return [Planned(at, notice) for at, notice in found if notice]
