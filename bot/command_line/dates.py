"""Days given to commands."""

import re
from datetime import date, datetime, time
from typing import Annotated

import typer

from bot.days import read_day
from bot.errors import InputError

_MONTH = re.compile(r"\d{4}-\d{1,2}")
Day = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it is asked, as 2027-03-01.")]


def day_of(name: str, written: str | None) -> date | None:
    """Read the day given to an option, None where it is left out.

    Raises InputError that names the option.
    """
    try:
        return read_day(written) if written else None
    except InputError as error:
        raise InputError(f"--{name}: {error}") from error


def month_of(name: str, written: str | None) -> date | None:
    """Read the month given to an option as 2027-07, or as one of its days; None where it is left out.

    Raises InputError that names the option.
    """
    return day_of(name, f"{written}-01" if written and _MONTH.fullmatch(written) else written)


def asked_at(on: str | None, now: datetime) -> datetime:
    """Return the time at which a command is asked: noon of the day given, or now."""
    day = day_of("on", on)
    return datetime.combine(day, time(12), now.tzinfo) if day else now
