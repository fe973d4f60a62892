"""Show the working: what was understood, the band a number is in, and what would move the outcome most."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import attrgetter
from typing import Any

from bot.strategy.advice import Advice, Status
from bot.strategy.deciding import advise, checked_inputs, outcome_of
from bot.strategy.inputs import HIGHEST, LOWEST, Input
from bot.strategy.tables import Function, Outcome

_GAIN = attrgetter("gain")
_MOVES = 3
"""Moves shown at most."""
_STEPS: Mapping[str, Sequence[float]] = {
    "score": range(1, 21),
    "count": (1, -1, 2, -2, 3, -3),
    "from_one": (1, -1, 2, -2),
    "gain": (5, -5, 10, -10),
    "month": (1, -1, 2, -2, 3, -3),
    "weeks": (1, -1, 2, -2, 4, -4),
    "months": (1, -1, 2, -2, 3, -3),
    "number": (1, -1, 2, -2),
}
"""How far from a number is near, by its kind, nearest first."""


@dataclass(frozen=True, slots=True)
class Band:
    """Scores around one that come to the same outcome, both ends included, and where a better one begins."""

    label: str
    low: int
    high: int
    outcome: Any
    next_from: int | None
    next_outcome: Any


@dataclass(frozen=True, slots=True)
class Move:
    """One input changed alone, and the better outcome it comes to."""

    label: str
    before: Any
    after: Any
    outcome: Any
    gain: float
    """How much better that is, in steps of the outcome."""


@dataclass(frozen=True, slots=True)
class Working:
    """How an advice came about."""

    function: str
    understood: tuple[tuple[str, Any], ...]
    advice: Advice
    outcome: str
    """Name of the result that `band` and `moves` speak of; empty where the function has none."""
    band: Band | None
    moves: tuple[Move, ...]


def explain(function: Function, inputs: Mapping[str, Any]) -> Working:
    """Return the working behind what a function says of some inputs; of wrong ones the refusal alone."""
    advice = advise(function, inputs)
    if advice.status is Status.REJECTED:
        return Working(function.name, (), advice, "", None, ())
    given, _ = checked_inputs(function, inputs)
    understood = tuple((function.inputs[name].label, value) for name, value in given.items() if value is not None)
    outcome = function.outcome
    if outcome is None:
        return Working(function.name, understood, advice, "", None, ())
    return Working(
        function.name, understood, advice, outcome.key, _band(function, outcome, given), moves(function, outcome, given)
    )


def worth(outcome: Outcome, value: Any) -> float | None:
    """Return how good an outcome's value is, the higher the better; None where it cannot be compared."""
    if not isinstance(outcome.better, str):
        return float(outcome.better.index(value)) if value in outcome.better else None
    size = _size(value, outcome.better)
    return size if outcome.better == "higher" or size is None else -size


def _size(value: Any, better: str) -> float | None:
    """Return a number to compare by: how many, or of a range its low end, its high end where that is the same."""
    if better == "fewer":
        return float(len(value))
    if isinstance(value, list):
        low, high = value
        return float(low + (high or low) / 1_000)
    return None if value is None else float(value)


def moves(function: Function, outcome: Outcome, given: Mapping[str, Any]) -> tuple[Move, ...]:
    """Try each changeable input nearby, and return the changes that better the outcome, those of most effect first."""
    changeable = (one for one in function.inputs.values() if not one.fixed)
    # Nearer values are tried first, and of several that gain the same the first is kept.
    now = worth(outcome, outcome_of(function, outcome.key, given))
    if now is None:
        return ()
    best = (max(_tried(function, outcome, given, one, now), key=_GAIN, default=None) for one in changeable)
    return tuple(sorted((move for move in best if move and move.gain > 0), key=_GAIN, reverse=True)[:_MOVES])


def _tried(function: Function, outcome: Outcome, given: Mapping[str, Any], one: Input, now: float) -> Iterator[Move]:
    """Yield what each nearby value of an input would come to, where that can be compared with how things are."""
    for after in _nearby(one, given[one.name]):
        value = outcome_of(function, outcome.key, {**given, one.name: after})
        then = None if value is None else worth(outcome, value)
        if then is not None:
            yield Move(one.label, given[one.name], after, value, then - now)


def _nearby(one: Input, value: Any) -> Iterator[Any]:
    """Yield the values near one that are worth trying, nearest first."""
    if one.kind == "choice":
        yield from (choice for choice in one.choices if choice != value)
    elif one.kind == "yes_no" and value is not None:
        yield not value
    elif one.kind == "scores" and value:
        yield from ([score + more for score in value] for more in range(1, 21))
    elif isinstance(value, int | float):
        yield from (value + step for step in _STEPS.get(one.kind, ()))


def _band(function: Function, outcome: Outcome, given: Mapping[str, Any]) -> Band | None:
    """Return the band of the first score that the outcome depends on."""
    for name, one in function.inputs.items():
        if one.kind == "score" and not one.fixed and given.get(name) is not None:
            band = _band_of(function, outcome, given, one)
            if band.low > LOWEST or band.high < HIGHEST:
                return band
    return None


def _band_of(function: Function, outcome: Outcome, given: Mapping[str, Any], one: Input) -> Band:
    score = given[one.name]

    def at(other: int) -> Mapping[str, Any]:
        return advise(function, {**given, one.name: other}).values

    here = at(score)
    above = list(takewhile(lambda other: at(other) == here, range(score + 1, HIGHEST + 1)))
    below = list(takewhile(lambda other: at(other) == here, range(score - 1, LOWEST - 1, -1)))
    high, low = (above or [score])[-1], (below or [score])[-1]
    now = worth(outcome, here[outcome.key])
    higher = ((other, at(other)[outcome.key]) for other in range(high + 1, HIGHEST + 1))
    begins, then = next(((o, value) for o, value in higher if _better(outcome, value, now)), (None, None))
    return Band(one.label, low, high, here[outcome.key], begins, then)


def _better(outcome: Outcome, value: Any, now: float | None) -> bool:
    then = worth(outcome, value)
    return now is not None and then is not None and then > now
