"""The working that is shown, by name: the band a score is in, where the next one begins, what a change would bring."""

from typing import Any

import pytest

from bot.strategy.explaining import Band, explain
from tests.strategy.drawing import Inputs
from tests.strategy.shipped import shipped

IMG = {"applicant_type": "us_img"}
GOOD = {**IMG, "step1_good": True, "prior_failure": False}
WEAK = {**IMG, "step1_good": False, "prior_failure": False}
CLEAN = {**IMG, "step1_result": "pass_first", "step1_attempts": 1, "step2_attempts": 1, "step2_failed": False}


@pytest.mark.parametrize(
    ("name", "inputs", "band"),
    [
        pytest.param(
            "ck_tier",
            {**IMG, "step2_ck": 233},
            Band("Step 2 CK", 230, 234, "low", 235, "competitive"),
            id="an IMG's 233 lies between, and 235 is competitive",
        ),
        pytest.param(
            "ck_tier",
            {**IMG, "step2_ck": 229},
            Band("Step 2 CK", 1, 229, "low", 235, "competitive"),
            id="an IMG's 229 is low down to the lowest score",
        ),
        pytest.param(
            "ck_tier",
            {**IMG, "step2_ck": 240},
            Band("Step 2 CK", 235, 244, "competitive", 245, "strong"),
            id="an IMG's 240 is competitive, and 245 is strong",
        ),
        pytest.param(
            "ck_tier",
            {**IMG, "step2_ck": 245},
            Band("Step 2 CK", 245, 245, "strong", None, None),
            id="an IMG's 245 stands on the line alone",
        ),
        pytest.param(
            "ck_tier",
            {**IMG, "step2_ck": 262},
            Band("Step 2 CK", 246, 300, "strong", None, None),
            id="nothing is better than strong",
        ),
        pytest.param(
            "ck_tier",
            {"applicant_type": "us_md", "step2_ck": 240, "national_mean": 249},
            Band("Step 2 CK", 1, 248, "academically_weaker", 249, "at_or_above_mean"),
            id="a US MD's band ends at the mean",
        ),
        pytest.param("ck_tier", {"applicant_type": "us_md", "step2_ck": 240}, None, id="without a mean there is none"),
        pytest.param(
            "img_program_mix",
            {**GOOD, "step2_ck": 232},
            Band("Step 2 CK", 230, 234, 2, 245, 1),
            id="the better mix begins at 245",
        ),
        pytest.param(
            "img_program_mix",
            {**WEAK, "step2_ck": 238},
            Band("Step 2 CK", 235, 244, 2, None, None),
            id="no score alone mends a Step 1 that is not good",
        ),
        pytest.param(
            "study_weeks",
            {"baseline_nbme": 222},
            Band("baseline NBME", 1, 224, [10, 14], 225, [8, 10]),
            id="a baseline of 222 asks for as long as a lower one",
        ),
        pytest.param(
            "study_weeks",
            {"baseline_nbme": 250, "fundamentals_solid": False},
            Band("baseline NBME", 225, 300, [8, 10], None, None),
            id="without solid fundamentals no baseline shortens the plan further",
        ),
        pytest.param(
            "exam_flags",
            {**CLEAN, "step2_ck": 225},
            Band("Step 2 CK", 1, 229, ["step1_box_checked", "low_step2"], 230, ["step1_box_checked"]),
            id="a flag goes at 230",
        ),
    ],
)
def test_a_score_is_shown_in_its_band(name: str, inputs: Inputs, band: Band | None) -> None:
    assert explain(shipped().named(name), inputs).band == band


@pytest.mark.parametrize(
    ("name", "inputs", "move"),
    [
        pytest.param(
            "ck_tier", {**IMG, "step2_ck": 228}, ("Step 2 CK", 228, 245, "strong"), id="to the best tier in reach"
        ),
        pytest.param(
            "ck_tier", {**IMG, "step2_ck": 220}, ("Step 2 CK", 220, 235, "competitive"), id="to the next tier"
        ),
        pytest.param("study_weeks", {"baseline_nbme": 238}, ("baseline NBME", 238, 240, [6, 8]), id="two points more"),
        pytest.param(
            "study_weeks",
            {"baseline_nbme": 250, "fundamentals_solid": False},
            ("fundamentals solid", False, True, [6, 8]),
            id="fundamentals made solid",
        ),
        pytest.param(
            "practice_readiness",
            {"scores": [236, 238, 239], "target": 245, "phase": "final"},
            ("practice scores", [236, 238, 239], [245, 247, 248], "sit"),
            id="every practice score up to the target",
        ),
        pytest.param(
            "ck_exam_timing",
            {"exam_month": 8, "overlaps": "none"},
            ("Step 2 CK month", 8, 7, "on_time"),
            id="a month earlier",
        ),
        pytest.param(
            "rotation_plan",
            {"applicant_type": "us_md", "home_ir": True, "low_score": True, "aways_planned": 0, "graduated": False},
            ("planned away rotations", 0, 2, "ideal"),
            id="two away rotations",
        ),
    ],
)
def test_the_change_that_brings_most_is_named_first(name: str, inputs: Inputs, move: tuple[Any, ...]) -> None:
    first = explain(shipped().named(name), inputs).moves[0]

    assert (first.label, first.before, first.after, first.outcome) == move


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        pytest.param("ck_tier", {**IMG, "step2_ck": 255}, id="nothing is better than strong"),
        pytest.param("ck_tier", {**IMG, "step2_ck": 1}, id="no better tier is near"),
        pytest.param(
            "practice_readiness", {"scores": [244], "target": 245, "phase": "final"}, id="one score is never enough"
        ),
        pytest.param("dr_residency_plan", {}, id="no outcome to better"),
        pytest.param("timeline_by_months", {"months_before_match": 9}, id="time cannot be changed"),
    ],
)
def test_where_nothing_would_better_it_no_change_is_named(name: str, inputs: Inputs) -> None:
    assert explain(shipped().named(name), inputs).moves == ()
