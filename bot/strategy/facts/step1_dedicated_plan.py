"""F30: whether the dedicated period has the usual length, and whether the baseline lies well."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether the length is usual, what to mind where it is not, and whether the baseline is in its weeks."""
    weeks, baseline = given["dedicated_weeks"], given["baseline_weeks_before"]
    low, high = data["usual"]
    return {
        "within_usual": _within(weeks, data["usual"]),
        "warn": "short" if weeks < low else "burnout" if weeks > high else None,
        "use": "wellbeing_check" if weeks > high else None,
        "baseline_ok": None if baseline is None else _within(baseline, data["baseline"]),
    }


def _within(number: float, ends: Sequence[int]) -> bool:
    low, high = ends
    return low <= number <= high
