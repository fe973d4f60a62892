"""The weeks of a dedicated Step 1 period: one load throughout, the first for a baseline, the last for review."""

from collections.abc import Iterator
from dataclasses import replace

from bot.strategy.advice import Advice
from bot.studying.plans import spanned
from bot.studying.stages import Ask, Beside, Drawn, Stage
from bot.studying.tables import StudyTables, span_of

_TEST, _BASELINE = "NBME or UWSA", "baseline NBME"


def dedicated_stages(ask: Ask, tables: StudyTables, weeks: int) -> Drawn:
    """Return the weeks of a dedicated period, with a test at its start and then at the longer step the guide allows."""
    load = ask("qbank_load", context="s1_dedicated_day")
    schedule = ask("assessment_schedule", exam="step1", context="step1_dedicated")
    low, high = span_of(schedule.values["baseline_weeks_before_exam"])
    every = span_of(schedule.values["every_weeks"])
    ends = (0, *range(every[1], weeks, every[1]))
    baseline = next(end for end in ends if weeks - end <= high)
    plan = ask("step1_dedicated_plan", dedicated_weeks=weeks, baseline_weeks_before=weeks - baseline)
    late = tables.told("late_baseline", low=low, high=high, weeks=weeks)
    return Drawn(
        "dedicated",
        weeks,
        tuple(_weeks(_stage(load, plan, tables), weeks, ends, baseline)),
        (plan, load, schedule),
        (tables.told("forms", low=every[0], high=every[1]), tables.told("test_day")),
        (late,) if weeks - baseline < low else (),
    )


def _stage(load: Advice, plan: Advice, tables: StudyTables) -> Stage:
    *halves, (evening, hours) = tables.day.items()
    anki = Beside(
        f"Anki, {spanned(span_of(plan.values['anki_minutes']))} min, then targeted reading", hours, at=evening
    )
    anatomy = Beside("a look at vascular or cross-sectional anatomy", times=tables.anatomy[1])
    return Stage(
        "dedicated",
        daily=span_of(load.values["questions_per_day"]),
        weekly=span_of(plan.values["weekly_questions"]),
        style="timed",
        halves=dict(halves),
        beside=(anki, anatomy),
        day_hours=span_of(plan.values["hours_per_day"]),
    )


def _weeks(stage: Stage, weeks: int, ends: tuple[int, ...], baseline: int) -> Iterator[Stage]:
    """Yield each week; `ends` are the weeks at whose end there is a test, 0 for the start of the first."""
    for week in range(1, weeks + 1):
        end = 0 if week == 1 and week not in ends else week
        test = _BASELINE if end == baseline else _TEST if end in ends else ""
        yield replace(stage, phase=_phase(week, weeks), test=test, first=end == 0)


def _phase(week: int, weeks: int) -> str:
    if week == weeks:
        return "review"
    return "baseline" if week == 1 else "dedicated"
