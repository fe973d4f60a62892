"""F28: the verdict where no row gives another."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(_: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the verdict that stands as long as nothing speaks for a pivot."""
    return {"verdict": data["otherwise"]}
