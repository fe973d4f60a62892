"""F06: whether the low-score advice speaks to the member at all, and whether the IR profile is excellent."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, _: Mapping[str, Any]) -> dict[str, Any]:
    """Return both, and the applicant type only where there is low-score advice to give."""
    low_score = given["any_failure"] or given["score_band"] != "above_average"
    return {
        "low_score": low_score,
        "excellent_profile": given["ir_exposure"] == "excellent" and given["ir_letters"] == "strong",
        "applicant_type": given["applicant_type"] if low_score else None,
    }
