"""The steps a plan works out itself: the exam, the weeks of study before it, electives, and the Sub-I after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.advising.catalogue import Catalogue
from bot.planning.circumstances import Circumstances
from bot.planning.exam import DAY
from bot.planning.plan import Kind, Step
from bot.planning.tables import Planning
from bot.studying.plans import StudyPlan, StudyWeek, spanned
from bot.studying.tables import Span
from bot.timeline.milestones import TRACKS, US
from bot.timeline.seasons import Season, month_of
from bot.timeline.wording import month

_EXAMS, _STUDY, _ROTATIONS = "Exams", "Study", "Rotations"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the steps are worked out from."""

    given: Circumstances
    season: Season
    exam: date | None
    study: StudyPlan | None


def worked_out(draft: Draft, planning: Planning, catalogue: Catalogue) -> Iterator[Step]:
    """Yield the steps, in no order."""
    given, exam = draft.given, draft.exam
    if exam:
        yield Step("ck-exam", "Step 2 CK", Kind.EXAM, exam, exam, planning.rows["exam"].reason, _EXAMS)
        yield from _structured(given, exam, planning, catalogue)
    if draft.study:
        yield from _phases(draft.study, planning)
        yield from _tests(draft.study, planning)
    if planning.rows["electives"].speaks_to(given.applicant):
        yield from (_elective(elective, planning) for elective in given.electives)
    if given.sub_i or TRACKS[given.applicant] == US:
        yield _sub_i(draft, planning)


def span_before(day: date, months: tuple[int, int]) -> tuple[date, date]:
    """Return the days that lie so many months before another, the fewest given first; the earlier day comes first."""
    least, most = months
    return _months_before(day, most), _months_before(day, least)


def _months_before(day: date, months: int) -> date:
    """Return the same day of an earlier month, or its last one where it is shorter."""
    first, last = month_of(day, -months), month_of(day, 1 - months) - DAY
    return first.replace(day=min(day.day, last.day))


def _structured(given: Circumstances, exam: date, planning: Planning, catalogue: Catalogue) -> Iterator[Step]:
    """Yield the start of structured study, for those whose guide names one."""
    told = planning.rows["structured"]
    if told.speaks_to(given.applicant):
        advice = catalogue.advise("prep_window", {"mode": "working" if given.working else "full_time"})
        least, most = advice.values["structured_start_months_before_exam"]
        opens, closes = span_before(exam, (least, most))
        title = "Start structured CK study"
        yield Step("structured-prep", title, Kind.STUDY, opens, closes, told.reason, _STUDY)


def _phases(study: StudyPlan, planning: Planning) -> Iterator[Step]:
    """Yield the phases of study with their weekly load, each with the row its load is from."""
    rows = {reason.rule: reason for reason in study.reasons}
    for n, (phase, some) in enumerate(groupby(study.weeks, lambda week: week.phase), start=1):
        weeks = list(some)
        reason = rows[planning.loads[phase]]
        opens, closes = weeks[0].days[0].on, weeks[-1].days[-1].on
        if opens and closes:
            title, load = f"Study: {phase}", _load(weeks)
            yield Step(f"study-{n}", title, Kind.STUDY, opens, closes, reason, _STUDY, detail=load)


def _load(weeks: Sequence[StudyWeek]) -> str:
    """Say how many questions a week some weeks hold, and what the guides ask for where that is more."""
    which = f"Week {weeks[0].number}" if len(weeks) == 1 else f"Weeks {weeks[0].number}–{weeks[-1].number}"
    planned = _widest(week.questions for week in weeks)
    if not planned:
        return f"{which}; the guides give no number of questions"
    asked = _widest(week.guide_load for week in weeks)
    short = "" if all(week.fits for week in weeks) else f", short of the {asked} that the guides ask for"
    return f"{which}: {planned} questions a week{short}"


def _widest(loads: Iterable[Span | None]) -> str:
    """Return the span from the lightest to the heaviest of some loads; nothing where there are none."""
    told = [load for load in loads if load]
    return spanned((min(low for low, _ in told), max(high for _, high in told))) if told else ""


def _tests(study: StudyPlan, planning: Planning) -> Iterator[Step]:
    """Yield the practice tests, each on its day and with the row that asks for it."""
    rows = {reason.rule: reason for reason in study.reasons}
    for week in study.weeks:
        on = next((day.on for day in week.days if day.kind == "test"), None)
        if on:
            title, reason = f"Practice test, week {week.number}", rows[planning.tests[week.phase]]
            yield Step(f"test-{week.number}", title, Kind.TEST, on, on, reason, _EXAMS, detail=week.test)


def _elective(elective: date, planning: Planning) -> Step:
    """Return when an elective is to be applied for."""
    opens, closes = span_before(elective, planning.electives_ahead)
    title = f"Apply for the elective in {month(elective)}"
    reason = planning.rows["electives"].reason
    return Step(f"elective-{elective}", title, Kind.MILESTONE, opens, closes, reason, _ROTATIONS, "closes")


def _sub_i(draft: Draft, planning: Planning) -> Step:
    """Return the home Sub-I: in the month told, else in those of its usual months that the exam leaves (G-15.d)."""
    first, last = planning.sub_i_months
    usual = [date(draft.season.year - 1, one, 1) for one in range(first, last + 1)]
    told = draft.given.sub_i
    months = [month_of(told)] if told else _beside(draft.exam, usual)
    opens, closes = months[0], month_of(months[-1], 1) - DAY
    reason = planning.rows["sub_i"].reason
    return Step("home-sub-i", "Home IR Sub-I", Kind.MILESTONE, opens, closes, reason, _ROTATIONS)


def _beside(exam: date | None, months: Sequence[date]) -> Sequence[date]:
    """Return those of some months that lie after an exam, or else all but its own."""
    if exam is None:
        return months
    return [one for one in months if one > exam] or [one for one in months if one != month_of(exam)]
