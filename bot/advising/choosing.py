"""Choose the strategy functions that answer a question, and what is still to be asked for them."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.advising.circumstances import as_inputs, circumstances
from bot.advising.phrases import any_of
from bot.advising.profile import Profile
from bot.errors import SettingError
from bot.strategy.deciding import advise
from bot.strategy.inputs import APPLICANTS, Input
from bot.strategy.tables import Function

_MOST = 3
"""Functions asked for one question."""


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """When a function is asked, and with what."""

    function: str
    title: str
    """Its line in a plan for a whole profile; empty where it has none."""
    applicants: frozenset[str]
    told: tuple[frozenset[str], ...]
    words: re.Pattern[str]
    plain: bool
    event: bool
    """It is about something that happens to some: nobody is asked to add it."""
    given: Mapping[str, Any]
    assume: Mapping[str, Any]

    def speaks_to(self, profile: Profile) -> bool:
        """Tell whether it is for the member, as far as they have told."""
        if profile.applicant_type:
            return profile.applicant_type in self.applicants
        return not profile.an_img or "us_img" in self.applicants

    def live(self, profile: Profile) -> bool:
        """Tell whether enough is told for it to be thought of."""
        told = profile.told().keys()
        return self.speaks_to(profile) and any(fields <= told for fields in self.told)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its inputs: those assumed are listed."""

    function: Function
    inputs: Mapping[str, Any]
    assumed: tuple[Input, ...]
    missing: Input | None
    """The first input without which it cannot be called."""
    wanted: Input | None
    """An input that it could do more with, by its own word."""


@dataclass(frozen=True, slots=True)
class Routes:
    """Every route in the order in which answers show them, and the words of questions that are about no one thing."""

    routes: tuple[Route, ...]
    words: re.Pattern[str]

    def named(self, text: str, profile: Profile) -> list[Route]:
        """Return the routes whose words a text says, of those for which enough is told."""
        return [route for route in self.routes if route.words.search(text) and route.live(profile)]

    def broad(self, text: str) -> bool:
        """Tell whether a text asks for advice in general."""
        return bool(self.words.search(text))

    def plain(self, profile: Profile) -> list[Route]:
        """Return the routes that are taken whatever is asked, of those for which enough is told."""
        return [route for route in self.routes if route.plain and route.live(profile)]

    def in_order(self, chosen: Collection[Route]) -> tuple[Route, ...]:
        """Return the first few of the routes chosen, one for each function."""
        first = {route.function: route for route in reversed(self.routes) if route in chosen}
        return tuple(route for route in self.routes if first.get(route.function) is route)[:_MOST]


def read_routes(path: Path, catalogue: Catalogue) -> Routes:
    """Read when which function is asked.

    Raises SettingError with the file where a value is wrong or a function or input is not in the catalogue.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        return Routes(tuple(_route(one, catalogue) for one in written["route"]), any_of(written["plain"]["words"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingError(f"{path}: wrong or missing value ({error})") from error


def _route(written: Mapping[str, Any], catalogue: Catalogue) -> Route:
    function = catalogue.functions[written["function"]]
    if unknown := {*written.get("with", {}), *written.get("assume", {})} - function.inputs.keys():
        raise ValueError(f"{function.name} takes no {', '.join(sorted(unknown))}")
    return Route(
        function=written["function"],
        title=written.get("title", ""),
        applicants=frozenset(written.get("for", APPLICANTS)),
        told=tuple(map(frozenset, written["told"])),
        words=any_of(written["words"]),
        plain=written.get("plain", False),
        event=written.get("event", False),
        given=written.get("with", {}),
        assume=written.get("assume", {}),
    )


def calls(
    routes: Sequence[Route], profile: Profile, catalogue: Catalogue, replies: Mapping[str, Any]
) -> Iterator[Call]:
    """Yield each function of some routes with the inputs that the profile, and replies to questions, give it."""
    known = as_inputs(circumstances(profile)) | dict(replies)
    for route in routes:
        function = catalogue.functions[route.function]
        told = {name: known[name] for name in function.inputs if name in known} | dict(route.given)
        assumed = {name: value for name, value in route.assume.items() if name not in told}
        yield _call(function, told | assumed, tuple(function.inputs[name] for name in assumed))


def _call(function: Function, inputs: Mapping[str, Any], assumed: tuple[Input, ...]) -> Call:
    lacking = (one for one in function.inputs.values() if not one.left_out and one.name not in inputs)
    missing = next(lacking, None)
    asked = None if missing else advise(function, inputs).values.get("ask")
    return Call(function, inputs, assumed, missing, None if asked in inputs else function.inputs.get(str(asked)))
