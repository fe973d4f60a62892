"""Study plans for Step 1 and Step 2 CK, week by week and day by day, built from the strategy functions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.advising.wording import told
from bot.errors import InputError
from bot.shipped import config_folder
from bot.strategy.advice import Advice, Reason, Status
from bot.strategy.tables import APPLIES
from bot.studying.ck_stages import phase_stages, week_stages
from bot.studying.days import WEEK, Pace, week_of
from bot.studying.plans import StudyPlan, StudyWeek
from bot.studying.shortfalls import shortfalls
from bot.studying.stages import Ask, Drawn
from bot.studying.step1_stages import dedicated_stages
from bot.studying.tables import StudyTables, read_study_tables
from bot.studying.wishes import PHASES, STEP1, WEEKS, Wish
from bot.studying.working_stages import working_stages

_FIELDS = {"total_weeks": "weeks", "dedicated_weeks": "weeks"}
"""What inputs of the functions are called here."""
_SCORE, _BY_SCORE = re.compile(r"\b[1-3]\d\d\b"), frozenset({"08", "10"})
"""A score in a sentence, and the functions whose rows go by an IMG's."""


def study_plan(  # noqa: PLR0913 - what a plan is asked for, each by its name
    exam: str,
    catalogue: Catalogue,
    *,
    weeks: int | None = None,
    baseline: int | None = None,
    hours: float | None = None,
    days_per_week: int | None = None,
    working: bool = False,
    applicant: str | None = None,
    exam_day: date | None = None,
    plan: str | None = None,
) -> StudyPlan:
    """Return a plan, dated back from the exam day where that is given.

    Without days a week it has as many as the guides count.

    Raises InputError with field and reason where a value cannot be used.
    """
    ask = _asker(catalogue)
    counted = ask("qbank_load", context="s1_dedicated_day").values["days"]
    days = counted if days_per_week is None else days_per_week
    wish = Wish(exam, weeks, baseline, hours, days, working, applicant, exam_day, plan)
    wish.check(catalogue)
    tables = shipped_tables()
    pace = Pace(None if hours is None else Fraction(hours), days, counted, tables.block, tables.busy.weekend)
    return _plan(wish, pace, ask, tables, catalogue.guides)


@cache
def shipped_tables() -> StudyTables:
    """Return the tables that are shipped; they are read once."""
    return read_study_tables(config_folder() / "timeline" / "studying.toml")


def _asker(catalogue: Catalogue) -> Ask:
    """Return what asks a function and turns its refusal into an error."""

    def ask(function: str, **inputs: Any) -> Advice:
        advice = catalogue.advise(function, inputs)
        if advice.status is Status.REJECTED:
            said = [f"{_FIELDS.get(error['field'], error['field'])} {error['reason']}" for error in advice.errors]
            raise InputError("; ".join(said))
        return advice

    return ask


def _plan(wish: Wish, pace: Pace, ask: Ask, tables: StudyTables, guides: Mapping[str, str]) -> StudyPlan:
    drawn = dedicated_stages(ask, tables, wish.weeks or 0) if wish.exam == STEP1 else _ck_drawn(wish, ask, tables)
    eve = ask("final_days", days_to_exam=1, burnt_out=False) if wish.exam_day and drawn.stages else None
    weeks = tuple(_weeks(drawn, wish, pace, eve))
    asked = (*drawn.advices, eve) if eve else drawn.advices
    reasons = tuple(_reasons(asked, wish, tables))
    said = (told(reason.says, guides) for reason in reasons if reason.caveat)
    own = _caveats(drawn, wish, pace, tables)
    missing = (*_long_days(weeks, wish, tables), *shortfalls(weeks, tables, wish.hours is not None))
    notes = (*(told(note, guides) for note in drawn.notes), *missing)
    caveats = tuple(one for one in dict.fromkeys((*said, *own)) if one not in notes)
    return StudyPlan(wish.exam, weeks, caveats, reasons, notes, _inputs(wish, pace, drawn))


def _inputs(wish: Wish, pace: Pace, drawn: Drawn) -> dict[str, Any]:
    """Return what the plan was made from, without what was not told."""
    told_ones = {"baseline": wish.baseline, "hours": wish.hours, "applicant": wish.applicant, "exam_day": wish.exam_day}
    used = {"weeks": drawn.weeks, "days_per_week": pace.days, "working": wish.working, "plan": drawn.kind}
    return used | {name: value for name, value in told_ones.items() if value is not None}


