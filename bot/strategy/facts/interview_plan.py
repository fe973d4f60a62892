"""F29: whether anything low is on file."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether any exam flag is more than a clean record."""
    return {"low": not set(given["flags"]) <= set(data["clean"])}
