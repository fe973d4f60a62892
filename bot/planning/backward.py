"""Plan back from the Match: the exam, the weeks of study before it, and everything else that is due until then."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from bot.advising.catalogue import Catalogue
from bot.errors import InputError
from bot.planning.circumstances import Circumstances
from bot.planning.exam import Timing, days_in_time, first_fitting, timing, weeks_until
from bot.planning.fitting import Room, conflicts, no_longer
from bot.planning.plan import Kind, SeasonPlan, Step
from bot.planning.steps import Draft, worked_out
from bot.planning.tables import Planning
from bot.studying.laying_out import study_plan
from bot.studying.plans import StudyPlan
from bot.studying.tables import Span, span_of
from bot.studying.working_stages import weeks_beside_work
from bot.timeline.looking_up import look_up
from bot.timeline.seasons import Season, open_season, usable
from bot.timeline.timeline import Asked, Entry, Timeline
from bot.timeline.timetable import Timetable
from bot.timeline.wording import day


def plan_back(given: Circumstances, timetable: Timetable, planning: Planning, now: datetime) -> SeasonPlan:
    """Return the plan for a season; `now` is the asker's own clock, with its zone.

    Raises InputError where the season or a day told is over or too far ahead, or a value cannot be used.
    """
    today, catalogue = now.date(), timetable.catalogue
    season = _season(given, timetable, now)
    given.check(season, today)
    exam, study, room = _until_exam(given, season, timetable, planning, today)
    timed = tuple(timing(exam, season, given, catalogue)) if exam else ()
    found = look_up(Asked(season=season.year, applicant=given.applicant), timetable, now)
    kept = [entry for entry in found.entries if _keeps(entry, given, planning)]
    draft = Draft(given, season, exam, study)
    steps = [*_milestones(kept, timetable), *worked_out(draft, planning, catalogue)]
    collisions = tuple(dict.fromkeys(conflicts(timed)))
    said = {one.says for one in collisions}
    return SeasonPlan(
        season=season,
        circumstances=given,
        exam_day=exam,
        steps=tuple(sorted((one for one in steps if one.closes >= today), key=lambda one: (one.opens, one.closes))),
        study=study,
        conflicts=collisions,
        no_longer=tuple(no_longer(given, room, timed, planning)),
        still_open=tuple(one.milestone.title for one in kept if one.closes and one.closes < today),
        dates=found.dates,
        caveats=tuple(one for one in dict.fromkeys(_caveats(draft, timed, found, planning)) if one not in said),
        timing=timed[0][1] if timed else None,
        asked=timed[0][0] if timed else {},
    )


def _until_exam(
    given: Circumstances, season: Season, timetable: Timetable, planning: Planning, today: date
) -> tuple[date | None, StudyPlan | None, Room]:
    """Return the day of the exam and the weeks of study before it, with the room there is for them."""
    if given.exam_taken:
        return None, None, Room(season, today, None)
    undated = _study(given, timetable, None, given.weeks)
    needed = given.weeks or len(undated.weeks)
    days = days_in_time(season, given.working, planning, timetable.catalogue)
    exam = given.exam_day or first_fitting(days, needed, today)
    left = weeks_until(exam, today) if exam else 0
    study = _study(given, timetable, exam, min(needed, left)) if left else None
    return exam, study, Room(season, today, exam, needed, left, _asked_for(given, timetable.catalogue))


def _season(given: Circumstances, timetable: Timetable, now: datetime) -> Season:
    """Return the season that is planned for: the one named, else the first the exam, or today, is in time for."""
    on_now = timetable.dates.running(now)
    if given.season is not None:
        return usable(given.season, on_now)
    season = max(open_season(given.exam_day or now.date()), on_now)
    try:
        return usable(season.year, on_now)
    except InputError as error:
        raise InputError(f"exam date {given.exam_day}: {error}") from error


def _asked_for(given: Circumstances, catalogue: Catalogue) -> Span | None:
    """Return the fewest and the most weeks that the guides ask for; None for a number of one's own."""
    if given.weeks:
        return None
    if given.working:
        return weeks_beside_work(catalogue.advise("prep_window", {"mode": "working"}).values)
    if given.baseline is None:
        return span_of(catalogue.advise("prep_window", {"mode": "full_time"}).values["dedicated_weeks"])
    return span_of(catalogue.advise("study_weeks", {"baseline_nbme": given.baseline}).values["weeks"])


def _study(given: Circumstances, timetable: Timetable, exam: date | None, weeks: int | None) -> StudyPlan:
    """Return the weeks of study; as many as the guides have at most where neither weeks nor a baseline are told."""
    if weeks is None and given.baseline is None and (asked := _asked_for(given, timetable.catalogue)):
        _, weeks = asked
    return study_plan(
        "step2ck",
        timetable.catalogue,
        weeks=weeks,
        baseline=given.baseline,
        hours=given.hours,
        days_per_week=given.days_per_week,
        working=given.working,
        applicant=given.applicant or None,
        exam_day=exam,
    )


def _keeps(entry: Entry, given: Circumstances, planning: Planning) -> bool:
    """Tell whether a milestone of the season holds for the asker, and the plan has no step of its own in its place."""
    id_ = entry.milestone.id
    name = planning.only_if.get(id_)
    replaced = id_ in planning.replaced or (bool(given.electives) and id_ == planning.of_electives)
    return not replaced and (name is None or bool(getattr(given, name)))


def _milestones(entries: Iterable[Entry], timetable: Timetable) -> Iterator[Step]:
    """Yield milestones of the season as steps."""
    for entry in entries:
        one = entry.milestone
        if entry.opens and entry.closes:
            group = timetable.group(one)
            yield Step(one.id, one.title, Kind.MILESTONE, entry.opens, entry.closes, one.reason, group, one.by)


def _caveats(draft: Draft, timed: Timing, found: Timeline, planning: Planning) -> Iterator[str]:
    """Yield what is to be kept in mind: which day was put, what the exam's date leaves open, how study was counted."""
    given = draft.given
    if draft.exam and given.exam_day is None:
        yield f"We put the exam on {day(draft.exam)}; give your own day to move it."
    for _, advice in timed:
        yield from advice.caveats
    if given.electives and not planning.rows["electives"].speaks_to(given.applicant):
        yield planning.no_lead_time
    yield from found.notes
    if draft.study:
        yield from draft.study.caveats