def _ck_drawn(wish: Wish, ask: Ask, tables: StudyTables) -> Drawn:
    """Return the weeks of Step 2 CK study; from a baseline alone as many as the guide has for it at most."""
    if wish.working:
        return working_stages(ask, tables, wish.weeks, wish.baseline)
    if wish.baseline is None:
        return _of_kind(wish, ask, tables, wish.weeks or 0)
    advice = ask("study_weeks", baseline_nbme=wish.baseline, applicant_type=wish.applicant)
    low, high = advice.values["weeks"]
    weeks = wish.weeks or high
    drawn = _of_kind(wish, ask, tables, weeks)
    few = (tables.told("few_weeks", low=low, high=high, weeks=weeks),) if weeks < low else ()
    return replace(drawn, advices=(advice, *drawn.advices), notes=(*few, *drawn.notes))


def _of_kind(wish: Wish, ask: Ask, tables: StudyTables, weeks: int) -> Drawn:
    """Return the plan asked for, or else the one that the function of the phases names for so many weeks.

    Raises InputError where the phases are asked for and do not go into so many.
    """
    split = ask("ck_phase_plan", total_weeks=weeks)
    by_weeks = split.values.get("use") == "ck_week_plan"
    if by_weeks and wish.plan == PHASES:
        raise InputError(
            f"plan {PHASES!r}: the phases do not go into {weeks} weeks; leave it out for the plan by weeks"
        )
    if by_weeks and wish.plan is None:
        drawn = week_stages(ask, tables, weeks)
        return replace(drawn, advices=(split, *drawn.advices))
    if wish.plan == WEEKS:
        return week_stages(ask, tables, weeks)
    drawn = phase_stages(ask, tables, weeks, wish.baseline)
    return drawn if drawn.stages else replace(drawn, notes=split.caveats)


def _weeks(drawn: Drawn, wish: Wish, pace: Pace, eve: Advice | None) -> Iterator[StudyWeek]:
    """Yield the weeks, dated back from the exam: the last one ends on the day before."""
    count, on = len(drawn.stages), wish.exam_day
    if on and on.toordinal() <= count * WEEK:
        raise InputError(f"exam_day {on}: too early for a plan of {count} weeks")
    for number, stage in enumerate(drawn.stages, 1):
        closes = on - timedelta(days=1, weeks=count - number) if on else None
        yield week_of(number, stage, pace, closes, _eve(eve) if number == count else ())


def _eve(advice: Advice | None) -> tuple[str, ...]:
    return (*advice.values["do"], *(f"no {one}" for one in advice.values["avoid"])) if advice else ()


def _reasons(asked: Iterable[Advice], wish: Wish, tables: StudyTables) -> Iterator[Reason]:
    """Yield the rows behind a plan, each once; those that name a score of IMGs are not for US graduates."""
    for reason in dict.fromkeys(reason for advice in asked for reason in advice.reasons):
        by_score = reason.rule[2:4] in _BY_SCORE and _SCORE.search(reason.says)
        if reason.rule not in tables.aside and not (by_score and wish.applicant in APPLIES["us"]):
            yield reason


def _caveats(drawn: Drawn, wish: Wish, pace: Pace, tables: StudyTables) -> Iterator[str]:
    """Yield how the plan counts, and for whom the guides wrote what it takes from them."""
    yield from drawn.caveats
    if wish.exam_day and drawn.stages and wish.exam == STEP1:
        yield tables.told("eve")
    if wish.exam == STEP1 or not drawn.stages:
        return
    block = tables.block
    low, high = block.review
    yield tables.told("block", hours=block.hours, questions=block.questions, low=low, high=high)
    if any(stage.daily and not stage.weekly for stage in drawn.stages):
        yield tables.told("days", days=pace.counted)
    if wish.applicant in APPLIES["us"]:
        yield tables.told("us")
    if wish.applicant == "us_img" and drawn.kind != PHASES:
        yield tables.told("us_img")


def _long_days(weeks: Iterable[StudyWeek], wish: Wish, tables: StudyTables) -> Iterator[str]:
    """Yield how long a weekday of work and study gets, where nobody said how many hours there are."""
    busy = (week for week in weeks if wish.working and wish.hours is None)
    days = (day for week in busy for day in week.days if day.questions and day.label not in tables.busy.weekend)
    if found := next(days, None):
        low, high = found.hours or (0, 0)
        yield tables.told("long_days", low=f"{low:g}", high=f"{high:g}")
