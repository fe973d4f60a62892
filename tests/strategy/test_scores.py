"""Over the whole range of scores: a better one never makes an answer worse, all else being equal."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.strategy.drawing import Inputs, inputs_of
from tests.strategy.shipped import shipped

ALL_SCORES = range(1, 301)
SOME = settings(max_examples=8)
TIERS = (["low", "competitive", "strong"], ["academically_weaker", "at_or_above_mean"])
STANDINGS = ["reach_only", "some_img_friendly", "wide"]
ACTIONS = ["delay_check", "rework", "continue", "sit"]


def ask(name: str, inputs: Inputs) -> Mapping[str, Any]:
    """Return the results of a function; none where it refuses the inputs."""
    return shipped().advise(name, inputs).values


def over_all_scores(name: str, inputs: Inputs, field: str) -> list[Mapping[str, Any]]:
    """Return the results for each score there is; inputs that are refused whatever the score are not looked at."""
    assume(ask(name, {**inputs, field: ALL_SCORES[-1]}))
    return [ask(name, {**inputs, field: score}) for score in ALL_SCORES]


def never_falls(values: Sequence[Any], order: Sequence[Any]) -> bool:
    """Tell whether values only go up in an order."""
    places = [order.index(value) for value in values]
    return places == sorted(places)


@SOME
@given(inputs=inputs_of("ck_tier"))
def test_a_higher_step_2_ck_never_gives_a_worse_tier(inputs: Inputs) -> None:
    tiers = [found["tier"] for found in over_all_scores("ck_tier", inputs, "step2_ck")]

    assert set(tiers) == {None} or any(set(tiers) <= set(order) and never_falls(tiers, order) for order in TIERS)


@SOME
@given(inputs=inputs_of("img_program_mix"), applicant=st.sampled_from(["us_img", "non_us_img"]))
def test_a_higher_step_2_ck_never_gives_a_lower_standing_for_integrated_ir_or_a_higher_scenario(
    inputs: Inputs, applicant: str
) -> None:
    found = over_all_scores("img_program_mix", {**inputs, "applicant_type": applicant}, "step2_ck")
    scenarios = [one["scenario"] for one in found]

    assert never_falls([one["integrated_ir"] for one in found], STANDINGS)
    assert scenarios == sorted(scenarios, reverse=True)
    assert set(scenarios) <= {1, 2, 3}


@SOME
@given(step1_good=st.booleans(), prior_failure=st.booleans(), spread=st.integers(0, 30))
def test_nor_does_a_higher_predicted_range(step1_good: bool, prior_failure: bool, spread: int) -> None:
    inputs = {"applicant_type": "us_img", "step1_good": step1_good, "prior_failure": prior_failure}
    lows = range(1, 301 - spread)
    ranges = [{"predicted_low": low, "predicted_high": low + spread} for low in lows]
    found = [ask("img_program_mix", {**inputs, **predicted}) for predicted in ranges]

    assert never_falls([one["integrated_ir"] for one in found], STANDINGS)
    assert all(one["provisional"] for one in found)


@SOME
@given(inputs=inputs_of("study_weeks"))
def test_a_higher_baseline_never_asks_for_a_longer_plan(inputs: Inputs) -> None:
    weeks = [found["weeks"] for found in over_all_scores("study_weeks", inputs, "baseline_nbme")]

    assert all(after[0] <= before[0] and after[1] <= before[1] for before, after in pairwise(weeks))


@SOME
@given(inputs=inputs_of("exam_flags"))
def test_a_higher_step_2_ck_never_adds_a_flag(inputs: Inputs) -> None:
    flags = [set(found["flags"]) for found in over_all_scores("exam_flags", inputs, "step2_ck")]

    assert all(after <= before for before, after in pairwise(flags))


@settings(max_examples=60)
@given(inputs=inputs_of("practice_readiness"), more=st.integers(1, 60))
def test_practice_scores_that_are_all_higher_by_as_much_never_give_a_worse_action(inputs: Inputs, more: int) -> None:
    assume(max(inputs["scores"]) + more <= 300)
    higher = {**inputs, "scores": [score + more for score in inputs["scores"]]}
    actions = [ask("practice_readiness", asked)["action"] for asked in (inputs, higher)]

    assert never_falls(actions, ACTIONS)


@settings(max_examples=60)
@given(
    inputs=inputs_of("practice_readiness"),
    more=st.lists(st.integers(0, 60), min_size=20, max_size=20),
    told=st.sampled_from([("final", None), ("acceleration", "improving"), ("acceleration", "falling")]),
)
def test_where_no_trend_is_read_from_them_practice_scores_each_higher_never_give_a_worse_action(
    inputs: Inputs, more: list[int], told: tuple[str, str | None]
) -> None:
    phase, trend = told
    lower = {**inputs, "phase": phase, "trend": trend}
    higher = {**lower, "scores": [min(300, score + by) for score, by in zip(inputs["scores"], more, strict=False)]}
    actions = [ask("practice_readiness", asked)["action"] for asked in (lower, higher)]

    assert never_falls(actions, ACTIONS)


@settings(max_examples=60)
@given(inputs=inputs_of("practice_readiness"), less=st.integers(1, 60))
def test_a_lower_target_never_gives_a_worse_action(inputs: Inputs, less: int) -> None:
    assume(inputs["target"] > less)
    lower = {**inputs, "target": inputs["target"] - less}
    actions = [ask("practice_readiness", asked)["action"] for asked in (inputs, lower)]

    assert never_falls(actions, ACTIONS)


@pytest.mark.parametrize("phase", ["acceleration", "final"])
@pytest.mark.parametrize("trend", [None, "improving", "plateaued", "falling"])
@pytest.mark.parametrize("target", [1, 240, 300])
def test_one_practice_score_is_never_enough_to_sit_the_exam(phase: str, trend: str | None, target: int) -> None:
    told = {"target": target, "phase": phase, "trend": trend}
    actions = {ask("practice_readiness", {"scores": [score], **told})["action"] for score in ALL_SCORES}

    assert actions
    assert "sit" not in actions


def test_two_practice_scores_on_target_can_be() -> None:
    ready = {"scores": [240, 241], "target": 240, "phase": "final"}

    assert ask("practice_readiness", ready)["action"] == "sit"
