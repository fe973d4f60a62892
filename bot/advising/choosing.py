"""Choose the strategy functions that answer a question, and what is still to be asked for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.advising.circumstances import as_inputs, circumstances
from bot.advising.profile import Profile
from bot.advising.said import phrase_set, said_in
from bot.configuring import tables_of
from bot.strategy.advice import Advice
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
    words: frozenset[str]
    plain: bool
    along: str
    """The function that takes it along; empty where none does."""
    event: bool
    """It is about something that happens to some: nobody is asked to add it."""
    given: Mapping[str, Any]
    assume: Mapping[str, Any]

    def speaks_to(self, profile: Profile) -> bool:
        """Tell whether it is for the member, as far as they have told."""
        if profile.applicant_type:
            return profile.applicant_type in self.applicants
        return not profile.an_img or "us_img" in self.applicants

    def live(self, profile: Profile, told: Collection[str]) -> bool:
        """Tell whether enough is told for it to be thought of; `told` are the fields of the profile that are."""
        return self.speaks_to(profile) and any(fields.issubset(told) for fields in self.told)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its inputs: those assumed are listed."""

    function: Function
    inputs: Mapping[str, Any]
    assumed: tuple[Input, ...]
    missing: Input | None
    """The first input without which it cannot be called."""
    advice: Advice | None
    """What it says; None where an input is missing."""

    @property
    def wanted(self) -> Input | None:
        """Return an input that it could do more with, by its own word."""
        asked = self.advice.values.get("ask") if self.advice else None
        return None if asked in self.inputs else self.function.inputs.get(str(asked))


@dataclass(frozen=True, slots=True)
class Routes:
    """Every route in the order in which answers show them, and the words of questions that are about no one thing."""

    routes: tuple[Route, ...]
    words: frozenset[str]
    never: frozenset[str]
    """Topics not covered that no numbers told make an answer to."""

    def named(self, text: str, live: Sequence[Route]) -> list[Route]:
        """Return the routes whose words a text says."""
        said = said_in(text) if live else frozenset()
        named = {route.function for route in live if not route.words.isdisjoint(said)}
        return [route for route in live if route.along in named or not route.words.isdisjoint(said)]

    def broad(self, text: str) -> bool:
        """Tell whether a text asks for advice in general."""
        return not self.words.isdisjoint(said_in(text))

    def live(self, profile: Profile) -> list[Route]:
        """Return the routes for which enough is told."""
        told = profile.told().keys()
        return [route for route in self.routes if route.live(profile, told)]

    def few(self, named: Sequence[Route], plain: Sequence[Route]) -> tuple[Route, ...]:
        """Return a few routes in order, one for each function; those that were named go before the plain ones."""
        first: dict[str, Route] = {}
        for route in (*named, *plain):
            if len(first) < _MOST:
                first.setdefault(route.function, route)
        return tuple(route for route in self.routes if first.get(route.function) is route)


def read_routes(path: Path, catalogue: Catalogue) -> Routes:
    """Read when which function is asked.

    Raises SettingError with the file where a value is wrong or a function or input is not in the catalogue.
    """
    with tables_of(path) as written:
        return Routes(
            tuple(_route(one, catalogue) for one in written["route"]),
            phrase_set(written["plain"]["words"]),
            frozenset(written["never"]["topics"]),
        )


def _route(written: Mapping[str, Any], catalogue: Catalogue) -> Route:
    function = catalogue.functions[written["function"]]
    if unknown := {*written.get("with", {}), *written.get("assume", {})} - function.inputs.keys():
        raise ValueError(f"{function.name} takes no {', '.join(sorted(unknown))}")
    return Route(
        function=written["function"],
        title=written.get("title", ""),
        applicants=frozenset(written.get("for", APPLICANTS)),
        told=tuple(map(frozenset, written["told"])),
        words=phrase_set(written["words"]),
        plain=written.get("plain", False),
        along=written.get("along", ""),
        event=written.get("event", False),
        given=written.get("with", {}),
        assume=written.get("assume", {}),
    )


def calls(
    routes: Sequence[Route], profile: Profile, catalogue: Catalogue, replies: Mapping[str, Any]
) -> Iterator[Call]:
    """Yield each function of some routes with the inputs that the profile, and replies to questions, give it."""
    known = as_inputs(circumstances(profile)) | dict(replies)
    if profile.step2_ck is not None:  # what was predicted before the score came no longer counts
        known = {name: value for name, value in known.items() if not name.startswith("predicted")}
    for route in routes:
        function = catalogue.functions[route.function]
        told = {name: known[name] for name in function.inputs if name in known} | dict(route.given)
        unsaid = {**route.assume, **_likely(profile)}
        assumed = {name: value for name, value in unsaid.items() if name in function.inputs and name not in told}
        yield _call(function, told | assumed, tuple(function.inputs[name] for name in assumed))


def _call(function: Function, inputs: Mapping[str, Any], assumed: tuple[Input, ...]) -> Call:
    lacking = (one for one in function.inputs.values() if not one.left_out and one.name not in inputs)
    missing = next(lacking, None)
    return Call(function, inputs, assumed, missing, None if missing else advise(function, inputs))


def _likely(profile: Profile) -> dict[str, Any]:
    """Return what goes with what is told: who has strong IR letters has been seen at work in IR."""
    strong_letters, excellent = profile.ir_letters == "strong", profile.ir_exposure == "excellent"
    return {"ir_exposure": "strong"} if strong_letters else {"ir_letters": "strong"} if excellent else {}
