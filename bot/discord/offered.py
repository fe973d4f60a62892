"""Refuse values of options that Discord's own client would not have sent."""

from collections.abc import Mapping
from typing import Any

import discord
from discord import AppCommandOptionType, app_commands

from bot.errors import InputError

_KINDS: Mapping[AppCommandOptionType, tuple[type, ...]] = {
    AppCommandOptionType.string: (str,),
    AppCommandOptionType.integer: (int,),
    AppCommandOptionType.number: (int, float),
    AppCommandOptionType.boolean: (bool,),
}
_ASKS: Mapping[AppCommandOptionType, str] = {
    AppCommandOptionType.string: "write {} characters",
    AppCommandOptionType.integer: "give a whole number from {}",
    AppCommandOptionType.number: "give a number from {}",
}


def check_offered(interaction: discord.Interaction) -> None:
    """Refuse what the options of a command do not offer.

    Raises InputError that names the option, and says what can be given.
    """
    command = interaction.command
    for option in command.parameters if isinstance(command, app_commands.Command) else ():
        value = getattr(interaction.namespace, option.display_name, None)
        if value is not None and not _fits(value, option):
            raise InputError(f"`{option.display_name}`: {_asked_for(option)}.")


def _fits(value: Any, option: app_commands.Parameter) -> bool:
    kinds = _KINDS.get(option.type)
    if kinds is None:  # members, channels and files: Discord itself says which
        return True
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        return False
    if option.choices:
        return value in [one.value for one in option.choices]
    return _within(len(value) if isinstance(value, str) else value, option)


def _within(size: Any, option: app_commands.Parameter) -> bool:
    """Tell whether a number, or the length of a text, is neither too small nor too large."""
    low, high = option.min_value, option.max_value
    return (low is None or size >= low) and (high is None or size <= high)


def _asked_for(option: app_commands.Parameter) -> str:
    """Say what can be given."""
    if option.choices:
        *first, last = (one.name for one in option.choices)
        return f"choose {', '.join(first)} or {last}" if first else f"choose {last}"
    if option.min_value is None or option.max_value is None:
        return "choose from what Discord offers"
    return _ASKS[option.type].format(f"{option.min_value:g} to {option.max_value:g}")
