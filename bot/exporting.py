"""Put timelines and plans into pictures and calendar files; it loads what draws, so it is imported when used."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.advising.wording import told
from bot.calendar_files import Event, calendar_file
from bot.charting.timeline_chart import Bar, Mark, timeline_png
from bot.errors import InputError
from bot.planning.plan import Kind, SeasonPlan, Step
from bot.strategy.advice import Reason
from bot.timeline.season_dates import SeasonDate, Sure
from bot.timeline.seasons import Season
from bot.timeline.timeline import Entry, State, Timeline
from bot.timeline.timetable import Timetable

_MOST_BARS = 20
"""Rows a phone shows in one piece; what is furthest ahead is left out."""
_OF_DATES, _OF_EXAM, _OF_STUDY = (14, 1), (28, 7), (1,)
"""Days before a season's date, the exam, and study and practice tests, on which a calendar reminds of them."""
_UID = "@ir-advisor"
_COUNTED = "Counted back from a Match in March; no official date."
_NOTHING = "nothing is due or ahead, so there is nothing to {}; ask for a later season"


@dataclass(frozen=True, slots=True)
class _Item:
    """A milestone or a step, as it goes into a calendar."""

    id: str
    title: str
    group: str
    on: date
    reason: Reason
    detail: str
    alarms: tuple[int, ...]


def timeline_picture(timeline: Timeline, timetable: Timetable, title: str, today: date) -> bytes:
    """Return a chart of what is due and ahead, as PNG; without a season its months have no years.

    Raises InputError where nothing is left to draw.
    """
    season = timeline.season or timetable.dates.running(_midnight(today, timetable))
    here = today if timeline.season else None if timeline.months is None else season.opens(timeline.months)
    bars = [Bar(one.milestone.title, *_days(one, season), timetable.group(one.milestone)) for one in _to_come(timeline)]
    return _picture(title, bars, _marks(timeline.dates, today), here, years=timeline.season is not None)


def timeline_calendar(timeline: Timeline, timetable: Timetable, name: str, today: date) -> bytes:
    """Return what is due and ahead, and the season's dates as far as they may be shown, as an iCalendar file.

    Raises InputError where no season is told, or nothing is left to be put into it.
    """
    season = timeline.season
    if season is None:
        raise InputError("a calendar needs days: say the season you apply for, as in --season 2028")
    items = (_of_entry(entry, timetable, today) for entry in _to_come(timeline))
    events = [*_events(items, season, timetable), *_date_events(timeline.dates)]
    return _calendar(name, events, _midnight(timetable.revised, timetable))


def plan_picture(plan: SeasonPlan, title: str, today: date) -> bytes:
    """Return a chart of a plan as PNG: practice tests are left out, and study is one bar where there are many.

    Raises InputError where nothing is left to draw.
    """
    steps = [one for one in plan.steps if one.kind not in {Kind.EXAM, Kind.TEST}]
    bars = [Bar(one.title, one.opens, one.closes, one.group) for one in steps]
    if len(bars) > _MOST_BARS:
        bars = _study_as_one(steps)
    exam = [Mark("Step 2 CK", plan.exam_day)] if plan.exam_day else []
    return _picture(title, bars, [*exam, *_marks(plan.dates, today)], today, years=True)


def plan_calendar(plan: SeasonPlan, timetable: Timetable, name: str, now: datetime) -> bytes:
    """Return a plan's steps and the season's dates as an iCalendar file, as written at a moment.

    What has moved since an earlier file has its old uid and a higher sequence, so that it moves where it was imported.

    Raises InputError where nothing is left to be put into it.
    """
    items = (_of_step(step, timetable) for step in plan.steps)
    return _calendar(name, [*_events(items, plan.season, timetable), *_date_events(plan.dates)], now)


def _to_come(timeline: Timeline) -> list[Entry]:
    """Return what is due and ahead, in the order of its time."""
    due = [entry for entry in timeline.entries if entry.state is not State.OPEN]
    return sorted(due, key=lambda one: (-one.milestone.window.earliest, -one.milestone.window.latest))


