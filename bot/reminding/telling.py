"""What a reminder says, found again by its key: a milestone with its section, or a season's date with its address."""

from dataclasses import dataclass

from bot.reminding.due import DATE
from bot.strategy.advice import Source
from bot.timeline.seasons import Season
from bot.timeline.timetable import Timetable
from bot.timeline.wording import months


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reminder says; without a source it is about a date that is not in the guides."""

    title: str
    says: str
    when: str = ""
    source: Source | None = None


def notice_of(key: str, season: int, timetable: Timetable) -> Notice | None:
    """Return what the reminder with a key says; nothing where its milestone or date is not known any more."""
    if key.startswith(DATE):
        return _of_date(key, season, timetable)
    one = next((one for one in timetable.milestones if one.id == key), None)
    if one is None:
        return None
    window, of = one.window, Season(season)
    when = months(of.opens(window.earliest), of.closes(window.latest))
    return Notice(one.title, one.reason.says, when, one.reason.source)


def _of_date(key: str, season: int, timetable: Timetable) -> Notice | None:
    what, _, _ = key.removeprefix(DATE).rpartition(".")
    one = next((one for one in timetable.dates.of(Season(season)) if one.what == what), None)
    return Notice(one.title, one.says) if one else None
