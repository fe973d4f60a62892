"""Name versions by when they were built, and days, as somebody reads them who never saw a folder of them."""

import re
from datetime import UTC, date, datetime

import discord

_VERSION = re.compile(r"\bv\d{8}-\d{6}-\d{6,7}\b")


def named(version: str) -> str:
    """Name a version by the moment it was built, which Discord shows in each reader's own time."""
    built = built_at(version)
    return f"the version of {discord.utils.format_dt(built)}" if built else f"the version `{version}`"


def with_versions_named(text: str) -> str:
    """Return a text with the versions in it named by when they were built."""
    return _VERSION.sub(lambda found: named(found[0]), text)


def built_at(version: str) -> datetime | None:
    """Return when a version was built, as its name says; nothing where it does not."""
    try:
        return datetime.strptime(version[:22], "v%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)
    except ValueError:
        return None


def day_named(day: date) -> str:
    """Write a day out."""
    return f"{day.day} {day:%B %Y}"
