"""`/plan`: a plan counted back from the Match, and study plans for Step 1 and Step 2 CK; always for the asker alone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.aside import Aside
from bot.clock import Clock
from bot.discord.applying import KINDS, WHO, Recalled, Season, applying
from bot.discord.showing.citing import Citing
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge
from bot.discord.timeline.attaching import plan_files
from bot.discord.timeline.days_told import Written, day_told, month_told
from bot.discord.timeline.option_names import in_options
from bot.discord.timeline.plan_sheets import season_sheet, study_sheet
from bot.errors import InputError
from bot.planning.backward import plan_back
from bot.planning.circumstances import Circumstances
from bot.planning.fitting import check_fits
from bot.planning.tables import Planning
from bot.storage.store import Store
from bot.studying.laying_out import study_plan
from bot.studying.plans import StudyPlan
from bot.timeline.timetable import Timetable

Score = app_commands.Range[int, 1, 300]
Weeks = app_commands.Range[int, 1, 52]
Hours = app_commands.Range[float, 1, 16]
Days = app_commands.Range[int, 1, 7]
_EXAM, _BASELINE = "Day of your exam, as 2027-06-15", "Your first NBME or UWSA score"
_WEEKS, _HOURS, _DAYS = "Weeks of study", "Hours of study a day", "Days of study a week"
_WORKING = "You study beside work or an internship"
_HOW_LONG = "I need to know how long: give `weeks`, or your first NBME or UWSA score as `baseline`, and I count them."


class Plans(commands.GroupCog, group_name="plan", group_description="Plan back from the Match, or plan your study"):
    """Makes members plans: for a season, and for the weeks before an exam."""

    def __init__(  # noqa: PLR0913, PLR0917 - one parameter a collaborator
        self,
        showing: Showing,
        store: Store,
        aside: Aside,
        timetable: Timetable,
        planning: Planning,
        titles: Mapping[str, str],
        clock: Clock,
    ) -> None:
        self._showing = showing
        self._store = store
        self._aside = aside
        self._timetable = timetable
        self._planning = planning
        self._titles = titles
        self._clock = clock

    @app_commands.command()
    @app_commands.describe(
        season="Year of the Match you aim at; the first you are in time for if you leave it out",
        applicant=WHO,
        exam_date="Day on which Step 2 CK is booked, as 2027-06-15",
        exam_taken="Step 2 CK is behind you",
        baseline=_BASELINE,
        weeks="Weeks of Step 2 CK study; what your baseline asks for if you leave it out",
        hours=_HOURS,
        days=_DAYS,
        working=_WORKING,
        med_surg="Medicine and surgery are done by the exam",
        visa="You need a visa",
        sub_i="Month of your home Sub-I, as 2027-07",
        elective="First day of a US elective, as 2027-02-01",
        second_elective="First day of another US elective",
    )
    @app_commands.choices(applicant=KINDS)
    async def match(  # noqa: PLR0913, PLR0917 - one parameter an option
        self,
        interaction: discord.Interaction,
        season: Season | None = None,
        applicant: str | None = None,
        exam_date: Written | None = None,
        exam_taken: bool = False,
        baseline: Score | None = None,
        weeks: Weeks | None = None,
        hours: Hours | None = None,
        days: Days | None = None,
        working: bool = False,
        med_surg: bool | None = None,
        visa: bool = False,
        sub_i: Written | None = None,
        elective: Written | None = None,
        second_elective: Written | None = None,
    ) -> None:
        """Plan back from the Match: exam, study, letters, electives, and what no longer fits."""
        await acknowledge(interaction)
        asker = await applying(applicant, interaction.user.id, self._store.profiles)
        electives = (day_told("elective", elective), day_told("second_elective", second_elective))
        given = Circumstances(
            season=season,
            applicant=asker.kind,
            exam_day=day_told("exam_date", exam_date),
            exam_taken=exam_taken,
            baseline=baseline,
            weeks=weeks,
            hours=hours,
            days_per_week=days,
            working=working,
            medicine_and_surgery_done=med_surg,
            visa=visa,
            sub_i=month_told("sub_i", sub_i),
            electives=tuple(dict.fromkeys(filter(None, electives))),
        )
        await self._plan_back(interaction, given, asker)

    @app_commands.command()
    @app_commands.describe(
        weeks="Weeks of study; what your baseline asks for if you leave it out",
        baseline=_BASELINE,
        hours=_HOURS,
        days=_DAYS,
        working=_WORKING,
        applicant=WHO,
        exam_date=_EXAM,
        kind="By phases or by weeks; what fits so many weeks if you leave it out",
    )
    @app_commands.choices(applicant=KINDS)
    async def ck(  # noqa: PLR0913, PLR0917 - one parameter an option
        self,
        interaction: discord.Interaction,
        weeks: Weeks | None = None,
        baseline: Score | None = None,
        hours: Hours | None = None,
        days: Days | None = None,
        working: bool = False,
        applicant: str | None = None,
        exam_date: Written | None = None,
        kind: Literal["phases", "weeks"] | None = None,
    ) -> None:
        """Lay out Step 2 CK study week by week."""
        await acknowledge(interaction)
        if weeks is None and baseline is None and not working:
            raise InputError(_HOW_LONG)
        exam, asker = (
            day_told("exam_date", exam_date),
            await applying(applicant, interaction.user.id, self._store.profiles),
        )

        def make() -> StudyPlan:
            return study_plan(
                "step2ck",
                self._timetable.catalogue,
                weeks=weeks,
                baseline=baseline,
                hours=hours,
                days_per_week=days,
                working=working,
                applicant=asker.kind or None,
                exam_day=exam,
                plan=kind,
            )

        await self._show(interaction, "/plan ck", make, exam, asker)

    @app_commands.command()
    @app_commands.describe(weeks="Weeks of dedicated study", hours=_HOURS, days=_DAYS, exam_date=_EXAM)
    async def step1(
        self,
        interaction: discord.Interaction,
        weeks: Weeks,
        hours: Hours | None = None,
        days: Days | None = None,
        exam_date: Written | None = None,
    ) -> None:
        """Lay out dedicated Step 1 study week by week."""
        await acknowledge(interaction)
        exam = day_told("exam_date", exam_date)
        catalogue = self._timetable.catalogue

        def make() -> StudyPlan:
            return study_plan("step1", catalogue, weeks=weeks, hours=hours, days_per_week=days, exam_day=exam)

        await self._show(interaction, "/plan step1", make, exam)

    async def _plan_back(self, interaction: discord.Interaction, given: Circumstances, asker: Recalled) -> None:
        """Show the plan for some circumstances, with its chart and calendar file."""
        now, table = self._clock(), self._timetable
        with in_options():
            made = await self._aside.work(lambda: plan_back(given, table, self._planning, now))
        files = await self._aside.work(lambda: plan_files(made, table, now))
        sheet = asker.noted(replace(season_sheet(made, self._citing()), files=files))
        await self._showing.reply(interaction, "/plan match", sheet)

    async def _show(
        self,
        interaction: discord.Interaction,
        asked: str,
        make: Callable[[], StudyPlan],
        exam: date | None,
        asker: Recalled = Recalled(),  # noqa: B008 - it never changes
    ) -> None:
        """Show a study plan, if it fits before the exam day."""
        with in_options():
            made = await self._aside.work(make)
            check_fits(made, exam, self._clock().date())
        await self._showing.reply(interaction, asked, asker.noted(study_sheet(made, self._citing())))

    def _citing(self) -> Citing:
        return Citing(self._timetable.catalogue.guides, self._titles)
