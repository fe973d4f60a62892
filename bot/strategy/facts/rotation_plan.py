"""F20: which count of away rotations is asked of the applicant, and how a plan compares with it."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the group, its away rotations and the verdict on those planned; an IMG has no counts."""
    group = _group(given)
    aways = data["aways"].get(group, {})
    return {
        "group": group,
        "home": "required" if given["home_ir"] else "not_available",
        "away_min": aways.get("min"),
        "away_ideal": aways.get("ideal"),
        "verdict": _verdict(given["aways_planned"], aways),
    }


def _group(given: Facts) -> str:
    """Return which counts apply: those of a low-score MD depend on a home program."""
    if given["applicant_type"] in ("us_img", "non_us_img"):
        return "img"
    if given["applicant_type"] == "us_md" and given["low_score"]:
        return "low_md" if given["home_ir"] else "low_md_no_home"
    return "other"


def _verdict(planned: int | None, aways: Mapping[str, int]) -> str | None:
    """Return how the planned count compares, none where there is no plan or no count."""
    if planned is None or not aways:
        return None
    if planned > aways["ideal"]:
        return "diminishing"
    if planned == aways["ideal"]:
        return "ideal"
    return "min" if planned >= aways["min"] else "below_min"
