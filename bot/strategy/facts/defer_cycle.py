"""F17: how the score compares with what was expected, and what that comes to."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the level of the score and what is done by it; nothing where no level is known."""
    named, counted = given["score_vs_expected"], _counted(given["points_below_target"], data)
    differ = None not in (named, counted) and named != counted
    level = data["where_they_differ"] if differ else named or counted
    if level is None:
        return {"level": None}
    action = data["action"][level]["year" if given["year_would_improve"] else "no_year"]
    return {
        "level": level,
        "action": action,
        "list": data["broad"] if action == "proceed_broad" else None,
        "no_delay": data["no_delay"].get(level),
        "fewer": data["fewer"]["differs" if differ else "agrees"],
    }


def _counted(points: int | None, data: Mapping[str, Any]) -> str | None:
    """Return the level of the points below target, as we read them."""
    return None if points is None else next(level for least, level in data["levels"] if points >= least)
