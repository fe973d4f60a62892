"""F04: what applies where no row gives a number, and what the other guides say."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the aim in words, what else is said, the school's average as the floor, and what is to be asked."""
    return {
        "target_text": data["said"][data["aim"]]["text"],
        "also_said": _said_to(given["applicant_type"], data),
        "floor": given["school_mean"],
        "ask": "step1_status" if _is_open(given, data) else None,
    }


def _said_to(applicant: str, data: Mapping[str, Any]) -> dict[str, str]:
    """Return the other guides' words to an applicant, by guide."""
    return {guide: said["text"] for guide, said in data["said"].items() if applicant in said["to"]}


def _is_open(given: Facts, data: Mapping[str, Any]) -> bool:
    """Tell whether the target hangs on a Step 1 record that is not known."""
    return given["applicant_type"] in data["img"] and given["step1_status"] == "unknown"
