"""Who applies, and for which season: options that several commands share, and what is known where they are left out."""

from discord import app_commands

from bot.storage.profiles import Profiles
from bot.strategy.inputs import APPLICANT_NAMES

KINDS = [app_commands.Choice(name=name, value=kind) for kind, name in APPLICANT_NAMES.items()]
"""The kinds of applicants to choose from."""
WHO = "What kind of applicant you are; if you leave it out, as your profile says"
Season = app_commands.Range[int, 2020, 2060]
"""The year of a Match; which of them can be used depends on the day."""


async def kind_of(told: str | None, member: int, profiles: Profiles) -> str:
    """Return the kind of applicant as told, else as it stands in a member's profile; empty where neither says it."""
    stored = None if told else await profiles.get(member)
    return told or str((stored.values if stored else {}).get("applicant_type") or "")
