"""F25: what a program counts as where no row on its ties or its kind says so."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the verdict that stands unless a row sets one: better where IMGs have been interviewed."""
    return {"verdict": data["with_img_history"] if given["img_history"] else data["otherwise"]}
