"""F11: which stage of the plan a week is in, and whether it ends with a practice test."""

from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from bot.strategy.cells import Facts

_WORDS = ("last_test", "earlier", "change", "final_weeks")
"""What a plan's rows say of its length."""


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the week's place in a plan of so many weeks; nothing of it where there is no such plan."""
    week, total = given["week"], given["total_weeks"]
    plan = data["plans"].get(str(total), {})
    stage, span = _stage(week, plan.get("stages", {}))
    return {
        "after_plan": week != "final" and week > total,
        "stage": stage,
        "span": span,
        "stages": plan.get("stages"),
        "assessment_end_of_week": week in plan.get("tests", ()),
        "deciding": week in plan.get("deciding", ()),
        **{word: plan.get(word) for word in _WORDS},
    }


def _stage(week: int | str, stages: Mapping[str, int]) -> tuple[str | None, str | None]:
    """Return the week's stage and which weeks that is."""
    ends = accumulate(stages.values())
    for (name, length), end in zip(stages.items(), ends, strict=True):
        if week == name or (isinstance(week, int) and week <= end):
            return name, _span(end - length + 1, end)
    return None, None


def _span(first: int, last: int) -> str:
    return f"week {first}" if first == last else f"weeks {first}–{last}"
