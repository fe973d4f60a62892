"""Who applies, and for which season: options that several commands share, and what is known where they are left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from discord import app_commands

from bot.discord.showing.answers import small
from bot.discord.showing.sheet import Sheet
from bot.storage.errors import StorageError
from bot.storage.profiles import Profiles
from bot.strategy.inputs import APPLICANT_NAMES

KINDS = [app_commands.Choice(name=name, value=kind) for kind, name in APPLICANT_NAMES.items()]
"""The kinds of applicants to choose from."""
WHO = "What kind of applicant you are; if you leave it out, as your profile says"
Season = app_commands.Range[int, 2020, 2060]
"""The year of a Match; which of them can be used depends on the day."""
UNREACHED = "I cannot reach my notes, so your profile is not counted."


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a member's profile holds; nothing where it cannot be reached."""

    values: Mapping[str, Any] = field(default_factory=dict)
    reached: bool = True

    @property
    def kind(self) -> str:
        """Return the kind of applicant; empty where that is not known."""
        return str(self.values.get("applicant_type") or "")

    def noted(self, sheet: Sheet) -> Sheet:
        """Return a sheet that says below its title where the profile does not count."""
        if self.reached:
            return sheet
        title, *rest = sheet.blocks[0].split("\n")
        return replace(sheet, blocks=("\n".join((title, small(UNREACHED), *rest)), *sheet.blocks[1:]))


async def recalled(member: int, profiles: Profiles) -> Recalled:
    """Return a member's profile for what can do without it."""
    try:
        stored = await profiles.get(member)
    except StorageError:
        return Recalled(reached=False)
    return Recalled(stored.values) if stored else Recalled()


async def applying(told: str | None, member: int, profiles: Profiles) -> Recalled:
    """Return the kind of applicant as told, else what stands in a member's profile."""
    return Recalled({"applicant_type": told}) if told else await recalled(member, profiles)
