"""`/scores`: a member's practice scores: added, listed, drawn and deleted; always for the member alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.advising.catalogue import Catalogue
from bot.aside import Aside
from bot.clock import Clock
from bot.discord.showing.buttons import Act, check_meant_for
from bot.discord.showing.citing import Citing
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge
from bot.discord.showing.sheet import Button, Sheet
from bot.discord.timeline.attaching import scores_file
from bot.discord.timeline.days_told import Written, day_told
from bot.discord.timeline.option_names import in_options
from bot.discord.timeline.score_sheets import readiness_sheet, score_line
from bot.errors import InputError
from bot.practising.assessing import Readiness, Score, assess
from bot.practising.score_files import scores_of
from bot.storage.errors import StorageError
from bot.storage.scores import StoredScore
from bot.storage.store import Store
from bot.suggesting import suggest
from bot.timeline.wording import day

Points = app_commands.Range[int, 1, 300]
Test = app_commands.Range[str, 1, 80]
Phase = Literal["acceleration", "final"]
_ALL = "all"
TESTS = ("NBME", "UWSA", "UWSA 2")
"""Practice tests as the guides name them; any other name may be typed."""
_LONGEST_CHOICE = 100
_TARGET = "The score you aim for; if you leave it out, as your profile says. Without one nothing is judged"
_EXAM, _PHASE = "Day of your exam, as 2027-06-15", "Told from the exam day if you leave it out"
_NONE = "I have no practice scores of yours; add one with /scores add"
_NOT_YOURS = "These are the scores of somebody else; /scores delete is for yours"
_WHICH = "Choose one of your scores from what Discord offers as you type"


@dataclass(frozen=True, slots=True)
class Aims:
    """What scores are held against, as far as a member tells it."""

    target: int | None = None
    exam: date | None = None
    phase: str | None = None


class PracticeScores(commands.GroupCog, group_name="scores", group_description="Your practice scores, for you alone"):
    """Keeps members' practice scores, and tells each what theirs come to."""

    def __init__(  # noqa: PLR0913, PLR0917 - one parameter a collaborator
        self,
        showing: Showing,
        store: Store,
        aside: Aside,
        catalogue: Catalogue,
        titles: Mapping[str, str],
        clock: Clock,
    ) -> None:
        self._showing = showing
        self._store = store
        self._aside = aside
        self._catalogue = catalogue
        self._titles = titles
        self._clock = clock
        self.acts: Mapping[str, Act] = {"scores_clear": self.clear}

    @app_commands.command()
    @app_commands.rename(on="date")
    @app_commands.describe(
        score="Your score",
        on="Day of the test, as 2027-03-01; today if you leave it out",
        test="Which test it was",
        target=_TARGET,
    )
    async def add(
        self,
        interaction: discord.Interaction,
        score: Points,
        on: Written | None = None,
        test: Test = "",
        target: Points | None = None,
    ) -> None:
        """Add a practice score, and see what your scores come to."""
        await acknowledge(interaction)
        told = score_told(score, on, test, self._clock().date())
        new = await self._store.scores.add(interaction.user.id, told.on, told.value, told.test, self._clock())
        found = await self._assessed(interaction.user.id, Aims(target))
        said = f"{'Added' if new else 'I have that one already'}: {score_line(told)}."
        await self._showing.reply(interaction, "/scores add", readiness_sheet(found, self._citing(), said))

    @add.autocomplete("test")
    async def tests(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the tests a member has named before, and those of the guides."""
        held = await self._held(interaction.user.id)
        names = (*(one.test for one in reversed(held) if one.test), *TESTS)
        return [app_commands.Choice(name=name, value=name) for name in suggest(typed, names)]

    @app_commands.command(name="list")
    @app_commands.describe(target=_TARGET, exam=_EXAM, phase=_PHASE)
    async def listing(
        self,
        interaction: discord.Interaction,
        target: Points | None = None,
        exam: Written | None = None,
        phase: Phase | None = None,
    ) -> None:
        """Show your practice scores, which way they go, and whether to sit Step 2 CK."""
        await acknowledge(interaction)
        found = await self._assessed(interaction.user.id, Aims(target, day_told("exam", exam), phase))
        await self._showing.reply(interaction, "/scores list", readiness_sheet(found, self._citing()))

    @app_commands.command()
    @app_commands.describe(target=_TARGET, exam=_EXAM, phase=_PHASE)
    async def chart(
        self,
        interaction: discord.Interaction,
        target: Points | None = None,
        exam: Written | None = None,
        phase: Phase | None = None,
    ) -> None:
        """Draw your practice scores."""
        await acknowledge(interaction)
        found = await self._assessed(interaction.user.id, Aims(target, day_told("exam", exam), phase))
        drawn = await self._aside.work(lambda: scores_file(found))
        sheet = readiness_sheet(found, self._citing())
        await self._showing.reply(interaction, "/scores chart", replace(sheet, files=(drawn,)))

    @app_commands.command()
    @app_commands.describe(which="The score to delete, or all of them")
    async def delete(self, interaction: discord.Interaction, which: app_commands.Range[str, 1, 100]) -> None:
        """Delete one of your practice scores, or all of them."""
        await acknowledge(interaction)
        member = interaction.user.id
        held = await self._store.scores.of(member)
        if which == _ALL and held:
            sheet = _asking_back(member, held)
        else:
            gone = chosen(which, held)
            await self._store.conversations.forget_sheets(member)
            await self._store.scores.delete(member, gone.id)
            sheet = Sheet((f"Deleted: {score_line(gone)}.",), "plain")
        await self._showing.reply(interaction, "/scores delete", sheet)

    @delete.autocomplete("which")
    async def held(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer a member's own scores, latest first, and all of them together."""
        held = await self._held(interaction.user.id)
        named = {_label(one): str(one.id) for one in reversed(held)}
        if len(held) > 1:
            named = {f"All {len(held)} of them": _ALL} | named
        return [app_commands.Choice(name=name, value=named[name]) for name in suggest(typed, [*named])]

    async def clear(self, interaction: discord.Interaction, about: str) -> None:
        """Delete all scores of the member who was asked."""
        await interaction.response.defer()
        check_meant_for(interaction, about, _NOT_YOURS)
        await self._store.conversations.forget_sheets(interaction.user.id)
        gone = await self._store.scores.clear(interaction.user.id)
        said = f"Deleted: {gone} practice score{'' if gone == 1 else 's'}." if gone else "There was nothing to delete."
        await self._showing.reply(interaction, "/scores delete", Sheet((said,), "plain"))

    async def _assessed(self, member: int, aims: Aims) -> Readiness:
        """Return what a member's scores come to; a target that is not told is taken from the profile."""
        held = await self._store.scores.of(member)
        if not held:
            raise InputError(_NONE)
        stored = None if aims.target is not None else await self._store.profiles.get(member)
        target = stored.values.get("target") if stored else aims.target
        scores = [Score(one.on, one.value, one.test) for one in held]
        today = self._clock().date()
        with in_options():
            return assess(scores, self._catalogue, today=today, target=target, exam=aims.exam, phase=aims.phase)

    async def _held(self, member: int) -> tuple[StoredScore, ...]:
        """Return a member's scores to choose from; none while they cannot be reached."""
        try:
            return await self._store.scores.of(member)
        except StorageError:
            return ()

    def _citing(self) -> Citing:
        return Citing(self._catalogue.guides, self._titles)


def score_told(value: int, written: str | None, test: str, today: date) -> Score:
    """Return a score as it was typed; one without a day is of today.

    Raises InputError where its day cannot be read or lies ahead.
    """
    on = day_told("date", written) or today
    if on > today:
        raise InputError(f"`date`: {day(on)} lies ahead; give the day on which you took the test")
    [score] = scores_of([f"{on}:{value}:{test}"], today).scores
    return score


def chosen(which: str, held: Iterable[StoredScore]) -> StoredScore:
    """Return the score that was chosen by its number; raises InputError where there is none."""
    found = next((one for one in held if str(one.id) == which), None)
    if found is None:
        raise InputError(_WHICH)
    return found


def _asking_back(member: int, held: tuple[StoredScore, ...]) -> Sheet:
    asks = f"Shall I delete all {len(held)} of your practice scores? They cannot be brought back."
    return Sheet((asks,), "wrong", (Button(f"Delete all {len(held)}", "scores_clear", str(member), "danger"),))


def _label(one: StoredScore) -> str:
    return ", ".join(filter(None, (f"{one.value} on {day(one.on)}", one.test)))[:_LONGEST_CHOICE]
