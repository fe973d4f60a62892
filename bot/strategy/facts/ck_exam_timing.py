"""F15: the whole months between exam and ERAS, and what they and the rotations come to."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the months before ERAS with their verdict, the warnings, and whether the month has that day."""
    months = given["eras_month"] - given["exam_month"] + (0 if given["same_year"] else data["months_in_year"])
    return {
        "months_before_eras": months,
        "verdict": "on_time" if months >= data["least_months"] else "late",
        "warn": _warnings(given, data),
        "day_exists": (given["day"] or 1) <= data["last_days"][given["exam_month"] - 1],
    }


def _warnings(given: Facts, data: Mapping[str, Any]) -> list[str]:
    """Return what stands in the way of the date; rotations that nothing is known of do not."""
    warned = {
        data["rotations_first"]: given["med_surg_done"] is False,
        data["overlap"]: given["overlaps"] in data["overlapping"],
    }
    return [warning for warning, holds in warned.items() if holds]
