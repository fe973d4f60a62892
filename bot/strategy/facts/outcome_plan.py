"""F27: which posts come first after an unmatched cycle."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the order that answers an unmatched US MD's weak point, none for anybody else."""
    asked = given["outcome"] == "unmatched" and given["applicant_type"] == "us_md"
    return {"order": data["order"].get(given["weak_point"]) if asked else None}
