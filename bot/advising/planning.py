"""One plan for a whole profile: every function that it settles, a line each, and what to add for more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.advising.choosing import Call, Route, calls
from bot.advising.profile import Profile
from bot.strategy.advice import Advice, Reason

_SENTENCES = 2
"""Sentences of a line, those that settle a result first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan: what a function says, shortened to its first sentences."""

    title: str
    call: Call
    advice: Advice

    @property
    def reasons(self) -> list[Reason]:
        """Return the few reasons that make the line."""
        telling = (reason for reason in self.advice.reasons if reason.telling)
        return sorted(telling, key=lambda one: not one.settles)[:_SENTENCES]

    def as_json(self) -> dict[str, Any]:
        """Return the line as data."""
        assumed = [one.name for one in self.call.assumed]
        called = {"function": self.call.function.name, "inputs": dict(self.call.inputs), "assumed": assumed}
        return {"title": self.title, **called, "result": self.advice.as_json()}


@dataclass(frozen=True, slots=True)
class Plan:
    """A profile as understood, a line for each function it settles, and the labels of what would settle more."""

    understood: tuple[tuple[str, Any], ...]
    notes: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    """What is wrong with the profile; there are no lines then."""
    lines: tuple[Line, ...] = ()
    to_add: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the plan as data."""
        told = [{"label": label, "value": value} for label, value in self.understood]
        lines = [line.as_json() for line in self.lines]
        return {"understood": told, "notes": list(self.notes), "lines": lines, "to_add": list(self.to_add)}


def lines_of(
    profile: Profile, routes: Sequence[Route], catalogue: Catalogue
) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Run every function that a profile settles; return the lines, and the labels of what would settle more."""
    titled = [route for route in routes if route.title and route.speaks_to(profile)]
    told = profile.told().keys()
    live = [route for route in titled if route.live(profile, told)]
    called = list(zip(live, calls(live, profile, catalogue, {}), strict=True))
    made = [Line(route.title, call, call.advice) for route, call in called if call.advice]
    lines = {line.call.function.name: line for line in reversed(made)}
    sound = [line for line in reversed(lines.values()) if line.reasons]
    done = {line.call.function.name for line in sound}
    waiting = [route for route in titled if route.function not in done and not route.event]
    missing = {call.function.name: call.missing.label for _, call in called if call.missing}
    return tuple(sound), tuple(dict.fromkeys(filter(None, _to_add(waiting, missing, profile, catalogue))))


def _to_add(waiting: Sequence[Route], missing: dict[str, str], profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    """Yield for each function that waits the label of the first thing it lacks."""
    inputs, told = catalogue.fields, profile.told()
    for route in waiting:
        lacking = (name for name in sorted(route.told[0]) if name not in told and name in inputs)
        yield missing.get(route.function) or next((inputs[name].label or "applicant type" for name in lacking), "")
