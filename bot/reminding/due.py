"""Which reminders a subscription has, and when each is due: a week ahead, at the member's own hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.reminding.zones import local, moment_of
from bot.storage.reminders import Subscription
from bot.timeline.looking_up import look_up
from bot.timeline.season_dates import SeasonDate, Sure
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
    milestones = (due for entry in mine if (due := _of_milestone(entry, wanted, here)))
    dates = (due for one in found.dates for due in _of_date(one, wanted, here))
    return tuple(sorted((*milestones, *dates), key=lambda due: (due.at, due.key)))


def _of_milestone(entry: Entry, wanted: Subscription, here: datetime) -> Due | None:
    """Return the reminder of a milestone on its day in a calendar, or where that is over of the end of its time."""
    day = entry.due if entry.due and entry.due >= here.date() else entry.closes
    if day is None:
        return None
    moments = (moment_of(day - timedelta(days=ahead), wanted.hour, wanted.zone) for ahead in _AHEAD)
    at = next((moment for moment in moments if moment > here), None)
    return Due(entry.milestone.id, entry.milestone.title, day, at) if at else None


def _of_date(one: SeasonDate, wanted: Subscription, here: datetime) -> Iterator[Due]:
    if one.opens is None or one.sure is not Sure.CONFIRMED:
        return
    for ahead in _AHEAD_OF_DATE:
        at = moment_of(one.opens - timedelta(days=ahead), wanted.hour, wanted.zone)
        if at > here:
            yield Due(f"{DATE}{one.what}.{ahead}", one.title, one.opens, at)
