"""F38: whether the final review has begun, and what to look at or to ask where that is open."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether the final review has begun, the function to use before that, and the field to ask for."""
    days, ready = given["days_to_exam"], given["ready"]
    begun = days <= (data["last_day"] if ready is False else data["first_day"])
    is_open = data["last_day"] < days <= data["first_day"]
    return {
        "begun": begun,
        "use": None if begun else "ck_week_plan",
        "ask": "ready" if is_open and ready is None else None,
    }
