"""A server's own golden questions: what must be answered, or declined, however the guides change."""

from collections.abc import Sequence

import discord
from discord import app_commands

from bot.curating.golden import Golden, golden_of
from bot.discord.knowledge.choosing import choices
from bot.discord.knowledge.workroom import Workroom
from bot.discord.showing.answers import headed
from bot.discord.showing.sending import acknowledge
from bot.echoing import echoed
from bot.errors import InputError
from bot.storage.golden import NewGolden, StoredGolden
from bot.storage.store import Store
from bot.strategy.inputs import APPLICANT_NAMES
from knowledge.passages import Applicant

LONGEST = 300
"""Characters of a question, and of what its answer holds."""
_NONE = "This server has no golden questions of its own. `/knowledge golden add` adds one."
_WHICH = "Choose one of the golden questions that Discord offers while you type."


class GoldenKeeping:
    """Adds, lists and removes golden questions of a server."""

    def __init__(self, room: Workroom) -> None:
        self._room = room

    async def add(self, interaction: discord.Interaction, golden: NewGolden) -> None:
        """Remember a golden question in place of the one that asks the same."""
        await acknowledge(interaction)
        check_golden(golden)
        await self._room.store.golden.add(interaction.guild_id or 0, interaction.user.id, golden, self._room.clock())
        await self._room.note(interaction, f"golden question added: {golden.asked}")
        await self._room.tell(interaction, "golden add", f"Each refresh asks from now on: {_line(golden)}")

    async def listing(self, interaction: discord.Interaction) -> None:
        """Show the golden questions of a server."""
        await acknowledge(interaction)
        held = await self._room.store.golden.of(interaction.guild_id or 0)
        lines = "\n".join(f"- {_line(one)}" for one in held)
        await self._room.tell(interaction, "golden list", headed("Golden questions of this server", lines) or _NONE)

    async def remove(self, interaction: discord.Interaction, which: str) -> None:
        """Forget a golden question of a server, told by its number."""
        await acknowledge(interaction)
        guild = interaction.guild_id or 0
        held = {str(one.id): one for one in await self._room.store.golden.of(guild)}
        found = held.get(which)
        if found is None or not await self._room.store.golden.remove(guild, found.id):
            raise InputError(_WHICH)
        await self._room.note(interaction, f"golden question removed: {found.asked}")
        await self._room.tell(interaction, "golden remove", f"Not asked any more: {_line(found)}")

    async def offered(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the golden questions of a server."""
        held = await self._room.store.golden.of(interaction.guild_id or 0)
        return choices(typed, {one.asked: str(one.id) for one in held})


def told_golden(asked: str, holds: str, refused: bool, applicant: str) -> NewGolden:
    """Return a golden question as it was typed: what its answer holds is parted by commas."""
    words = (one.strip() for one in holds.split(","))
    return NewGolden(asked.strip(), applicant, tuple(filter(None, words)), refused)


def check_golden(golden: NewGolden) -> None:
    """Raise InputError where a question cannot be a golden one."""
    written = {"asked": golden.asked, "holds": list(golden.holds), "refused": golden.refused}
    try:
        golden_of(written | ({"applicant": golden.applicant} if golden.applicant else {}))
    except ValueError as error:
        raise InputError(f"That cannot be asked: {error}.") from error


async def golden_questions(store: Store, guild: int) -> Sequence[Golden]:
    """Return the golden questions of a server as a refresh asks them."""
    held = await store.golden.of(guild)
    return [Golden(one.asked, _applicant(one.applicant), one.holds, one.refused) for one in held]


def _applicant(name: str) -> Applicant | None:
    return Applicant(name) if name else None


def _line(golden: NewGolden | StoredGolden) -> str:
    wanted = "must be declined" if golden.refused else f"must hold {', '.join(map(_said, golden.holds))}"
    who = f", for a {APPLICANT_NAMES[golden.applicant]}" if golden.applicant else ""
    return f"“{_said(golden.asked)}”{who}: {wanted}."


def _said(text: str) -> str:
    return echoed(text, LONGEST, one_line=True)
