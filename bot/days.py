"""Read a day that a person writes."""

import re
from datetime import date

from bot.errors import InputError

_LONGEST_SHOWN = 40
"""Characters of what was written that a reason repeats."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORTEST_MONTH = 3
_DAYS = (
    re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d?)-(?P<day>\d\d?)", re.ASCII),
    re.compile(r"(?P<day>\d\d?)(?:st|nd|rd|th)?[\s-]+(?P<month>[a-z]+)\.?,?[\s-]+(?P<year>20\d\d)", re.ASCII | re.I),
    re.compile(r"(?P<month>[a-z]+)\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>20\d\d)", re.ASCII | re.I),
)
"""How a day may be written."""
_TWO_WAYS = re.compile(r"(0?[1-9]|1[0-2])([/.-])(0?[1-9]|1[0-2])\2(20\d\d)", re.ASCII)
"""A day of which no one can tell whether the month comes first."""


def read_day(text: str) -> date:
    """Return a day that is written as 2027-03-01, 1 Mar 2027 or Mar 1, 2027.

    Raises InputError where it is no such day, or could be two.
    """
    found = next((found for pattern in _DAYS if (found := pattern.fullmatch(text.strip()))), None)
    try:
        if found:
            return date(int(found["year"]), _month(found["month"]), int(found["day"]))
    except ValueError:
        raise InputError(f"{shown(text)} is no day of the calendar") from None
    raise InputError(_unread(text))


def _month(name: str) -> int:
    """Return a month's number; a name is whole or its first letters, three at least."""
    if name.isdigit():
        return int(name)
    starts = [month.lower().startswith(name.lower()) for month in MONTHS]
    return starts.index(True) + 1 if len(name) >= _SHORTEST_MONTH else 0


def _unread(text: str) -> str:
    found = _TWO_WAYS.fullmatch(text.strip())
    if not found:
        return f"{shown(text)} is no date we can read; write it as in 2027-03-01"
    first, second, year = int(found[1]), int(found[3]), found[4]
    either = f"{year}-{first:02}-{second:02} or {year}-{second:02}-{first:02}"
    return f"{shown(text)} can be read as two days; write {either}"


def shown(text: str) -> str:
    """Return what was written as a reason repeats it; what is long is cut."""
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")
