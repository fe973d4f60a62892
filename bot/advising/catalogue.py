"""The strategy functions with their tables, as read from `config/strategy`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from bot.errors import InputError, SettingError
from bot.strategy.advice import Advice
from bot.strategy.deciding import advise
from bot.strategy.errors import TableError
from bot.strategy.facts import DERIVED
from bot.strategy.inputs import Input
from bot.strategy.table_reading import read_function
from bot.strategy.tables import Function

_CHECK = "validate_profile"
"""The function that says whether a profile can be used, and whose inputs are its fields."""
_SOURCES, _SHARED = "sources.toml", "shared.toml"
"""Files that are no function's table."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every strategy function by name, and the guides' names by the numbers that caveats use."""

    functions: Mapping[str, Function]
    guides: Mapping[str, str]

    @property
    def fields(self) -> Mapping[str, Input]:
        """Return the fields of a profile, as the function that checks them takes them."""
        return self.functions[_CHECK].inputs

    def check(self, profile: Mapping[str, Any]) -> Advice:
        """Return what is wrong with the fields of a profile, if anything is; others are passed over."""
        known = {name: value for name, value in profile.items() if name in self.fields}
        return self.advise(_CHECK, {"profile": known})

    def advise(self, name: str, inputs: Mapping[str, Any]) -> Advice:
        """Return what the named function says of some inputs.

        Raises InputError where there is no such function.
        """
        return advise(self.named(name), inputs)

    def named(self, name: str) -> Function:
        """Return a function.

        Raises InputError where there is none of that name.
        """
        if name not in self.functions:
            raise InputError(f"no strategy function {name!r}; choose {', '.join(self.functions)}")
        return self.functions[name]


def read_catalogue(folder: Path) -> Catalogue:
    """Read all tables of a folder.

    Raises SettingError with file and key where a value is wrong.
    """
    try:
        sources = _read(folder / _SOURCES)
        guides = {one["number"]: one["name"] for one in sources.values()}
        sections = {
            f"{name}#{place}": title for name, one in sources.items() for place, title in one["sections"].items()
        }
        shared = {row["id"]: row for row in _read(folder / _SHARED)["row"]}
    except (KeyError, TypeError, AttributeError) as error:
        raise SettingError(f"{folder}: {error} is missing in {_SOURCES} or {_SHARED}") from error
    paths = sorted(path for path in folder.glob("*.toml") if path.name not in {_SOURCES, _SHARED})
    functions = {path.stem: _function(path, shared, sections) for path in paths}
    return Catalogue(functions, guides)


def _function(path: Path, shared: Mapping[str, Mapping[str, Any]], sections: Mapping[str, str]) -> Function:
    derive = DERIVED.get(path.stem, _nothing)
    try:
        return read_function(path.stem, _read(path), shared, sections, derive)
    except (TableError, KeyError) as error:
        raise SettingError(f"{path}: {error}") from error


def _read(path: Path) -> Mapping[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingError(f"{path}: {error}") from error


def _nothing(_: Mapping[str, Any], __: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}
