"""Seasons: which one somebody means, and how its months are counted back from the Match."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import InputError

MATCH_MONTH, ERAS_MONTH, SCHOOL_MONTH = 3, 9, 6
"""Months of the Match, of the ERAS submission in the year before it, and in which we let a school year begin."""
MONTHS_A_YEAR, MOST_YEARS = 12, 10
"""How many seasons can be looked up: the one that is on and nine more; the Match of the next is over ten years off."""


@dataclass(frozen=True, slots=True, order=True)
class Season:
    """A season, named by the year of its Match in March; applications go out in September of the year before."""

    year: int

    def months_left(self, on: date) -> int:
        """Return the whole months from the month of a day to the month of the Match; below 0 after it."""
        return (self.year - on.year) * MONTHS_A_YEAR + MATCH_MONTH - on.month

    def opens(self, months: float) -> date:
        """Return the first day of the month that lies so many months before the Match."""
        return first_day(self.year * MONTHS_A_YEAR + MATCH_MONTH - 1 - round(months))

    def closes(self, months: float) -> date:
        """Return the last day of the month that lies so many months before the Match."""
        return self.opens(round(months) - 1) - timedelta(days=1)

    @property
    def eras(self) -> date:
        """Return the first day of the month in which applications are submitted."""
        return date(self.year - 1, ERAS_MONTH, 1)


def first_day(months: int) -> date:
    """Return the first day of a month, given as the months since year 0."""
    return date(months // MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1, 1)


def month_of(day: date, later: int = 0) -> date:
    """Return the first day of the month that lies so many months after that of a day."""
    return first_day(day.year * MONTHS_A_YEAR + day.month - 1 + later)


def months_between(first: date, second: date) -> int:
    """Return the whole months from the month of a day to that of another."""
    return (second.year - first.year) * MONTHS_A_YEAR + second.month - first.month


def open_season(on: date) -> Season:
    """Return the first season whose applications go out after a day, in the September that follows it."""
    return Season(on.year + 1 + (on.month >= ERAS_MONTH))


def running(on: date) -> Season:
    """Return the season whose Match comes next; the month of the Match still belongs to it."""
    return Season(on.year + (on.month > MATCH_MONTH))


def usable(year: int, first: Season) -> Season:
    """Return the season of a year; `first` is the one that is on.

    Raises InputError where its Match is over or lies more than ten years ahead.
    """
    last = Season(first.year + MOST_YEARS - 1)
    if year < first.year:
        raise InputError(f"season {year}: its Match is over; give {first.year} or a later one")
    if year > last.year:
        raise InputError(
            f"season {year}: more than {MOST_YEARS} years ahead; give one from {first.year} to {last.year}"
        )
    return Season(year)


def school_season(school_year: int, on: date) -> Season:
    """Return the season in which somebody matches who is in a year of medical school, from 1 to 4, on a day."""
    return Season(on.year + (on.month >= SCHOOL_MONTH) + 4 - school_year)
