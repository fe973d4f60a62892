"""Buttons and forms that work after a restart: their ids say what they stand for, and nothing else is remembered."""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any, Self

import discord
from discord import ui

from bot.discord.callers import caller_of
from bot.discord.door import Door
from bot.discord.failing import explained, saying
from bot.errors import AdvisorError, InputError

ID = r"ia:(?P<act>[a-z_]+):(?P<about>[\w.-]{0,80})"
_ID = re.compile(ID)
_ALWAYS = {"forget_me", "profile_delete", "profile_delete_now", "scores_clear", "stop_reminders"}
"""Acts that are open wherever they are called: they take away what is kept of a member."""
OF_MODERATORS = "kb_"
"""How acts and forms begin that moderators alone may do, who are let in everywhere: each checks who it is."""
_OLD = "This button is from an older version of me. Please ask again."

Act = Callable[[discord.Interaction, str], Awaitable[None]]
"""Does what a button stands for; takes what it is about."""
Filled = Mapping[str, str]
"""What was put into a form, by the id of the field."""
Form = Callable[[discord.Interaction, str, Filled], Awaitable[None]]


class StaleError(AdvisorError):
    """A button or form stands for something that is not known any more."""


class Press(ui.DynamicItem[ui.Button[Any]], template=ID):
    """Any button of ours, as it is pressed."""

    def __init__(self, item: ui.Button[Any], act: str, about: str) -> None:
        super().__init__(item)
        self._act = act
        self._about = about

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Return the button with what its id says."""
        assert isinstance(item, ui.Button)  # noqa: S101 - no other part of ours has such an id
        return cls(item, match["act"], match["about"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button stands for."""
        async with explained(interaction.id, saying(interaction)):
            act = interaction.client.acts.get(self._act)
            if act is None:
                raise StaleError(_OLD)
            if not _is_open(self._act):
                interaction.client.door.check(caller_of(interaction))
            await act(interaction, self._about)


def check_meant_for(interaction: discord.Interaction, about: str, otherwise: str) -> None:
    """Refuse whoever a button that holds a member's id was not meant for, in the words for that.

    Raises InputError.
    """
    if str(interaction.user.id) != about:
        raise InputError(otherwise)


async def submitted(interaction: discord.Interaction, forms: Mapping[str, Form], door: Door) -> None:
    """Do what a form that was sent stands for; forms that are not ours are left alone."""
    data: Mapping[str, Any] = interaction.data or {}
    found = _ID.fullmatch(str(data.get("custom_id", "")))
    if not found:
        return
    async with explained(interaction.id, saying(interaction)):
        form = forms.get(found["act"])
        if form is None:
            raise StaleError(_OLD)
        if not _is_open(found["act"]):
            door.check(caller_of(interaction))
        await form(interaction, found["about"], dict(_values(data.get("components", ()))))


def _is_open(act: str) -> bool:
    return act in _ALWAYS or act.startswith(OF_MODERATORS)


def form(title: str, act: str, about: str, *fields: ui.Label[Any]) -> ui.Modal:
    """Return a form of at most five fields."""
    modal = ui.Modal(title=title, custom_id=f"ia:{act}:{about}")
    for field in fields:
        modal.add_item(field)
    return modal


def _values(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield what fields of a sent form hold, wherever they are nested."""
    for one in components:
        if "custom_id" in one:
            yield str(one["custom_id"]), _value(one)
        yield from _values([one["component"]] if "component" in one else one.get("components", ()))


def _value(one: Mapping[str, Any]) -> str:
    return ",".join(map(str, one["values"])) if one.get("values") else str(one.get("value") or "")
