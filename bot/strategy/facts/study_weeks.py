"""F08: whether the baseline has reached the target already."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, _: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether the baseline is at or above the target; false where there is no target."""
    target = given["target"]
    return {"at_target": target is not None and given["baseline_nbme"] >= target}
