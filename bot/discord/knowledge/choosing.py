"""What is offered while a moderator types: names, each with what it stands for."""

from collections.abc import Mapping

from discord import app_commands

from bot.echoing import labelled
from bot.suggesting import suggest

_LONGEST = 100
"""Characters of a choice that Discord shows."""


def choices(typed: str, named: Mapping[str, str]) -> list[app_commands.Choice[str]]:
    """Return the names that fit what is typed, with their values."""
    found = suggest(typed, tuple(named))
    return [app_commands.Choice(name=labelled(name, _LONGEST) or named[name], value=named[name]) for name in found]
