"""F10: a phase's weeks, and how a number of weeks is split into the phases or what is used where it is too short."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the weeks of the phase asked for, and what becomes of the weeks given."""
    total = given["total_weeks"]
    planned = {} if total is None else {**_split(total, data), **_short(total, data)}
    return {"weeks": data["phase_weeks"].get(given["phase"]), **planned}


def _split(total: int, data: Mapping[str, Any]) -> dict[str, Any]:
    used = min(total, data["longest"])
    return {"allocation": data["splits"].get(str(used)), "spare_weeks": total - used or None}


def _short(total: int, data: Mapping[str, Any]) -> dict[str, Any]:
    for plan in data["short"]:
        if total <= plan["up_to"]:
            return {**plan, "short_plan": plan["short_plan"].format(total_weeks=total)}
    return {}
