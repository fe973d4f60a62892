"""Days that members type into options: read, or refused with the name of the option."""

import re
from datetime import date

from discord import app_commands

from bot.days import MONTHS, read_day, shown
from bot.echoing import echoed
from bot.errors import InputError

Written = app_commands.Range[str, 1, 40]
"""A day as a member writes it."""
_MONTH = re.compile(r"\s*20\d\d-\d{1,2}\s*", re.ASCII)
_LONGEST_REASON = 200


def day_told(option: str, written: str | None) -> date | None:
    """Return the day that was typed into an option, None where it is left out.

    Raises InputError that names the option.
    """
    try:
        return read_day(written) if written else None
    except InputError as error:
        raise InputError(f"`{option}`: {echoed(str(error), _LONGEST_REASON, one_line=True)}") from error


def month_told(option: str, written: str | None) -> date | None:
    """Return a day of the month that was typed as 2027-07, or as one of its days; None where it is left out.

    Raises InputError that names the option.
    """
    if not written or not _MONTH.fullmatch(written):
        return day_told(option, written)
    year, month = map(int, written.split("-"))
    if month not in range(1, len(MONTHS) + 1):
        raise InputError(f"`{option}`: {shown(written.strip())} is no month; write it as in 2027-07")
    return date(year, month, 1)
