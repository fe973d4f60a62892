"""F26: a verdict on each part of the application."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the items; requests of which no time is given are left out."""
    asked = {
        "letters": _timely(given["letters_requested_months_before_eras"], data["letters_from"]),
        "electives": _timely(given["electives_months_ahead"], data["electives_from"]),
    }
    settled = {
        "eras": given["eras_ready"],
        "ck_score": given["ck_score_in"],
        "failure_explanation": not given["failures"],
        "visa": not given["visa"],
    }
    verdicts = {name: "ok" if fine else "fix" for name, fine in settled.items()}
    return {"items": {name: verdict for name, verdict in asked.items() if verdict} | verdicts}


def _timely(months: float | None, at_least: float) -> str | None:
    if months is None:
        return None
    return "on_time" if months >= at_least else "late"
