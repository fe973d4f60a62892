"""F12: how long a number of questions takes to review, and how many weeks a bank takes to finish."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the questions a member plans under a name of their own, the hours of review and the weeks for the bank."""
    return {"asked": given["questions"], "questions": None, **_review(given, data), **_bank(given, data)}


def _review(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the hours of review and what they are per; those of the questions planned where there are any."""
    found, asked = data["review"].get(given["context"]), given["questions"]
    if found is None:
        return {}
    if asked is None:
        return {"review_hours": found["hours"], "review_per": found["per"]}
    hours = [_plain(asked * one / data["block"]) for one in data["hours_per_block"]]
    return {"review_hours": hours, "review_per": found["asked_per"]}


def _plain(hours: float) -> float:
    return int(hours) if hours.is_integer() else round(hours, 2)


def _bank(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the weeks a bank takes, or what is asked for them."""
    size, load, step = given["bank_size"], data["weekly"].get(given["context"]), data["bank_step"]
    if size is None:
        return {"bank_step": step["ask"], "ask": "bank_size" if given["context"] in data["volume"] else None}
    if load is None:
        return {"bank_step": step["no_load"]}
    low, high = load
    return {"bank_step": step["divided"].format(bank_size=size), "weeks": [-(-size // high), -(-size // low)]}
