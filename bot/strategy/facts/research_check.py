"""F21: which research goals of a stage are unmet."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is unmet and ideally unmet; where there is or may be adjacent work, the IR project is an ideal."""
    stage = given["stage"]
    unmet = _unmet(data["goals"][stage], given)
    ideal = _unmet(data["ideals"].get(stage, []), given)
    gap, adjacent = unmet == ["ir_project"], given["adjacent_work"]
    if gap and adjacent is not False:
        ideal = unmet
    if gap and adjacent:
        unmet = []
    return {
        "met": not unmet,
        "unmet": unmet,
        "ideal_unmet": ideal,
        "ir_project_gap": gap,
        "ask": "adjacent_work" if gap and adjacent is None else None,
        "products": data["products"].get(str(given["total_products"])),
    }


def _unmet(goals: Sequence[Mapping[str, Any]], given: Facts) -> list[str]:
    """Return the goals for which there is too little."""
    return [one["goal"] for one in goals if sum(given[name] for name in one["of"]) < one["least"]]
