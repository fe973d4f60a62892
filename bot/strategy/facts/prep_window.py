"""F09: the months that lie some months before another."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.strategy.cells import Facts

_YEAR = 12


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the months for the exam, and those to start in where the exam's month is known."""
    exam_month = given["exam_month"]
    return {
        "exam_months": _before(given["eras_month"], data["exam_months_before_eras"]),
        "start_months": None if exam_month is None else _before(exam_month, data["start_months_before_exam"]),
    }


def _before(month: int, steps: Sequence[int]) -> list[int]:
    return [(month - step - 1) % _YEAR + 1 for step in steps]
