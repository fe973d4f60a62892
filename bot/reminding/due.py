"""Which reminders a subscription has, and when each is due: a week ahead, one a day, at the member's own hour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.reminding.zones import local, moment_of
from bot.storage.reminders import Subscription
from bot.timeline.looking_up import look_up
from bot.timeline.season_dates import SeasonDate, Sure
from bot.timeline.seasons import Season
from bot.timeline.timeline import Asked, Entry
from bot.timeline.timetable import Timetable

DATE = "date."
"""How the key of a reminder of a season's date begins; its days ahead stand at the end."""
_AHEAD = (7, 0)
"""Days before that of a milestone on which a reminder comes: the first of them that is not over."""
_AHEAD_OF_DATE = (7, 1)
"""The same of a date of the season, on each of which one comes."""


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder to be: the key it is stored under, what it is about, the day of that, and when it is sent."""

    key: str
    title: str
    on: date
    at: datetime


def due_for(wanted: Subscription, timetable: Timetable, now: datetime) -> tuple[Due, ...]:
    """Return the reminders of milestones and confirmed dates that lie ahead, in the order of their time.

    Raises InputError where the season cannot be used.
    """
    here = local(now, wanted.zone)
    found = look_up(Asked(season=wanted.season, applicant=wanted.applicant), timetable, here)
    mine = (entry for entry in found.entries if not entry.others)
    milestones = [due for entry in mine if (due := _of_milestone(entry, wanted, here))]
    dates = [due for one in found.dates for due in _of_date(one, wanted, here)]
    return tuple(sorted((*_one_a_day(milestones, dates, wanted, here), *dates), key=_in_order))


def _in_order(due: Due) -> tuple[datetime, str]:
    return due.at, due.key


def _of_milestone(entry: Entry, wanted: Subscription, here: datetime) -> Due | None:
    """Return the reminder of a milestone on its day in a calendar, or where that is over of the end of its time.

    In the month of the Match nothing can be done any more: what would end in it ends on its first day.
    """
    day = entry.due if entry.due and entry.due >= here.date() else entry.closes
    if day is None:
        return None
    day = min(day, Season(wanted.season).opens(0))
    moments = (moment_of(day - timedelta(days=ahead), wanted.hour, wanted.zone) for ahead in _AHEAD)
    at = next((moment for moment in moments if moment > here), None)
    return Due(entry.milestone.id, entry.milestone.title, day, at) if at else None


def _one_a_day(milestones: Sequence[Due], dates: Sequence[Due], wanted: Subscription, here: datetime) -> Iterator[Due]:
    """Yield milestones with no two on a day, as far as there are days: each on one before it would come, else after."""
    taken = {local(one.at, wanted.zone).date() for one in dates}
    for due in sorted(milestones, key=_in_order, reverse=True):
        moments = ((day, moment_of(day, wanted.hour, wanted.zone)) for day in _days(due, wanted, here))
        free = ((day, at) for day, at in moments if day not in taken and at > here)
        day, at = next(free, (due.on, due.at))
        taken.add(day)
        yield replace(due, at=at)


def _days(due: Due, wanted: Subscription, here: datetime) -> Iterator[date]:
    """Yield the days on which a reminder can come: from its own back to today, then on to that of its milestone."""
    own = local(due.at, wanted.zone).date()
    yield from (own - timedelta(days=n) for n in range((own - here.date()).days + 1))
    yield from (own + timedelta(days=n) for n in range(1, (due.on - own).days + 1))


def _of_date(one: SeasonDate, wanted: Subscription, here: datetime) -> Iterator[Due]:
    if one.opens is None or one.sure is not Sure.CONFIRMED:
        return
    for ahead in _AHEAD_OF_DATE:
        at = moment_of(one.opens - timedelta(days=ahead), wanted.hour, wanted.zone)
        if at > here:
            yield Due(f"{DATE}{one.what}.{ahead}", one.title, one.opens, at)
