"""A function as its table describes it: inputs, results and rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.strategy.advice import Source, Status
from bot.strategy.cells import Cell, Facts
from bot.strategy.inputs import APPLICANTS, Input

Derive = Callable[[Facts, Mapping[str, Any]], Mapping[str, Any]]
"""Works facts out of checked inputs and the table's own data; pure."""

RESULTS: Mapping[str, Any] = {
    "text": None,
    "number": None,
    "yes_no": None,
    "flag": False,
    "range": None,
    "ranges": None,
    "numbers": None,
    "list": [],
    "items": {},
}
"""Kinds of results, each with what it is where nothing sets it."""
APPLIES = {
    "any": APPLICANTS,
    "img": ("us_img", "non_us_img"),
    "us": ("us_md", "us_do"),
    **{one: (one,) for one in APPLICANTS},
}
"""Whom a row speaks of."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: conditions on facts, of which one set must hold, and what it gives."""

    id: str
    when: tuple[Mapping[str, Cell], ...]
    then: Mapping[str, Any]
    says: str
    source: Source
    applies: str
    caveat: bool
    policy: bool
    status: Status

    def holds(self, facts: Facts) -> bool:
        """Tell whether the row fires."""
        return any(all(holds(facts[name]) for name, holds in case.items()) for case in self.when)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that refuses inputs which contradict each other, naming the field to mend."""

    id: str
    when: Mapping[str, Cell]
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result a function is asked for most, and which of its values are better."""

    key: str
    better: str | Sequence[Any]
    """`lower`, `higher`, `fewer`, or the values from worst to best."""


@dataclass(frozen=True, slots=True)
class Function:
    """A strategy function, ready to be asked."""

    name: str
    about: str
    inputs: Mapping[str, Input]
    gives: Mapping[str, str]
    also: Mapping[str, str]
    rows: Sequence[Row]
    refusals: Sequence[Refusal]
    data: Mapping[str, Any]
    outcome: Outcome | None
    uncovered: str
    """What is said where no row speaks of the inputs."""
    inside: str
    """The one input that may hold all the others."""
    derive: Derive

    @property
    def kinds(self) -> Mapping[str, str]:
        """Return the kinds of all results: those always given, then those given where something sets them."""
        return {**self.gives, **self.also}


def blank(kind: str) -> Any:
    """Return what a result is where nothing sets it."""
    nothing = RESULTS[kind]
    return nothing.copy() if isinstance(nothing, list | dict) else nothing
