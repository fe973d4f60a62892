"""F07: what applicants to other fields send, for comparison only, and which guides favour DR for whom."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return each compared field's range of applications, open upwards, and the guides that favour DR."""
    favoured = data["favoured"]
    return {
        "comparison_only": {field: [low, None] for field, low in data["comparison_from"].items()},
        "favoured": favoured.get(given["applicant_type"], favoured["others"]),
    }
