"""Time zones by name, and the moment at which it is some hour of a day in one of them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import InputError

DEFAULT_ZONE = "America/New_York"
_UTC = "UTC"
_OFFSETS = "Etc/"
"""Zones that are an offset and no place: their signs are the wrong way round for most readers."""


def time_zones() -> tuple[str, ...]:
    """Return the names of time zones: a continent and a place each, and UTC."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith(_OFFSETS)}
    return (*sorted(places), _UTC)


def zone_named(name: str, known: Iterable[str]) -> str:
    """Return a time zone as it is spelled; case and blanks do not count.

    Raises InputError where there is none of that name.
    """
    wanted = name.strip().replace(" ", "_").casefold()
    found = next((one for one in known if one.casefold() == wanted), None)
    if found is None:
        raise InputError("That is no time zone I know; choose one from the list, as America/New_York or Asia/Kolkata")
    return found


def moment_of(day: date, hour: int, zone: str) -> datetime:
    """Return when it is an hour of a day in a zone.

    An hour that is skipped there is taken as the one after it, and of one that comes twice the first is taken.
    """
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment as the clocks of a zone show it."""
    return moment.astimezone(ZoneInfo(zone))
