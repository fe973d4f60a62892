"""F05: which score to use while Step 2 CK is only predicted."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the score to use in place of Step 2 CK: the low end of the range where it is a prediction."""
    low, high = given["predicted_low"], given["predicted_high"] or data["highest"]
    predicted = low is not None and _lies_in(given["step2_ck"], low, high)
    return {
        "predicted": predicted,
        "upside_down": low is not None and low > high,
        "step2_ck": low if predicted else given["step2_ck"],
        "use_score": low if predicted else None,
    }


def _lies_in(score: int | None, low: int, high: int) -> bool:
    """Tell whether a score can be the prediction itself; one outside the range is the real one, none is not in yet."""
    return score is None or low <= score <= high
