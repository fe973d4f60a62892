"""`ir-advisor timeline`: milestones by months, year, season or name, as text, JSON, chart and calendar file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import machine_clock
from bot.command_line.dates import Day, asked_at
from bot.command_line.milestones import show_timeline
from bot.command_line.terminal import AsJson, Calendar, Match, Picture, Type, applicant_type, save_all, show_json
from bot.errors import InputError
from bot.timeline.figures import in_figures
from bot.timeline.looking_up import look_up
from bot.timeline.moments import moment_in
from bot.timeline.seasons import open_season
from bot.timeline.timeline import Asked, Timeline
from bot.timeline.timetable import Timetable, shipped_timetable

Months = Annotated[float | None, typer.Option(metavar="N", help="Months left before the Match in March.")]
Year = Annotated[str | None, typer.Option(metavar="M3", help="Year of US medical school: M1 to M4, also 'late M2'.")]
Names = Annotated[list[str] | None, typer.Option("--milestone", help="Only this: letters, ck, aways, eras, ...")]
Next = Annotated[bool, typer.Option("--next", help="Only what comes next.")]


def timeline(  # noqa: PLR0913 - one parameter an option
    *,
    months: Months = None,
    year: Year = None,
    season: Match = None,
    applicant: Type = None,
    milestone: Names = None,
    next: Next = False,
    on: Day = None,
    ics: Calendar = None,
    png: Picture = None,
    json: AsJson = False,
) -> None:
    """Show what is due, still open and ahead on the way to the Match."""
    table = shipped_timetable()
    now = asked_at(on, machine_clock())
    who = applicant_type(applicant)
    asked = Asked(months, _stage(year, table), season, tuple(milestone or ()), who or "", next)
    found = look_up(_something(asked, now), table, now)
    written = list(_files(found, table, now, ics, png))
    save_all(written)
    if json:
        show_json(found.as_json())
    else:
        show_timeline(found, table.catalogue)


def _stage(year: str | None, table: Timetable) -> str:
    """Return a year of school as the timetable names it; none where none is given."""
    if not year:
        return ""
    moment = moment_in(in_figures(year), date.min)
    if moment.stage not in table.years:
        raise InputError(f"--year {year!r}: give M1, M2, M3 or M4, or a part of M2 as in 'late M2'")
    return moment.stage


def _something(asked: Asked, now: datetime) -> Asked:
    """Return what is asked for; where nothing is, the first season that is still open."""
    if asked.months is not None and (asked.season is not None or asked.year):
        raise InputError("timeline: give --months alone, or --season and --year; these say how many months are left")
    told = asked.months is not None or asked.season is not None or asked.year or asked.about or asked.next
    return asked if told else replace(asked, season=open_season(now.date()).year)


def _files(
    found: Timeline, table: Timetable, now: datetime, ics: Path | None, png: Path | None
) -> Iterator[tuple[Path, bytes]]:
    """Yield the files asked for with what goes into them."""
    if not (ics or png):
        return
    from bot.exporting import timeline_calendar, timeline_picture  # noqa: PLC0415 - it loads matplotlib

    title = f"IR timeline: {found.heading}"
    if ics:
        yield ics, timeline_calendar(found, table, title, now.date())
    if png:
        yield png, timeline_picture(found, table, title, now.date())
