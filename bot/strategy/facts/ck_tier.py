"""F02: how far a score lies from the national mean, and what can be done where there is none."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the points above the national mean, none where no mean is given, and what else there is to go by."""
    mean = given["national_mean"]
    step = data["mean_step"].get(given["applicant_type"])
    return {
        "above_mean": None if mean is None else given["step2_ck"] - mean,
        "mean_step": step,
        "ask": "national_mean" if mean is None and given["applicant_type"] == data["compared"] else None,
    }
