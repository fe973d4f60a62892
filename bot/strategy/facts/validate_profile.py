"""F01: whether a week lies beyond the plan, and whether attempts are told."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, _: Mapping[str, Any]) -> dict[str, Any]:
    """Return both; what is not told contradicts nothing."""
    week, total = given["week"], given["total_weeks"]
    beyond = isinstance(week, int) and total is not None and week > total
    return {"week_beyond": beyond, "attempts_told": given["step1_attempts"] is not None}
