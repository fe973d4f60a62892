"""Plans to test: made over the shipped tables, and what is read off them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.studying.laying_out import study_plan
from bot.studying.plans import StudyDay, StudyPlan, StudyWeek
from tests.strategy.shipped import shipped

LEAP_EXAM = date(2028, 3, 1)


def planned(exam: str, **wish: Any) -> StudyPlan:
    """Return a plan over the shipped tables."""
    return study_plan(exam, shipped(), **wish)


def asked(function: str, **inputs: Any) -> dict[str, Any]:
    """Return what a strategy function gives."""
    return dict(shipped().advise(function, inputs).values)


def days_of(plan: StudyPlan) -> Iterator[StudyDay]:
    """Yield all days of a plan in order."""
    return (day for week in plan.weeks for day in week.days)


def kinds_of(week: StudyWeek) -> list[str]:
    """Return the kinds of the days of a week."""
    return [day.kind for day in week.days]


def total(plan: StudyPlan) -> tuple[int, int]:
    """Return the questions of a whole plan."""
    spans = [week.questions for week in plan.weeks if week.questions]
    return sum(low for low, _ in spans), sum(high for _, high in spans)


def weeks_before_exam(plan: StudyPlan) -> list[int]:
    """Return how many whole weeks before the exam each test is, the first one first."""
    count = len(plan.weeks)
    return [count - week.number + ("start" in week.test) for week in plan.weeks if week.test]
