"""Look milestones up: by months before the Match, by year of school, by season and day, by name, or what is next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.errors import InputError
from bot.strategy.advice import Status
from bot.strategy.inputs import APPLICANT_NAMES
from bot.strategy.tables import APPLIES
from bot.timeline.milestones import IMG, TRACKS, US, US_IMG, Milestone, Window
from bot.timeline.season_dates import SeasonDate
from bot.timeline.seasons import Season, school_season, usable
from bot.timeline.timeline import Asked, Entry, Given, State, Timeline
from bot.timeline.timetable import SCHOOL_YEARS, Timetable

_OF_YEAR = {"m1": "m1_m2", "m2": "m1_m2"}
"""Years that `stage_plan` knows by another name."""
_NEXT = 6
"""Milestones named as next."""
_BY_MONTHS, _BY_YEAR = "timeline_by_months", "stage_plan"
_MONTHS = "months_before_match"
_IMGS = frozenset(APPLIES["img"])
_SCHOOL_YEAR = "The guides name years of US medical school only. We count a school year from June to May."
WHOSE = "This timeline by months was written for IMGs. Tell me what kind of applicant you are for your own."
"""What is noted where nobody told for whom a timeline is to be."""


class NotTheirsError(InputError):
    """What is asked for by name was written for other kinds of applicants alone."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the asker stands: a window before the Match, the season, and today, where days say what is over."""

    here: Window | None
    season: Season | None
    on: date | None


def look_up(asked: Asked, timetable: Timetable, now: datetime) -> Timeline:
    """Return what is due, open and ahead; `now` is the asker's own clock, with its zone.

    Raises InputError where months or the season cannot be used, or there is nothing by the name asked for.
    """
    season = _season(asked, timetable, now)
    months = _months(asked, season, timetable, now)
    tracks = _tracks(asked)
    advice = tuple(_advice(asked, months, tracks, timetable))
    at = _Place(_here(asked, months, timetable), season, now.date() if season and months is not None else None)
    entries = tuple(_entries(asked, at, advice, timetable))
    found = Timeline(asked, months, season, advice, entries, _dates(asked, season, timetable, now))
    if not (found.entries or found.dates):
        raise NotTheirsError(_nothing(asked))
    found = replace(found, notes=tuple(_notes(found, tracks)))
    return replace(found, entries=tuple(_next(found, now.date()))) if asked.next else found


def subjects(timetable: Timetable) -> list[str]:
    """Return the names by which milestones and dates can be asked for."""
    return sorted({subject for one in timetable.milestones for subject in one.about} | set(timetable.dates.about))


def _season(asked: Asked, timetable: Timetable, now: datetime) -> Season | None:
    """Return the season somebody means; None where only months are told, or nothing that says which."""
    on_now = timetable.dates.running(now)
    if asked.season is not None:
        return Season(asked.season) if _on_record(asked, timetable) else usable(asked.season, on_now)
    if asked.year:
        season = school_season(SCHOOL_YEARS[asked.year], now.date())
        return season if season >= on_now else None
    return on_now if asked.next and asked.months is None else None


def _on_record(asked: Asked, timetable: Timetable) -> bool:
    """Tell whether it is dates alone that are asked for, of a season of which some are known; it may be over."""
    only_dates = bool(asked.about) and timetable.dates.about.keys() >= set(asked.about)
    return only_dates and timetable.dates.on_record(asked.season or 0)


def _months(asked: Asked, season: Season | None, timetable: Timetable, now: datetime) -> float | None:
    """Return how many months are left: those told, else those of the season; of one that is over there are none.

    Raises InputError where those told are no number of months.
    """
    if asked.months is not None:
        _given(_BY_MONTHS, {_MONTHS: asked.months}, timetable)
        return asked.months
    if asked.year or season is None or season < timetable.dates.running(now):
        return None
    return max(0, season.months_left(now.date()))  # east of the zone of the Match, its month is over before it is


def _tracks(asked: Asked) -> tuple[str, ...]:
    """Return the timelines to show, the asker's own first."""
    own = TRACKS[asked.applicant]
    if asked.year:
        return (US, IMG) if asked.applicant and own == IMG else (US,)
    return (US, IMG) if own == US and asked.months is not None and not asked.about else (own,)


def _advice(asked: Asked, months: float | None, tracks: Sequence[str], timetable: Timetable) -> Iterator[Given]:
    """Yield what the catalogue's own functions say, that which was asked for first."""
    if asked.about:
        return
    who = {"applicant_type": asked.applicant} if asked.applicant else {}
    if months is not None and IMG in tracks:
        yield _given(_BY_MONTHS, {_MONTHS: months, **who}, timetable)
    if US in tracks and (asked.year or months is not None):
        stage = _OF_YEAR.get(asked.year, asked.year) or timetable.stage(months or 0)
        yield _given(_BY_YEAR, {"stage": stage}, timetable)


def _given(name: str, inputs: dict[str, Any], timetable: Timetable) -> Given:
    advice = timetable.catalogue.advise(name, inputs)
    if advice.status is Status.REJECTED:
        raise InputError("; ".join(f"{error['field'].replace('_', ' ')} {error['reason']}" for error in advice.errors))
    return name, inputs, advice