def _days(entry: Entry, season: Season) -> tuple[date, date]:
    window = entry.milestone.window
    return season.opens(window.earliest), season.closes(window.latest)


def _study_as_one(steps: Sequence[Step]) -> list[Bar]:
    """Return the bars of steps, those of all phases of study as one."""
    phases = [one for one in steps if one.id.startswith("study-")]
    bars = [Bar(one.title, one.opens, one.closes, one.group) for one in steps if one not in phases]
    if phases:
        bars.append(Bar("Step 2 CK study", phases[0].opens, phases[-1].closes, phases[0].group))
    return sorted(bars, key=lambda bar: (bar.opens, bar.closes))


def _marks(dates: Iterable[SeasonDate], today: date) -> list[Mark]:
    return [Mark(_title(one), one.opens) for one in dates if one.opens and one.opens >= today]


def _picture(title: str, bars: Sequence[Bar], marks: Sequence[Mark], today: date | None, years: bool) -> bytes:
    """Draw as many bars as there is room for; the title says how many there are where that is not all of them."""
    if not bars:
        raise InputError(_NOTHING.format("draw"))
    shown = f"{title}, {_MOST_BARS} of {len(bars)} steps" if len(bars) > _MOST_BARS else title
    return timeline_png(shown, bars[:_MOST_BARS], marks, today, years)


def _of_entry(entry: Entry, timetable: Timetable, today: date) -> _Item:
    """Return a milestone on its day, or where that is over on the last of its time."""
    one = entry.milestone
    on = entry.due if entry.due and entry.due >= today else entry.closes
    detail = f"Time: {entry.when}. {_COUNTED}"
    return _Item(one.id, one.title, timetable.group(one), on or today, entry.reason, detail, timetable.alarms[one.by])


def _of_step(step: Step, timetable: Timetable) -> _Item:
    on = step.opens if step.by == "opens" else step.closes
    counted = _COUNTED if step.kind is Kind.MILESTONE else ""
    detail = " ".join(part for part in (step.detail and f"{step.detail}.", f"Time: {step.when}.", counted) if part)
    alarms = {Kind.EXAM: _OF_EXAM, Kind.MILESTONE: timetable.alarms[step.by]}.get(step.kind, _OF_STUDY)
    return _Item(step.id, step.title, step.group, on, step.reason, detail, alarms)


def _events(items: Iterable[_Item], season: Season, timetable: Timetable) -> Iterator[Event]:
    """Yield items as events; the same one of the same season keeps its uid."""
    for one in items:
        source = one.reason.source
        said = told(one.reason.says, timetable.catalogue.guides)
        place = f"Source: {source.section} ({source.guide}#{source.anchor}), rule {one.reason.rule}."
        text = f"{said}\n\n{one.detail}\n{place}"
        yield Event(f"{one.id}-{season.year}{_UID}", one.title, one.on, one.on, text, one.group, alarms=one.alarms)


def _date_events(dates: Iterable[SeasonDate]) -> Iterator[Event]:
    """Yield a season's dates; an unconfirmed one says so in its title, and what is no date is left out."""
    for one in dates:
        if one.opens:
            closes = one.closes or one.opens
            uid = f"{one.what}-{one.season}{_UID}"
            yield Event(uid, _title(one), one.opens, closes, one.says, "Season", one.address, _OF_DATES)


def _title(one: SeasonDate) -> str:
    return f"{one.title} (unconfirmed)" if one.sure is Sure.UNCONFIRMED else one.title


def _calendar(name: str, events: Sequence[Event], stamp: datetime) -> bytes:
    if not events:
        raise InputError(_NOTHING.format("put into a calendar"))
    return calendar_file(name, events, stamp)


def _midnight(day: date, timetable: Timetable) -> datetime:
    return datetime.combine(day, time(), timetable.dates.zone)
