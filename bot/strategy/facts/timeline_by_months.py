"""F22: the window that is due and where in the calendar it lies."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the latest window the months fall in, what follows it where two meet, and the calendar month."""
    left = given["months_before_match"]
    window = next((name for name, until in data["until"].items() if left <= until), data["earliest"])
    return {
        "window": window,
        "then": data["then"].get(f"{left:g}"),
        "calendar_note": data["calendar_note"].format(month=_month(left, data)),
    }


def _month(left: float, data: Mapping[str, Any]) -> str:
    names: list[str] = data["months"]
    match: int = data["match_month"]
    return names[(match - 1 - round(left)) % len(names)]
