"""What a week of study is to hold before its days are laid out, as plans draw it from the strategy functions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.strategy.advice import Advice
from bot.studying.tables import NO_HOURS, Hours, Span, StudyTables


class Ask(Protocol):
    """Asks a strategy function."""

    def __call__(self, function: str, **inputs: Any) -> Advice:
        """Return what the function says.

        Raises InputError where it refuses the inputs.
        """


@dataclass(frozen=True, slots=True)
class Beside:
    """Something done beside the questions of a day."""

    says: str
    hours: Hours = NO_HOURS
    times: int | None = None
    """On how many days of a week; None for all."""
    weekdays: bool = False
    """On no day of the weekend."""
    at: str = ""
    """The part of the day it is done in, where that is said."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A week of a plan: its load, how the questions are done, what stands beside them, and its practice test."""

    phase: str
    daily: Span | None = None
    """Questions on a study day; None where the guides give no number."""
    weekend: Span | None = None
    """Questions on a day of the weekend, where that is another number."""
    weekly: Span | None = None
    """The guides' own load of a week; None where it is counted from the days."""
    style: str = ""
    review: str = ""
    instead: tuple[str, ...] = ()
    """What is done where there is no number of questions."""
    beside: tuple[Beside, ...] = ()
    mock: tuple[str, ...] = ()
    """What a test is taken as, or else the last study day used for."""
    test: str = ""
    first: bool = False
    """The test is on the first study day, not on the last."""
    on_test: tuple[str, ...] = ()
    halves: Mapping[str, Hours] = field(default_factory=dict)
    """Parts of the day over which the questions are spread, with their hours: the first block, then the rest."""
    day_hours: Span | None = None
    """The guide's own hours of a day."""
    days: tuple[str, ...] = ()
    """Names of the days to study on; empty for the first days of the week."""
    test_day: str = ""
    """The name of the day a test is on; empty for the first or the last study day."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The weeks of a plan as drawn, what the functions asked for it said, and what is to be known of it."""

    kind: str
    weeks: int
    """The weeks it was drawn for; it fills no more of them than the guides do."""
    stages: tuple[Stage, ...]
    advices: tuple[Advice, ...]
    caveats: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def coded(phase: str, codes: Iterable[str], tables: StudyTables, daily: Span | None) -> Stage:
    """Return a stage whose days are as the codes of a function say."""
    listed = tuple(codes)

    def says(on: str) -> list[str]:
        return [code.says for code in tables.coded(listed, on)]

    topics = [f"IR topics first: {', '.join(says('topic'))}"] if says("topic") else []
    daily_ones = [Beside(code.says, code.hours) for code in tables.coded(listed, "daily")]
    weekly_ones = [Beside(code.says, code.hours, times=1) for code in tables.coded(listed, "weekly")]
    return Stage(
        phase,
        daily,
        style=", ".join(says("style")),
        review=" ".join(says("review")),
        instead=(*([", ".join(says("instead"))] if says("instead") else []), *topics),
        beside=(*daily_ones, *weekly_ones),
        mock=tuple(says("mock")),
        on_test=tuple(says("test")),
    )
