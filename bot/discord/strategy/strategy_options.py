"""The sub-commands of `/strategy`: the function each asks, what members can give it, and what is asked back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.advising.choosing import Call, Route, calls
from bot.advising.circumstances import as_inputs, circumstances
from bot.advising.profile import Profile, profile_of
from bot.advising.wording import in_words
from bot.configuring import tables_of
from bot.days import MONTHS
from bot.entries import Written, read_entries
from bot.errors import InputError
from bot.strategy.inputs import APPLICANTS, Input
from bot.strategy.tables import Function

LONGEST = 100
"""Characters of a description that Discord takes."""
_KEYS = frozenset(("name", "function", "says", "options", "assume"))
_OPTION_KEYS = frozenset(("name", "input", "asks", "choices"))
_NUMBER = re.compile(r"\d{1,6}")
_GAP = re.compile(r"[\s,;/]+")
_TELL = "add it to the command, or tell it once with `/profile edit`"


@dataclass(frozen=True, slots=True)
class Option:
    """What a member can give for an input; `choices` are its values by the names that are shown."""

    name: str
    input: Input
    asks: str
    choices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A sub-command, and the function it asks."""

    name: str
    says: str
    function: Function
    options: tuple[Option, ...]
    assume: Mapping[str, Any]

    def given(self, filled: Mapping[str, Any]) -> dict[str, Any]:
        """Return what options were filled with, by input.

        Raises InputError where scores cannot be read.
        """
        told = {option.name: option for option in self.options if filled.get(option.name) is not None}
        return {option.input.name: _value(option, filled[name]) for name, option in told.items()}

    def option_of(self, name: str) -> str:
        """Return the name of the option for an input, as it is typed; empty where it has none."""
        return next((f"`{option.name}`" for option in self.options if option.input.name == name), "")

    def wish(self, call: Call) -> str:
        """Return what would let the function say more, and the option for it; nothing where there is none."""
        option = self.option_of(call.wanted.name) if call.wanted else ""
        return f"To work out more, add {option}: {call.wanted.asks}" if call.wanted and option else ""


def read_subcommands(path: Path, catalogue: Catalogue) -> tuple[Subcommand, ...]:
    """Read the sub-commands in the order of the file.

    Raises SettingError with the file, and the entry and key at fault.
    """
    with tables_of(path) as tables:
        names = {str(code): str(name) for code, name in tables["names"].items()}
        return read_entries(tables, "command", ("name",), _KEYS, lambda one: _subcommand(one, catalogue, names))


def called(subcommand: Subcommand, given: Mapping[str, Any], profile: Profile) -> Call:
    """Return the function with its inputs: those given, what follows from them and the profile, and what is assumed.

    Raises InputError that names the options which are still needed, or whom the function is for.
    """
    function, known = subcommand.function, profile.with_more(profile_of(given))
    _check_audience(subcommand, known)
    [call] = calls([_route(subcommand)], known, _catalogue_of(function), given)
    lacking = [one for one in function.inputs.values() if not one.left_out and one.name not in call.inputs]
    if lacking:
        raise InputError(_asked(subcommand, lacking))
    return call


def from_profile(call: Call, given: Mapping[str, Any]) -> frozenset[str]:
    """Return the inputs of a call that the profile told: neither given, nor assumed, nor following from what is."""
    alone = as_inputs(circumstances(profile_of(given))) | dict(given)
    assumed = {one.name for one in call.assumed}
    return frozenset(name for name, value in call.inputs.items() if name not in assumed and alone.get(name) != value)


def _subcommand(written: Written, catalogue: Catalogue, names: Mapping[str, str]) -> Subcommand:
    function = catalogue.functions[written["function"]]
    options = tuple(_option(one, function, names) for one in written["options"])
    assume = {name: function.inputs[name].check(value) for name, value in written.get("assume", {}).items()}
    reached = {*assume, *(option.input.name for option in options)}
    if unreached := [one.name for one in function.inputs.values() if not one.left_out and one.name not in reached]:
        raise ValueError(f"{function.name} needs {unreached[0]}: make it an option, or assume it")
    return Subcommand(_short(written["name"]), _short(written["says"]), function, options, assume)


def _option(written: Written, function: Function, names: Mapping[str, str]) -> Option:
    if unknown := sorted(written.keys() - _OPTION_KEYS):
        raise ValueError(f"options: no key is called {unknown[0]!r}")
    one = function.inputs[written.get("input", written["name"])]
    codes = written.get("choices", _choices(one))
    choices = {month: str(n) for n, month in enumerate(MONTHS, 1)} if one.kind == "month" else _named(codes, names)
    return Option(written["name"], one, _short(written.get("asks", one.asks)), choices)


def _choices(one: Input) -> tuple[str, ...]:
    return one.choices or (APPLICANTS if one.kind == "applicant" else ())


def _named(codes: tuple[str, ...], names: Mapping[str, str]) -> dict[str, str]:
    return {names.get(code, in_words(code)): code for code in codes}


def _short(text: str) -> str:
    if not 0 < len(text) <= LONGEST:
        raise ValueError(f"{text!r}: write 1 to {LONGEST} characters")
    return text


def _value(option: Option, value: Any) -> Any:
    match option.input.kind:
        case "scores":
            return _scores(value)
        case "month":
            return int(value)
        case "texts":
            return [value]
    return value


def _scores(text: str) -> list[int]:
    """Return the numbers of a text, each checked by the function later on."""
    parts = [part for part in _GAP.split(text.strip()) if part]
    if not parts or not all(map(_NUMBER.fullmatch, parts)):
        raise InputError("I could not read the scores: write numbers with commas between them, as in 228, 231, 235")
    return [int(part) for part in parts]


def _check_audience(subcommand: Subcommand, profile: Profile) -> None:
    who = subcommand.function.inputs.get("applicant_type")
    if who and who.choices and profile.applicant_type and profile.applicant_type not in who.choices:
        meant = " and ".join(map(in_words, who.choices))
        raise InputError(
            f"`/strategy {subcommand.name}` rests on a guide for {meant}s alone; `/strategy plan` shows what fits you"
        )


def _asked(subcommand: Subcommand, lacking: list[Input]) -> str:
    """Ask for what is needed, in one sentence that names the options."""
    if len(lacking) == 1:
        option, asks = subcommand.option_of(lacking[0].name), lacking[0].asks
        return f"I also need {option} ({asks}): {_TELL}."
    *first, last = (subcommand.option_of(one.name) for one in lacking)
    return f"I also need {', '.join(first)} and {last}: {_TELL}."


def _route(subcommand: Subcommand) -> Route:
    nothing: frozenset[str] = frozenset()
    return Route(
        function=subcommand.function.name,
        title="",
        applicants=frozenset(APPLICANTS),
        told=(),
        words=nothing,
        plain=False,
        along="",
        event=False,
        given={},
        assume=subcommand.assume,
    )


def _catalogue_of(function: Function) -> Catalogue:
    return Catalogue({function.name: function}, {})
