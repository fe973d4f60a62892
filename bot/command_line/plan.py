"""`ir-advisor plan`: a plan counted back from the Match, and study plans for Step 1 and Step 2 CK."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.advising.catalogue import read_catalogue
from bot.clock import machine_clock
from bot.command_line.dates import Day, asked_at, day_of, month_of
from bot.command_line.plans import show_season_plan, show_study_plan
from bot.command_line.terminal import AsJson, Calendar, Match, Picture, Type, applicant_type, save_all, show_json
from bot.planning.backward import plan_back
from bot.planning.circumstances import Circumstances
from bot.planning.fitting import check_fits
from bot.planning.plan import SeasonPlan
from bot.planning.tables import read_planning
from bot.shipped import config_folder
from bot.studying.laying_out import study_plan
from bot.studying.plans import StudyPlan
from bot.timeline.timetable import Timetable, shipped_timetable

app = typer.Typer(
    invoke_without_command=True, help="Plan back from the Match; `plan step1` and `plan ck` plan study alone."
)

Exam = Annotated[str | None, typer.Option("--exam-date", metavar="DATE", help="When the exam is booked.")]
Taken = Annotated[bool, typer.Option("--exam-taken", help="Step 2 CK is behind you.")]
Baseline = Annotated[int | None, typer.Option(help="Your first NBME or UWSA score.")]
Weeks = Annotated[int | None, typer.Option(help="Weeks of study.")]
Hours = Annotated[float | None, typer.Option(help="Hours of study a day.")]
Days = Annotated[int | None, typer.Option(help="Days of study a week.")]
Working = Annotated[bool, typer.Option("--working", help="You study beside work or an internship.")]
Done = Annotated[bool | None, typer.Option("--med-surg/--no-med-surg", help="Medicine and surgery done by then.")]
Visa = Annotated[bool, typer.Option("--visa", help="You need a visa.")]
SubI = Annotated[str | None, typer.Option("--sub-i", metavar="MONTH", help="Month of your home Sub-I, as 2027-07.")]
Electives = Annotated[list[str] | None, typer.Option("--elective", metavar="DATE", help="First day of a US elective.")]
Kind = Annotated[str | None, typer.Option("--plan", help="phases or weeks; by default what fits so many weeks.")]


@app.callback()
def plan(  # noqa: PLR0913 - one parameter an option
    context: typer.Context,
    *,
    season: Match = None,
    applicant: Type = None,
    exam_date: Exam = None,
    exam_taken: Taken = False,
    baseline: Baseline = None,
    weeks: Weeks = None,
    hours: Hours = None,
    days: Days = None,
    working: Working = False,
    med_surg: Done = None,
    visa: Visa = False,
    sub_i: SubI = None,
    elective: Electives = None,
    on: Day = None,
    ics: Calendar = None,
    png: Picture = None,
    json: AsJson = False,
) -> None:
    """Plan back from the Match: exam, weeks of study, letters, electives, and what no longer fits."""
    if context.invoked_subcommand:
        return
    given = Circumstances(
        season=season,
        applicant=applicant_type(applicant) or "",
        exam_day=day_of("exam-date", exam_date),
        exam_taken=exam_taken,
        baseline=baseline,
        weeks=weeks,
        hours=hours,
        days_per_week=days,
        working=working,
        medicine_and_surgery_done=med_surg,
        visa=visa,
        sub_i=month_of("sub-i", sub_i),
        electives=tuple(dict.fromkeys(day for one in elective or () if (day := day_of("elective", one)))),
    )
    table, now = shipped_timetable(), asked_at(on, machine_clock())
    planning = read_planning(config_folder() / "timeline" / "planning.toml", table.catalogue)
    made = plan_back(given, table, planning, now)
    save_all(list(_files(made, table, now, ics, png)))
    if json:
        show_json(made.as_json())
    else:
        show_season_plan(made, table.catalogue.guides)


def _files(
    made: SeasonPlan, table: Timetable, now: datetime, ics: Path | None, png: Path | None
) -> Iterator[tuple[Path, bytes]]:
    """Yield the files asked for with what goes into them."""
    if not (ics or png):
        return
    from bot.exporting import plan_calendar, plan_picture  # noqa: PLC0415 - it loads matplotlib

    title = f"Your plan for the {made.season.year} season"
    if ics:
        yield ics, plan_calendar(made, table, title, now)
    if png:
        yield png, plan_picture(made, title, now.date())


@app.command("step1")
def step1(  # noqa: PLR0913 - one parameter an option
    *,
    weeks: Annotated[int, typer.Option(help="Weeks of dedicated study.")],
    hours: Hours = None,
    days: Days = None,
    exam_date: Exam = None,
    on: Day = None,
    json: AsJson = False,
) -> None:
    """Lay out dedicated Step 1 study week by week and day by day."""
    catalogue, exam = read_catalogue(config_folder() / "strategy"), day_of("exam-date", exam_date)
    made = study_plan("step1", catalogue, weeks=weeks, hours=hours, days_per_week=days, exam_day=exam)
    _show(made, exam, on, json)


@app.command("ck")
def step2_ck(  # noqa: PLR0913 - one parameter an option
    *,
    weeks: Weeks = None,
    baseline: Baseline = None,
    hours: Hours = None,
    days: Days = None,
    working: Working = False,
    applicant: Type = None,
    exam_date: Exam = None,
    plan: Kind = None,
    on: Day = None,
    json: AsJson = False,
) -> None:
    """Lay out Step 2 CK study week by week and day by day."""
    exam = day_of("exam-date", exam_date)
    made = study_plan(
        "step2ck",
        read_catalogue(config_folder() / "strategy"),
        weeks=weeks,
        baseline=baseline,
        hours=hours,
        days_per_week=days,
        working=working,
        applicant=applicant_type(applicant),
        exam_day=exam,
        plan=plan,
    )
    _show(made, exam, on, json)


def _show(made: StudyPlan, exam: date | None, on: str | None, json: bool) -> None:
    """Print a study plan.

    Raises InputError where its exam day is over, or its weeks no longer fit before that day.
    """
    today = asked_at(on, machine_clock()).date()
    check_fits(made, exam, today)
    if json:
        show_json(made.as_json())
    else:
        show_study_plan(made)
