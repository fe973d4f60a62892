"""F13: whether a schedule takes more practice tests than there are left."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return whether the tests left are too few, and how sure that is; unknown ones are taken to be enough."""
    left, needs = given["tests_available"], data["needs"][given["exam"]].get(given["context"])
    if left is None or needs is None or left >= needs["most"]:
        return {"forms_short": False, "schedule_needs": None}
    verb = "needs" if left < needs["least"] else "can need"
    return {"forms_short": True, "schedule_needs": f"{needs['tests']} {verb}"}
