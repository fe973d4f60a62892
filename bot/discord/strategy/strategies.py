"""`/strategy`: the strategy functions that members ask for, each a sub-command, and the plan for a whole profile."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.advising.consulting import Consultant
from bot.advising.planning import Plan
from bot.advising.profile import Profile, profile_of
from bot.aside import Aside
from bot.discord.applying import KINDS, Recalled, recalled
from bot.discord.showing.citing import Citing
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge
from bot.discord.strategy.strategy_options import Option, Subcommand, called, from_profile
from bot.discord.strategy.strategy_sheets import plan_sheet, working_sheet
from bot.errors import InputError
from bot.storage.errors import UNREACHABLE, StorageError
from bot.storage.store import Store
from bot.strategy.advice import Status
from bot.strategy.explaining import Working, explain
from bot.strategy.inputs import HIGHEST, LOWEST

_LONGEST_ABOUT = 2_000
_TYPES: Mapping[str, Any] = {
    "applicant": str,
    "choice": str,
    "texts": str,
    "month": str,
    "yes_no": bool,
    "scores": app_commands.Range[str, 1, 200],
    "score": app_commands.Range[int, LOWEST, HIGHEST],
    "count": app_commands.Range[int, 0, 999],
    "from_one": app_commands.Range[int, 1, 999],
    "gain": app_commands.Range[int, 0, 100],
    "weeks": app_commands.Range[int, 1, 52],
    "months": app_commands.Range[float, 0.0, 120.0],
    "number": app_commands.Range[float, 0.0, 10_000.0],
}
"""What Discord lets members put in for each kind of input."""
_NOBODY = (
    "I know nothing of you yet: say in `about_you` who you are, as in `US IMG, CK 238, NBME was 230, 1 IR letter`,"
    " or tell it once with `/profile edit`."
)


class Strategies(commands.GroupCog, group_name="strategy", group_description="What the guides make of your numbers"):
    """Asks strategy functions on behalf of members; what is asked and answered is for the member alone."""

    def __init__(  # noqa: PLR0913 - what it works with
        self,
        showing: Showing,
        aside: Aside,
        store: Store,
        *,
        consultant: Consultant,
        subcommands: Sequence[Subcommand],
        titles: Mapping[str, str],
    ) -> None:
        """Take what is asked, the sub-commands that are offered beside `plan`, and the titles of the guides by id."""
        self._showing = showing
        self._aside = aside
        self._store = store
        self._consultant = consultant
        self._titles = titles
        assert self.app_command  # noqa: S101 - a cog of a group has one
        for one in subcommands:
            self.app_command.add_command(self._command(one))

    @app_commands.command()
    @app_commands.describe(
        about_you="What you say of yourself, as in: US IMG, CK 238, NBME was 230, 1 IR letter",
        applicant="Your kind of applicant",
    )
    @app_commands.choices(applicant=KINDS)
    async def plan(
        self,
        interaction: discord.Interaction,
        about_you: app_commands.Range[str, 1, _LONGEST_ABOUT] | None = None,
        applicant: str | None = None,
    ) -> None:
        """Everything that your profile, or what you say of yourself, settles, on one page."""
        await acknowledge(interaction)
        stored = Recalled() if about_you else await recalled(interaction.user.id, self._store.profiles)
        known = profile_of(stored.values)
        asker = replace(known, applicant_type=applicant) if applicant else known
        if not about_you and not applicant and not stored.reached:
            raise StorageError(UNREACHABLE)
        plan = await self._aside.work(lambda: planned(self._consultant, about_you or "", asker))
        await self._showing.reply(interaction, "/strategy plan", stored.noted(plan_sheet(plan, self._citing())))

    def _command(self, subcommand: Subcommand) -> app_commands.Command[Any, Any, Any]:
        """Return a sub-command with the options of its row."""

        async def ask(interaction: discord.Interaction, /, **filled: Any) -> None:
            await acknowledge(interaction)
            await self._ask(interaction, subcommand, filled)

        ask.__signature__ = _signature(subcommand.options)  # type: ignore[attr-defined]
        app_commands.describe(**{one.name: one.asks for one in subcommand.options})(ask)
        app_commands.choices(**{one.name: _choices(one) for one in subcommand.options if one.choices})(ask)
        return app_commands.Command(name=subcommand.name, description=subcommand.says, callback=ask)

    async def _ask(self, interaction: discord.Interaction, subcommand: Subcommand, filled: Mapping[str, Any]) -> None:
        """Ask a function with what is given and what the member's profile tells, and show the working."""
        given = subcommand.given(filled)
        stored = await recalled(interaction.user.id, self._store.profiles)
        call = called(subcommand, given, profile_of(stored.values))
        working = await self._aside.work(lambda: explained(subcommand, call.inputs))
        sheet = working_sheet(call, working, from_profile(call, given), self._citing(), subcommand.wish(call))
        await self._showing.reply(interaction, f"/strategy {subcommand.name}", stored.noted(sheet))

    def _citing(self) -> Citing:
        return Citing(self._consultant.catalogue.guides, self._titles)


def planned(consultant: Consultant, text: str, known: Profile) -> Plan:
    """Return the plan for what is known of somebody and what a text tells.

    Raises InputError where nothing is known, or something cannot be.
    """
    if not text and not known.told():
        raise InputError(_NOBODY)
    plan = consultant.plan(text, known)
    if plan.wrong:
        raise InputError("; ".join(plan.wrong))
    return plan


def explained(subcommand: Subcommand, inputs: Mapping[str, Any]) -> Working:
    """Return the working behind what a sub-command's function says.

    Raises InputError that names the options whose values are refused.
    """
    working = explain(subcommand.function, inputs)
    if working.advice.status is not Status.REJECTED:
        return working
    refused = ((subcommand.option_of(error["field"]), error) for error in working.advice.errors)
    raise InputError("; ".join(f"{option or error['field']}: {error['reason']}" for option, error in refused))


def _signature(options: Sequence[Option]) -> inspect.Signature:
    """Return what a function looks like that takes an interaction and these options, none of which must be given."""
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    first = inspect.Parameter("interaction", kind, annotation=discord.Interaction)
    more = [inspect.Parameter(one.name, kind, default=None, annotation=_TYPES[one.input.kind]) for one in options]
    return inspect.Signature([first, *more])


def _choices(option: Option) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=value) for name, value in option.choices.items()]
