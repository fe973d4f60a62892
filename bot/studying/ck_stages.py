"""The weeks of Step 2 CK study by phases or by the plan of weeks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.strategy.advice import Advice
from bot.studying.stages import Ask, Drawn, Stage, coded
from bot.studying.tables import Span, StudyTables, span_of

_PHASES = ("foundation", "acceleration", "refinement")
_TEST, _BASELINE, _DECIDING = "NBME or UWSA", "baseline NBME or UWSA", "UWSA 2 or NBME, close to exam conditions,"


def split_of(values: Mapping[str, Any]) -> dict[str, int]:
    """Return the weeks of each phase, empty where the function gives no split."""
    if values["allocation"]:
        return dict(zip(_PHASES, values["allocation"], strict=True))
    return dict(values.get("phases", {}))


def phase_stages(ask: Ask, tables: StudyTables, weeks: int, baseline: int | None) -> Drawn:
    """Return the weeks of the phases; there are none where the function gives no split for so many weeks."""
    split = ask("ck_phase_plan", total_weeks=weeks, baseline_nbme=baseline)
    lengths = split_of(split.values)
    if not lengths:
        return Drawn("phases", weeks, (), (split,))
    phases = {name: ask("ck_phase_plan", phase=name) for name in lengths}
    schedule = ask("assessment_schedule", exam="step2ck", context="acceleration")
    window = ask("prep_window", mode="full_time")
    first = window.values["take_in_week"] if baseline is None and _PHASES[0] in lengths else None
    by_subject = split.values.get("subject_focused_weeks_at_most", 0)
    tested = _tested(lengths, schedule.values["every_weeks"][1])
    stages = tuple(
        _with_test(stage, week in tested, week == first)
        for week, stage in enumerate(_phase_weeks(lengths, phases, tables, by_subject), 1)
    )
    asked = (split, *phases.values(), schedule, *([window] if first else []))
    spare = split.values.get("spare_weeks")
    notes = (tables.told("spare", asked=weeks, spare=spare),) if spare else ()
    last = replace(stages[-1], mock=())
    return Drawn("phases", weeks, (*stages[:-1], last), asked, (tables.told("test_day"),), notes)


def _tested(lengths: Mapping[str, int], every: int) -> range:
    """Return the weeks that end with a test: from the second phase on, but for the last, which ends with the exam."""
    return range(lengths.get(_PHASES[0], 0) + every, sum(lengths.values()), every)


def _with_test(stage: Stage, tested: bool, first: bool) -> Stage:
    if first:
        return replace(stage, test=_BASELINE, first=True)
    return replace(stage, test=_TEST) if tested else stage


def _phase_weeks(
    lengths: Mapping[str, int], phases: Mapping[str, Advice], tables: StudyTables, by_subject: int
) -> Iterator[Stage]:
    """Yield a stage for each week of the phases; the first ones go by subject where that is advised."""
    for name, length in lengths.items():
        values = phases[name].values
        for week in range(1, length + 1):
            early = name == _PHASES[0] and week <= by_subject
            codes = ("by_subject" if early and code == "mixed" else code for code in values["focus"])
            yield coded(name, codes, tables, _span(values["questions_per_day"]))


def week_stages(ask: Ask, tables: StudyTables, weeks: int) -> Drawn:
    """Return the weeks of the plan that has its own stage and tests for each."""
    asked = [ask("ck_week_plan", week=week, total_weeks=weeks) for week in range(1, weeks + 1)]
    stages = tuple(_week_stage(advice.values, tables) for advice in asked)
    schedule = ask("assessment_schedule", exam="step2ck", context="plan_8_12")
    return Drawn("weeks", weeks, stages, (*asked, schedule), (tables.told("test_day"),))


def _week_stage(values: Mapping[str, Any], tables: StudyTables) -> Stage:
    phase, daily = tables.stages[values["stage"]], _span(values["questions_per_day"])
    stage = coded(phase, values["other"], tables, daily)
    test = _DECIDING if stage.on_test else _TEST
    return replace(stage, test=test if values["assessment_end_of_week"] else "")


def _span(written: list[int] | None) -> Span | None:
    return None if written is None else span_of(written)
