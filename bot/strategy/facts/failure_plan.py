"""F18: the failed exam and the attempt ahead, in words."""

from collections.abc import Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the exam's name, what else counts after it, and which attempt comes next."""
    attempt = data["attempt"]["first_failure" if given["n_failures"] == 1 else "later"]
    return {**data["exam"][given["exam"]], "attempt": attempt}
