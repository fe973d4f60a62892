"""What a week of the Step 2 CK plan asks for."""

from bot.advising.catalogue import Catalogue
from bot.strategy.advice import Status
from bot.timeline.timeline import Given

_USUAL, _LONGEST = 10, 12
"""Weeks of the plan where they are not told (its parts add up to 10–11), and the most it can have (G-11.a)."""
_LAST_WEEK = 7
"""Days before the exam that a last week begins."""


def week_asks(week: int | str, weeks: int | None, catalogue: Catalogue) -> tuple[Given, ...]:
    """Return what the plan says of a week, with the last days before the exam for the last one; nothing outside it."""
    total = weeks or (min(_LONGEST, max(_USUAL, week)) if isinstance(week, int) else _USUAL)
    calls = [("ck_week_plan", {"week": week, "total_weeks": total})]
    if week == "final":
        calls.append(("final_days", {"days_to_exam": _LAST_WEEK, "burnt_out": False}))
    given = tuple((name, inputs, catalogue.advise(name, inputs)) for name, inputs in calls)
    return tuple(one for one in given if one[2].status is not Status.REJECTED)
