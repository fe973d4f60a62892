"""The clock: whatever needs the time is handed one, so that it can be told any."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Tells the time, with its zone."""


def machine_clock() -> datetime:
    """Return the time in the zone of this machine."""
    return datetime.now().astimezone()
