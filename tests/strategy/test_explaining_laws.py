"""What holds of every working: it is of the inputs as told, bands are whole, and changes bring what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import Any

import pytest

from bot.strategy.advice import Status
from bot.strategy.explaining import Band, Move, Working, explain, worth
from bot.strategy.inputs import check_all
from bot.strategy.tables import Function, Outcome
from tests.strategy.drawing import Inputs, combined
from tests.strategy.shipped import NAMES, shipped

TRIED = 60
"""Inputs put together for a function; those it refuses are left out."""
KEPT = 8
"""Workings looked at for each."""


def outcomes() -> list[Any]:
    """Return the functions that are asked for one result most, with it, as parameters of a test."""
    functions = [shipped().named(name) for name in NAMES]
    return [pytest.param(one, one.outcome, id=one.name) for one in functions if one.outcome]


@cache
def workings(name: str) -> list[tuple[Inputs, Working]]:
    """Return the workings for some inputs that a function answers."""
    tried = ((inputs, explain(shipped().named(name), inputs)) for inputs in combined(name, TRIED))
    return list(islice(((inputs, one) for inputs, one in tried if one.advice.status is not Status.REJECTED), KEPT))


def told(function: Function, inputs: Inputs) -> Mapping[str, Any]:
    """Return the inputs with what they are where they were left out."""
    values, _ = check_all(function.inputs, inputs)
    return values


def every_move(function: Function) -> list[tuple[Inputs, str, Move]]:
    """Return the moves of all workings, each with the inputs and the name of the one it changes."""
    names = {one.label: name for name, one in function.inputs.items()}
    return [(inputs, names[move.label], move) for inputs, one in workings(function.name) for move in one.moves]


def bands_of(function: Function) -> list[tuple[Inputs, Band]]:
    """Return a few bands with the inputs they were shown for."""
    return [(inputs, one.band) for inputs, one in workings(function.name) if one.band][:4]


@dataclass(frozen=True)
class Seen:
    """A band, and what the function says of every score."""

    band: Band
    found: Mapping[int, Mapping[str, Any]]

    @property
    def inside(self) -> list[Mapping[str, Any]]:
        """Return what is said of the scores of the band."""
        return [self.found[score] for score in range(self.band.low, self.band.high + 1)]

    @property
    def beside(self) -> list[Mapping[str, Any] | None]:
        """Return what is said of the scores next to the band; there are none below 1 and above 300."""
        return [self.found.get(self.band.low - 1), self.found.get(self.band.high + 1)]


def over_all_scores(function: Function, inputs: Inputs, band: Band) -> dict[int, Mapping[str, Any]]:
    """Return what the function says for each score in place of the one the band is of."""
    [name] = [name for name, one in function.inputs.items() if one.label == band.label]
    return {score: shipped().advise(function.name, {**inputs, name: score}).values for score in range(1, 301)}


def said(function: Function, inputs: Mapping[str, Any], outcome: Outcome) -> Any:
    """Return what the function says of some inputs."""
    return shipped().advise(function.name, inputs).values.get(outcome.key)


@pytest.mark.parametrize(("function", "outcome"), outcomes())
def test_a_change_comes_to_what_the_function_says_of_it(function: Function, outcome: Outcome) -> None:
    shown = [(move.before, move.outcome) for _, _, move in every_move(function)]
    found = [
        (told(function, inputs)[name], said(function, {**inputs, name: move.after}, outcome))
        for inputs, name, move in every_move(function)
    ]

    assert shown == found


@pytest.mark.parametrize(("function", "outcome"), outcomes())
def test_every_value_an_outcome_takes_can_be_compared(function: Function, outcome: Outcome) -> None:
    taken = [said(function, inputs, outcome) for inputs in combined(function.name, 4 * TRIED)]

    assert [value for value in taken if value is not None and worth(outcome, value) is None] == []


@pytest.mark.parametrize(("function", "outcome"), outcomes())
def test_a_change_betters_the_outcome_by_its_gain(function: Function, outcome: Outcome) -> None:
    gains = [move.gain for _, _, move in every_move(function)]
    now = [worth(outcome, said(function, inputs, outcome)) or 0 for inputs, _, _ in every_move(function)]
    then = [worth(outcome, move.outcome) or 0 for _, _, move in every_move(function)]

    assert gains == [after - before for before, after in zip(now, then, strict=True)]
    assert all(gain > 0 for gain in gains)


@pytest.mark.parametrize(("function", "outcome"), outcomes())
def test_at_most_three_changes_are_named_the_best_first(function: Function, outcome: Outcome) -> None:
    gains = [[move.gain for move in working.moves] for _, working in workings(function.name)]

    assert outcome.key in function.gives
    assert [one for one in gains if len(one) > 3 or one != sorted(one, reverse=True)] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_is_fixed_is_never_changed(name: str) -> None:
    function = shipped().named(name)

    assert [changes for _, changes, _ in every_move(function) if function.inputs[changes].fixed] == []


@pytest.mark.parametrize(("function", "outcome"), outcomes())
def test_a_band_holds_the_scores_that_come_to_the_same(function: Function, outcome: Outcome) -> None:
    seen = [Seen(band, over_all_scores(function, inputs, band)) for inputs, band in bands_of(function)]

    assert [one.band.outcome for one in seen] == [one.inside[0][outcome.key] for one in seen]
    assert [one.band for one in seen if any(before != after for before, after in pairwise(one.inside))] == []
    assert [one.band for one in seen if one.inside[0] in one.beside] == []


@pytest.mark.parametrize("name", NAMES)
def test_what_was_understood_is_what_was_told(name: str) -> None:
    function = shipped().named(name)
    given = [told(function, inputs) for inputs, _ in workings(name)]
    labelled = [[(function.inputs[key].label, one[key]) for key in one if one[key] is not None] for one in given]

    assert [list(working.understood) for _, working in workings(name)] == labelled


@pytest.mark.parametrize("name", NAMES)
def test_of_refused_inputs_nothing_is_explained(name: str) -> None:
    working = explain(shipped().named(name), {"weather": "fine"})

    assert working.advice.status is Status.REJECTED
    assert (working.understood, working.outcome, working.band, working.moves) == ((), "", None, ())
