"""How days, months and windows are written."""

from datetime import date

from bot.days import MONTHS
from bot.timeline.seasons import MATCH_MONTH, MONTHS_A_YEAR, Season


def day(one: date) -> str:
    """Return a day as "4 June 2025"."""
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def days(opens: date, closes: date) -> str:
    """Return a run of days, naming once what both ends share."""
    if opens == closes:
        return day(opens)
    if (opens.year, opens.month) == (closes.year, closes.month):
        return f"{opens.day}–{day(closes)}"
    if opens.year == closes.year:
        return f"{opens.day} {MONTHS[opens.month - 1]} – {day(closes)}"
    return f"{day(opens)} – {day(closes)}"


def month(one: date) -> str:
    """Return a month as "June 2025"."""
    return f"{MONTHS[one.month - 1]} {one.year}"


def months(opens: date, closes: date) -> str:
    """Return a run of months, naming once what both ends share."""
    if month(opens) == month(closes):
        return month(opens)
    first = MONTHS[opens.month - 1] if opens.year == closes.year else month(opens)
    return f"{first}–{month(closes)}" if opens.year == closes.year else f"{first} – {month(closes)}"


def month_names(latest: int, earliest: int) -> str:
    """Return a window before a March Match by its months alone."""
    first, last = (MONTHS[(MATCH_MONTH - 1 - months) % MONTHS_A_YEAR] for months in (earliest, latest))
    return first if first == last else f"{first}–{last}"


def before_match(latest: int, earliest: int) -> str:
    """Return a window counted back from the Match."""
    span = f"{latest}" if latest == earliest else f"{latest}–{earliest}"
    return f"{span} month{'s' if earliest != 1 else ''} before the Match"


def standing(year: str, season: Season | None, months: float | None) -> str:
    """Name a point in time: a year of school, a season, and how many months are left."""
    *part, school = year.split("_")
    named = "M1–M2" if year == "m1_m2" else " ".join((*part, school.upper()))
    left = "" if months is None else f"{months:g} month{'' if months == 1 else 's'} before the Match"
    return ", ".join(one for one in (named, f"{season.year} season" if season else "", left) if one)