def _entries(asked: Asked, at: _Place, advice: Sequence[Given], timetable: Timetable) -> Iterator[Entry]:
    """Yield the milestones of the asker's tracks, those due now first and in the order of the functions."""
    fired = {name: [reason.rule for reason in one.reasons] for name, _, one in advice}
    due = [] if _is_early(at, timetable) else fired.get(_BY_MONTHS, [])  # years have windows that meet and overlap
    entries = [_entry(one, asked, due, at) for one in _milestones(asked, timetable)]
    order = {rule: place for rules in fired.values() for place, rule in enumerate(rules)}
    now = [entry for entry in entries if entry.state is State.NOW]
    yield from sorted(now, key=lambda entry: (entry.others, order.get(entry.milestone.reason.rule, len(order))))
    yield from (entry for entry in entries if entry.state is not State.NOW)


def _is_early(at: _Place, timetable: Timetable) -> bool:
    """Tell whether the timeline by months has not begun: its function names then what it begins with."""
    begins = max(one.window.earliest for one in timetable.track(IMG))
    return at.here is not None and at.here.latest > begins


def _milestones(asked: Asked, timetable: Timetable) -> list[Milestone]:
    """Return the milestones of the asker's tracks; of those asked for by name, other tracks' where there are none."""
    mine = [one for track in _tracks(asked) for one in timetable.track(track, _speaking(asked, track))]
    named = [one for name in asked.about for one in _by_name(name, mine, asked.applicant, timetable)]
    return list(dict.fromkeys(named if asked.about else mine))


def _by_name(name: str, mine: Sequence[Milestone], applicant: str, timetable: Timetable) -> list[Milestone]:
    named = [one for one in timetable.milestones if name in {one.id, *one.about}]
    if not named and name not in timetable.dates.about:
        raise InputError(f"milestone {name!r}: choose {', '.join(subjects(timetable))}")
    return [one for one in named if one in mine] or [one for one in named if one.meant_for(applicant)]


def _nothing(asked: Asked) -> str:
    """Say that what is asked for by name was written for others alone."""
    names, who = " or ".join(map(repr, asked.about)), APPLICANT_NAMES[asked.applicant]
    return f"milestone {names}: the guides name no time for a {who}; ask for another one, or for no kind of applicant"


def _speaking(asked: Asked, track: str) -> str:
    """Return whom milestones of a track must speak to: those by months that a US graduate sees are for any IMG."""
    return US_IMG if track == IMG and TRACKS[asked.applicant] == US else asked.applicant


def _here(asked: Asked, months: float | None, timetable: Timetable) -> Window | None:
    """Return where the asker stands, as a window; None where that is not told."""
    if months is not None:
        return Window(int(months), int(-(-months // 1)))
    return timetable.years[asked.year] if asked.year else None


def _entry(one: Milestone, asked: Asked, fired: Sequence[str], at: _Place) -> Entry:
    season, window = at.season, one.window
    opens, closes = (season.opens(window.earliest), season.closes(window.latest)) if season else (None, None)
    by_day = at.on and opens and closes and _by_day(opens, closes, at.on)
    state = by_day or _by_months(window, at.here, one.reason.rule in fired)
    return Entry(one, state, opens, closes, others=not one.speaks_to(asked.applicant))


def _by_day(opens: date, closes: date, on: date) -> State:
    if closes < on:
        return State.OPEN
    return State.AHEAD if on < opens else State.NOW


def _by_months(window: Window, here: Window | None, fired: bool) -> State:
    if here is None:
        return State.ANY
    if fired or window.overlaps(here):
        return State.NOW
    return State.OPEN if window.latest > here.earliest else State.AHEAD


def _dates(asked: Asked, season: Season | None, timetable: Timetable, now: datetime) -> tuple[SeasonDate, ...]:
    """Return the season's dates, of a season that is not told those of the one that is on where they are asked for."""
    dates = timetable.dates
    if asked.about:
        what = frozenset().union(*(dates.about.get(name, ()) for name in asked.about))
        return tuple(one for one in dates.of(season or dates.running(now), what) if one.what in what)
    return tuple(one for one in dates.of(season) if not one.is_over(now)) if season else ()


def _notes(found: Timeline, tracks: Sequence[str]) -> Iterator[str]:
    """Yield what must be kept in mind of whose timeline it is and how its days were counted."""
    if found.asked.about and found.dates:
        return
    if found.season and US in tracks:
        yield _SCHOOL_YEAR
    if not found.asked.applicant and IMG in tracks and any(_for_imgs(entry) for entry in found.entries):
        yield WHOSE


def _for_imgs(entry: Entry) -> bool:
    """Tell whether a milestone belongs to the timeline that was written for IMGs."""
    return IMG in entry.milestone.tracks and entry.milestone.applicants == _IMGS


def _next(found: Timeline, on: date) -> Sequence[Entry]:
    """Return what is next by its day, else by the months left; where nothing is, what is due or still open."""
    return next_of(found.entries, on) or found.ahead(_NEXT) or found.of(State.NOW) or found.entries


def next_of(entries: Iterable[Entry], on: date) -> list[Entry]:
    """Return what is to be done next, by the day it has in a calendar."""
    dated = [(entry.due, n, entry) for n, entry in enumerate(entries) if entry.due and entry.due >= on]
    return [entry for *_, entry in sorted(dated)[:_NEXT]]
