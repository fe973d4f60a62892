"""Time zones by name, and the moment at which it is some hour of a day in one of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import InputError
from bot.suggesting import MOST, folded, suggest

DEFAULT_ZONE = "America/New_York"
_UTC = "UTC"
_OFFSETS = "Etc/"
"""Zones that are an offset and no place: their signs are the wrong way round for most readers."""
_PLACES: Mapping[str, str] = {
    "America/New_York": (
        "EST, EDT, ET, Eastern, Eastern time, US Eastern, NYC, Boston, Philadelphia, Washington, Washington DC,"
        " Baltimore, Pittsburgh, Cleveland, Atlanta, Miami, Orlando, Tampa, Charlotte"
    ),
    "America/Chicago": (
        "CST, CDT, CT, Central, Central time, US Central, Houston, Dallas, Austin, San Antonio, St Louis, Minneapolis,"
        " Milwaukee, Nashville, New Orleans, Kansas City"
    ),
    "America/Denver": "MST, MDT, MT, Mountain, Mountain time, US Mountain, Salt Lake City, Albuquerque",
    "America/Los_Angeles": (
        "PST, PDT, PT, Pacific, Pacific time, US Pacific, LA, San Francisco, San Diego, Sacramento, Seattle, Portland,"
        " Las Vegas"
    ),
    "Europe/London": "UK, United Kingdom, Great Britain, Britain, England, Scotland, GMT, BST, Manchester, Birmingham",
    "Asia/Kolkata": (
        "India, IST, Mumbai, Bombay, Delhi, New Delhi, Bangalore, Bengaluru, Chennai, Hyderabad, Pune, Ahmedabad, Kochi"
    ),
    "Asia/Karachi": "Pakistan, PKT, Lahore, Islamabad, Rawalpindi, Faisalabad, Peshawar, Multan",
    "Asia/Dhaka": "Bangladesh, Chittagong",
    "Asia/Kathmandu": "Nepal",
    "Asia/Manila": "Philippines, Cebu",
    "Asia/Shanghai": "China, Beijing, Guangzhou, Shenzhen",
    "Asia/Dubai": "UAE, United Arab Emirates, Abu Dhabi, Sharjah",
    "Asia/Riyadh": "Saudi Arabia, KSA, Jeddah, Mecca, Medina, Dammam",
    "Asia/Amman": "Jordan",
    "Asia/Beirut": "Lebanon",
    "Asia/Damascus": "Syria, Aleppo",
    "Asia/Jerusalem": "Israel, Tel Aviv, Haifa",
    "Asia/Tehran": "Iran",
    "Asia/Baghdad": "Iraq",
    "Africa/Cairo": "Egypt, Alexandria",
    "Africa/Khartoum": "Sudan",
    "Africa/Lagos": "Nigeria, Abuja, Ibadan",
    "Africa/Accra": "Ghana",
    "America/Port_of_Spain": "Trinidad, Trinidad and Tobago",
    "America/Toronto": "Ottawa, Ontario",
    "America/Mexico_City": "Mexico",
    "America/Sao_Paulo": "Brazil, Rio de Janeiro",
    "Europe/Berlin": "Germany, CET, CEST, Munich, Hamburg, Frankfurt, Cologne",
}
"""What people call zones whose names are other places."""
_NAMED = {folded(name): zone for zone, names in _PLACES.items() for name in names.split(", ")}
_NEAREST = 3


def time_zones() -> tuple[str, ...]:
    """Return the names of time zones: a continent and a place each, and UTC."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith(_OFFSETS)}
    return (*sorted(places), _UTC)


def zones_like(typed: str, known: Sequence[str]) -> list[str]:
    """Return the time zones that fit what is typed, best first: what it is called by, its city, then the rest."""
    wanted = folded(typed)
    if not wanted:
        return suggest(typed, known)
    begun = [zone for name, zone in _NAMED.items() if name.startswith(wanted)]
    return list(dict.fromkeys((*_called(wanted), *_of_city(wanted, known), *begun, *suggest(typed, known))))[:MOST]


def zone_named(name: str, known: Sequence[str]) -> str:
    """Return the time zone that is meant: as it is spelled, by what people call it, by its city, or the only one near.

    Raises InputError where none is meant, or several may be.
    """
    wanted = folded(name)
    near = zones_like(name, known) if wanted else []
    found = [zone for zone in known if folded(zone) == wanted] or _called(wanted) or _of_city(wanted, known) or near
    if len(found) != 1:
        tries = ", ".join(near[:_NEAREST]) or "America/New_York or Asia/Kolkata"
        raise InputError(f"That is no time zone I know; try {tries}, or type your city and choose from the list")
    return found[0]


def _called(wanted: str) -> list[str]:
    return [_NAMED[wanted]] if wanted in _NAMED else []


def _of_city(wanted: str, known: Sequence[str]) -> list[str]:
    return [zone for zone in known if folded(zone.rpartition("/")[2]) == wanted]


def moment_of(day: date, hour: int, zone: str) -> datetime:
    """Return when it is an hour of a day in a zone.

    An hour that is skipped there is taken as the one after it, and of one that comes twice the first is taken.
    """
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment as the clocks of a zone show it."""
    return moment.astimezone(ZoneInfo(zone))
