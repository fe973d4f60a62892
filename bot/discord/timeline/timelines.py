"""`/timeline`: milestones by months, season, name or year of school, as text, chart and calendar file.

Answers are for the asker alone unless they share one; of a shared one, the stored profile says nothing.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from bot.aside import Aside
from bot.asking.discretion import Discretion
from bot.clock import Clock
from bot.discord.applying import KINDS, WHO, Recalled, Season, applying
from bot.discord.showing.citing import Citing
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge
from bot.discord.timeline.attaching import timeline_files
from bot.discord.timeline.milestone_names import LONGEST, asked_for, names_of, offered_for, words_of
from bot.discord.timeline.timeline_sheets import timeline_sheet
from bot.errors import InputError
from bot.storage.store import Store
from bot.strategy.inputs import APPLICANT_NAMES
from bot.suggesting import folded
from bot.timeline.hearing import Words
from bot.timeline.looking_up import NotTheirsError, look_up
from bot.timeline.seasons import open_season
from bot.timeline.timeline import Asked, Timeline
from bot.timeline.timetable import Timetable

Months = app_commands.Range[float, 0, 60]
_YEARS = {
    "m1": "M1",
    "m2": "M2",
    "early_m2": "Early M2",
    "mid_m2": "Mid M2",
    "late_m2": "Late M2",
    "m3": "M3",
    "m4": "M4",
}
_YEAR_CHOICES = [app_commands.Choice(name=name, value=stage) for stage, name in _YEARS.items()]
_PRIVATE = "Only you see the answer; choose False to share it, without what your profile says"
_EITHER = "Give `months` alone, or `season` alone: a season says how many months are left"
_NOT_THEIRS = "{}: the guides name no time for a {}; choose another `milestone`, or another `applicant`"


class Timelines(commands.GroupCog, group_name="timeline", group_description="What is due on the way to the Match"):
    """Shows members what is due, still open and ahead."""

    def __init__(  # noqa: PLR0913, PLR0917 - one parameter a collaborator
        self,
        showing: Showing,
        store: Store,
        aside: Aside,
        timetable: Timetable,
        titles: Mapping[str, str],
        words: Words,
        discretion: Discretion,
        clock: Clock,
    ) -> None:
        self._showing = showing
        self._store = store
        self._aside = aside
        self._timetable = timetable
        self._titles = titles
        self._clock = clock
        self._discretion = discretion
        self._named = names_of(timetable)
        self._words = words_of(words, self._named)

    @app_commands.command()
    @app_commands.describe(
        months="Months left before the Match in March",
        season="Year of the Match you aim at; the next one you can apply for if you give neither",
        applicant=WHO,
        private=_PRIVATE,
    )
    @app_commands.choices(applicant=KINDS)
    async def now(
        self,
        interaction: discord.Interaction,
        months: Months | None = None,
        season: Season | None = None,
        applicant: str | None = None,
        private: bool = True,
    ) -> None:
        """Show what is due now, still open and ahead."""
        await acknowledge(interaction, alone=private)
        asker = await self._asker(interaction, applicant, private)
        found = self._found(_of_a_season(months, season, self._clock().date()), asker)
        await self._show(interaction, found, asker, private)

    @app_commands.command()
    @app_commands.describe(
        months="Months left before the Match in March",
        season="Year of the Match you aim at; the next one you can apply for if you give neither",
        applicant=WHO,
        private=_PRIVATE,
    )
    @app_commands.choices(applicant=KINDS)
    async def next(
        self,
        interaction: discord.Interaction,
        months: Months | None = None,
        season: Season | None = None,
        applicant: str | None = None,
        private: bool = True,
    ) -> None:
        """Show what comes next."""
        await acknowledge(interaction, alone=private)
        asker = await self._asker(interaction, applicant, private)
        asked = replace(_of_a_season(months, season, self._clock().date()), next=True)
        await self._show(interaction, self._found(asked, asker), asker, private, "Next")

    @app_commands.command()
    @app_commands.describe(
        milestone="What you would like to know the time of",
        season="Year of the Match you aim at; without it I name months, not years",
        applicant=WHO,
        private=_PRIVATE,
    )
    @app_commands.choices(applicant=KINDS)
    async def when(
        self,
        interaction: discord.Interaction,
        milestone: app_commands.Range[str, 1, LONGEST],
        season: Season | None = None,
        applicant: str | None = None,
        private: bool = True,
    ) -> None:
        """Show when something is due, and why."""
        alone = private or (folded(milestone) not in self._words and self._discretion.is_private(milestone))
        await acknowledge(interaction, alone=alone)
        name, about = asked_for(milestone, self._named, self._words)
        asker = await self._asker(interaction, applicant, alone)
        try:
            found = self._found(Asked(season=season, about=about), asker)
        except NotTheirsError:
            raise InputError(_NOT_THEIRS.format(name, APPLICANT_NAMES[asker.kind])) from None
        await self._show(interaction, found, asker, alone, name)

    @when.autocomplete("milestone")
    async def milestones(self, _: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the milestones and dates that fit what is typed."""
        return [app_commands.Choice(name=name, value=name) for name in offered_for(typed, self._named, self._words)]

    @app_commands.command()
    @app_commands.describe(year="Year of US medical school", applicant=WHO, private=_PRIVATE)
    @app_commands.choices(year=_YEAR_CHOICES, applicant=KINDS)
    async def year(
        self, interaction: discord.Interaction, year: str, applicant: str | None = None, private: bool = True
    ) -> None:
        """Show what is due in a year of medical school."""
        await acknowledge(interaction, alone=private)
        asker = await self._asker(interaction, applicant, private)
        await self._show(interaction, self._found(Asked(year=year), asker), asker, private)

    @app_commands.command()
    @app_commands.describe(
        season="Year of the Match you aim at; the next one you can apply for if you leave it out",
        applicant=WHO,
        private=_PRIVATE,
    )
    @app_commands.choices(applicant=KINDS)
    async def calendar(
        self,
        interaction: discord.Interaction,
        season: Season | None = None,
        applicant: str | None = None,
        private: bool = True,
    ) -> None:
        """Draw a season's timeline, and give it as a file for your calendar."""
        await acknowledge(interaction, alone=private)
        now, asker = self._clock(), await self._asker(interaction, applicant, private)
        found = self._found(_of_a_season(None, season, now.date()), asker)
        files = await self._aside.work(lambda: timeline_files(found, self._timetable, now))
        sheet = asker.noted(replace(timeline_sheet(found, self._citing()), files=files))
        await self._showing.reply(interaction, "/timeline calendar", sheet, private=private)

    async def _asker(self, interaction: discord.Interaction, applicant: str | None, alone: bool) -> Recalled:
        """Return who asks: as told; of what only they see, else as their profile says."""
        if alone:
            return await applying(applicant, interaction.user.id, self._store.profiles)
        return Recalled({"applicant_type": applicant})

    def _found(self, asked: Asked, asker: Recalled) -> Timeline:
        return look_up(replace(asked, applicant=asker.kind), self._timetable, self._clock())

    async def _show(
        self,
        interaction: discord.Interaction,
        found: Timeline,
        asker: Recalled,
        private: bool,
        about: str = "IR timeline",
    ) -> None:
        sheet = asker.noted(timeline_sheet(found, self._citing(), about))
        await self._showing.reply(interaction, "/timeline", sheet, private=private)

    def _citing(self) -> Citing:
        return Citing(self._timetable.catalogue.guides, self._titles)


def _of_a_season(months: float | None, season: int | None, today: date) -> Asked:
    """Return what is asked for; where neither is told, the first season that is still open."""
    told = _alone(season, months)
    return Asked(months=months, season=open_season(today).year if told is None and months is None else told)


def _alone(season: int | None, months: float | None) -> int | None:
    """Return the season told; raises InputError where months are told as well."""
    if season is not None and months is not None:
        raise InputError(_EITHER)
    return season
