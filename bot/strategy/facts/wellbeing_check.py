"""F34: which kinds of rest fall short."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is below its least amount, and whether nothing is."""
    below = [one["name"] for field, one in data.items() if given[field] < one["least"]]
    return {"below": below, "ok": not below}
