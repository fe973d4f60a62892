"""F32: what to ask for where nobody has said how the practice scores look."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, _: Mapping[str, Any]) -> dict[str, Any]:
    """Return the field to ask for; none where it is given."""
    return {"ask": "practice" if given["practice"] is None else None}
