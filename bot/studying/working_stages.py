"""The weeks of Step 2 CK study beside work: busy ones, then the intense ones before the exam."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.strategy.advice import Advice
from bot.studying.plans import spanned
from bot.studying.stages import Ask, Beside, Drawn, Stage, coded
from bot.studying.tables import Hours, Span, StudyTables, hours_of, span_of

_TEST, _BASELINE = "NBME or UWSA", "baseline NBME or UWSA"
_WEEKS_A_YEAR, _MONTHS_A_YEAR, _HOUR = 52, 12, 60


@dataclass(frozen=True, slots=True)
class _Lengths:
    """The guide's months beside work and weeks after them, and what they come to for the weeks asked for."""

    months: Span
    dedicated: Span
    asked: int | None

    @property
    def total(self) -> int:
        """Return the weeks of the plan: those asked for, at most as many as the guide has."""
        _, most = _weeks_of(self.months, self.dedicated)
        return min(self.asked or most, most)

    @property
    def intense(self) -> int:
        """Return the weeks after those beside work."""
        return min(self.dedicated[1], self.total)

    @property
    def busy(self) -> int:
        """Return the weeks beside work."""
        return self.total - self.intense

    def notes(self, tables: StudyTables) -> Iterator[str]:
        """Yield what does not fit."""
        low, high = self.months
        if self.busy < _in_weeks(low):
            yield tables.told("part_time", low=low, high=high, weeks=self.busy)
        if self.asked and self.asked > self.total:
            yield tables.told("spare", asked=self.asked, spare=self.asked - self.total)


def weeks_beside_work(values: Mapping[str, Any]) -> Span:
    """Return the fewest and the most weeks of study that the guide has beside work; `prep_window` gives the values."""
    return _weeks_of(span_of(values["part_time_months"]), span_of(values["dedicated_weeks"]))


def working_stages(ask: Ask, tables: StudyTables, weeks: int | None, baseline: int | None) -> Drawn:
    """Return the weeks; without a number of them, as many as the guide has at most."""
    window, phase = ask("prep_window", mode="working"), ask("ck_phase_plan", phase="acceleration")
    schedule, weekly = (ask("assessment_schedule", exam="step2ck", context=one) for one in ("busy", "acceleration"))
    loads = [ask("qbank_load", context=f"ck_busy_{one}") for one in ("week", "weekday", "weekend_day")]
    lengths = _Lengths(span_of(window.values["part_time_months"]), span_of(window.values["dedicated_weeks"]), weeks)
    first = None if baseline is not None else window.values["take_in_week"]
    low, every = span_of(schedule.values["every_weeks"])
    stages = (
        *_busy_weeks(_busy_stage(loads, tables), lengths.busy, every, first),
        *_intense_weeks(phase.values, tables, lengths.intense, weekly.values["every_weeks"][1]),
    )
    caveats = (
        tables.told("intense", low=lengths.dedicated[0], high=lengths.dedicated[1]),
        tables.told("forms", low=low, high=every),
        tables.told("test_day"),
    )
    asked = (window, *loads, schedule, phase, weekly)
    return Drawn("working", weeks or lengths.total, stages, asked, caveats, tuple(lengths.notes(tables)))


def _busy_stage(loads: list[Advice], tables: StudyTables) -> Stage:
    week, weekday, weekend = (one.values for one in loads)
    content: Hours = _shared(hours_of(week["content_hours"]), len(tables.busy.days))
    low, high = weekday["anki_minutes"]
    anki = Beside(f"Anki, {low}–{high} min", hours_of((low, high)), weekdays=True)
    return Stage(
        "part-time",
        daily=span_of(weekday["questions"]),
        weekend=span_of(weekend["questions"]),
        weekly=span_of(week["questions"]),
        style="timed",
        beside=(
            replace(anki, hours=_shared(anki.hours, _HOUR)),
            Beside(f"content of weak systems, {spanned(content)} h", content),
        ),
        days=tables.busy.days,
        test_day=tables.busy.test,
    )


def _busy_weeks(stage: Stage, weeks: int, every: int, first: int | None) -> Iterator[Stage]:
    """Yield the busy weeks, with a baseline in the week named and a test at each step."""
    for week in range(1, weeks + 1):
        test = _BASELINE if week == first else _TEST if week % every == 0 else ""
        yield replace(stage, test=test)


def _intense_weeks(values: Mapping[str, Any], tables: StudyTables, weeks: int, every: int) -> Iterator[Stage]:
    """Yield the intense weeks, each step but the last with a test: that one ends with the exam."""
    stage = coded("intense", values["focus"], tables, span_of(values["questions_per_day"]))
    for week in range(1, weeks + 1):
        yield replace(stage, test=_TEST if week % every == 0 and week < weeks else "")


def _shared(hours: Hours, parts: int) -> Hours:
    low, high = hours
    return low / parts, high / parts


def _weeks_of(months: Span, dedicated: Span) -> Span:
    low, high = (_in_weeks(busy) + intense for busy, intense in zip(months, dedicated, strict=True))
    return low, high


def _in_weeks(months: int) -> int:
    return months * _WEEKS_A_YEAR // _MONTHS_A_YEAR
