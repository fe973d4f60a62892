"""F03: how often an exam was failed, and what any failure means."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, _: Mapping[str, Any]) -> dict[str, Any]:
    """Return the number of failures; one is enough for a red flag and for a rebound to be shown."""
    failures = _step1(given) + _step2(given)
    return {"failures": failures, "red_flag": failures > 0, "rebound_required": failures > 0}


def _step1(given: Facts) -> int:
    """Count the failures on Step 1; of a pass after them the last attempt is none."""
    attempts: int = given["step1_attempts"]
    return {"failed": attempts, "pass_after_fail": attempts - 1}.get(given["step1_result"], 0)


def _step2(given: Facts) -> int:
    """Count the failures on Step 2 CK; the last of several attempts may be a pass and is not counted."""
    return max(1, given["step2_attempts"] - 1) if given["step2_failed"] else 0
