"""Limits of commands: names, descriptions, options and choices, as Discord's reference states them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.discord_server.refusing import Json, bad_form, limited, needed

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUB, GROUP = 1, 2
STRING, INTEGER, NUMBER = 3, 4, 10
OPTIONS, CHOICES, CHARACTERS = 25, 25, 8000
_AT_MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
_NAME = re.compile(r"[-_'\w]{1,32}")
_LARGEST = 2**53


def check_commands(commands: list[Json]) -> None:
    """Refuse commands that are too many, share a name, or break a limit."""
    kinds = Counter(one.get("type") or SLASH for one in commands)
    if any(count > _AT_MOST[kind] for kind, count in kinds.items()):
        raise bad_form("", "APPLICATION_COMMAND_TOO_MANY", "Maximum number of application commands reached")
    for place, command in enumerate(commands):
        _check_command(command, str(place))
    _apart([(one.get("type") or SLASH, one["name"]) for one in commands], "", "APPLICATION_COMMANDS_DUPLICATE_NAME")


def _check_command(command: Json, at: str) -> None:
    for key in ("contexts", "integration_types"):
        if command.get(key) == []:
            raise bad_form(f"{at}.{key}", "BASE_TYPE_BAD_LENGTH", "Must be 1 or more in length.")
    _check_permissions(command.get("default_member_permissions"), f"{at}.default_member_permissions")
    if (command.get("type") or SLASH) != SLASH:
        _check_menu(command, at)
        return
    _check_named(command, at)
    _check_options(command.get("options") or [], at, within=0)
    if (total := sum(map(len, _counted(command)))) > CHARACTERS:
        words = f"Command exceeds maximum size ({CHARACTERS}): {total}"
        raise bad_form(at, "APPLICATION_COMMAND_TOO_LARGE", words)


def _check_permissions(value: Any, at: str) -> None:
    if value is not None and not str(value).isdecimal():
        raise bad_form(at, "BASE_TYPE_BAD_INT", "Must be a set of permissions")


def _check_menu(command: Json, at: str) -> None:
    limited(f"{at}.name", command.get("name"), 32, 1)
    for key in ("description", "options"):
        if command.get(key):
            words = "Context menu commands cannot have description or options"
            raise bad_form(f"{at}.{key}", "APPLICATION_COMMAND_CONTEXT_MENU_FIELD", words)


def _check_named(named: Json, at: str) -> None:
    name = str(named.get("name") or "")
    limited(f"{at}.name", name, 32, 1)
    if not _NAME.fullmatch(name) or name != name.lower():
        raise bad_form(f"{at}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    limited(f"{at}.description", named.get("description"), 100, 1)


def _check_options(options: list[Json], at: str, within: int) -> None:
    limited(f"{at}.options", options, OPTIONS)
    for place, option in enumerate(options):
        _check_option(option, f"{at}.options.{place}", within)
    _apart([one["name"] for one in options], f"{at}.options", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID")
    nested = [one["type"] in (SUB, GROUP) for one in options]
    if any(nested) and not all(nested):
        words = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        raise bad_form(f"{at}.options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)
    _check_order([bool(one.get("required")) for one in options], at)


def _check_order(required: list[bool], at: str) -> None:
    if required != sorted(required, reverse=True):
        words = "Required options must be placed before non-required options"
        raise bad_form(f"{at}.options", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)


def _check_option(option: Json, at: str, within: int) -> None:
    _check_named(option, at)
    kind = option["type"]
    if kind in (SUB, GROUP):
        _check_nesting(option, kind, at, within)
        return
    if option.get("options"):
        raise bad_form(f"{at}.options", "APPLICATION_COMMAND_OPTIONS_NESTED", "Only sub-commands have options")
    _check_values(option, kind, at)


def _check_nesting(option: Json, kind: int, at: str, within: int) -> None:
    # A group may lie in the command alone; a sub-command in the command or a group.
    if (kind == GROUP and within != 0) or within == SUB:
        raise bad_form(f"{at}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deeply")
    inside = option.get("options") or []
    if kind == GROUP and (not inside or any(one["type"] != SUB for one in inside)):
        raise needed(f"{at}.options")
    _check_options(inside, at, kind)


def _check_values(option: Json, kind: int, at: str) -> None:
    choices = option.get("choices") or []
    limited(f"{at}.choices", choices, CHOICES)
    if choices and option.get("autocomplete"):
        words = "Choices and autocomplete exclude each other"
        raise bad_form(f"{at}.autocomplete", "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES", words)
    if (choices or option.get("autocomplete")) and kind not in (STRING, INTEGER, NUMBER):
        raise bad_form(f"{at}.choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "This type has no choices")
    for place, choice in enumerate(choices):
        _check_choice(choice, kind, f"{at}.choices.{place}")
    _apart([one["name"] for one in choices], f"{at}.choices", "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS")
    _check_range(option, kind, at)


def _check_choice(choice: Json, kind: int, at: str) -> None:
    limited(f"{at}.name", choice.get("name"), 100, 1)
    value = choice["value"]
    if kind == STRING:
        limited(f"{at}.value", value, 100, 1)
    elif not isinstance(value, int if kind == INTEGER else (int, float)):
        raise bad_form(f"{at}.value", "BASE_TYPE_BAD_INT", "The value is of another kind than the option")


def _check_range(option: Json, kind: int, at: str) -> None:
    numeric = kind in (INTEGER, NUMBER)
    for keys, fits, ends in (
        (("min_value", "max_value"), numeric, (-_LARGEST, _LARGEST)),
        (("min_length", "max_length"), kind == STRING, (0, 6000)),
    ):
        least, most = (option.get(key) for key in keys)
        if (least is not None or most is not None) and not fits:
            raise bad_form(f"{at}.{keys[0]}", "APPLICATION_COMMAND_OPTIONS_RANGE_INVALID", "This type has no range")
        if not _in_order(ends[0], least, most, ends[1]):
            raise bad_form(f"{at}.{keys[0]}", "NUMBER_TYPE_MIN", "The range is empty or too wide")


def _in_order(*ends: float | None) -> bool:
    told = [one for one in ends if one is not None]
    return told == sorted(told)


def _apart(names: list[Any], at: str, code: str) -> None:
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise bad_form(at, code, f"Names must be unique: {twice[0]}")


def _counted(named: Json) -> Iterator[str]:
    """Yield the texts of a command that count towards its size."""
    yield named["name"]
    yield named.get("description") or ""
    for choice in named.get("choices") or ():
        yield from (choice["name"], str(choice["value"]))
    for option in named.get("options") or ():
        yield from _counted(option)
