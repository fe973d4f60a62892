"""Inputs that are right one by one and wrong together (V05, V08, V09, V12), and those that are asked about (V13)."""

from typing import Any

import pytest

from bot.advising.catalogue import Catalogue

FLAGS = {
    "applicant_type": "us_img",
    "step1_result": "pass_first",
    "step1_attempts": 1,
    "step2_attempts": 0,
    "step2_failed": False,
}


@pytest.mark.parametrize(
    ("function", "inputs", "field", "reason"),
    [
        pytest.param("ck_week_plan", {"week": 12, "total_weeks": 10}, "week", "10 weeks", id="V05 after the plan"),
        pytest.param("ck_week_plan", {"week": 1, "total_weeks": 13}, "total_weeks", "8 to 12", id="V12 another plan"),
        pytest.param(
            "exam_flags", FLAGS | {"step1_attempts": 2}, "step1_attempts", "contradicts itself", id="V08 twice"
        ),
        pytest.param(
            "exam_flags", FLAGS | {"step1_attempts": 0}, "step1_attempts", "contradicts itself", id="V08 never"
        ),
        pytest.param(
            "exam_flags",
            FLAGS | {"step1_result": "pass_after_fail"},
            "step1_attempts",
            "contradicts itself",
            id="V08 failed and passed at once",
        ),
        pytest.param(
            "exam_flags",
            FLAGS | {"step2_ck": 240},
            "step2_attempts",
            "contradicts itself",
            id="V08 a score of no attempt",
        ),
        pytest.param(
            "exam_flags",
            FLAGS | {"step1_result": "not_taken", "step1_attempts": 0, "step1_numeric": 240},
            "step1_numeric",
            "an exam not taken has no score",
            id="V09 a score of no exam",
        ),
        pytest.param(
            "validate_profile",
            {"profile": {"step1_result": "pass_first", "step1_attempts": 2}},
            "step1_attempts",
            "contradicts itself",
            id="V08 in a profile",
        ),
        pytest.param(
            "validate_profile",
            {"profile": {"week": 12, "total_weeks": 10}},
            "week",
            "12 lies after",
            id="V05 in a profile",
        ),
        pytest.param("validate_profile", {"profile": 240}, "profile", "give an object", id="a profile that is none"),
        pytest.param(
            "ck_exam_timing",
            {"exam_month": 6, "overlaps": "none", "day": 31},
            "day",
            "month 6 has no day 31",
            id="June 31",
        ),
    ],
)
def test_inputs_that_contradict_each_other_are_refused(
    catalogue: Catalogue, function: str, inputs: dict[str, Any], field: str, reason: str
) -> None:
    [error] = catalogue.advise(function, inputs).errors

    assert error["field"] == field
    assert reason in error["reason"]


@pytest.mark.parametrize(
    ("profile", "asks"),
    [
        pytest.param({"step2_ck": 229}, "was_this_a_pass", id="low, and nobody said"),
        pytest.param({"step2_ck": 230}, None, id="not low"),
        pytest.param({"step2_ck": 229, "step2_failed": False}, None, id="low, and a pass"),
        pytest.param({"step2_ck": 229, "step2_failed": True}, None, id="low, and a fail"),
    ],
)
def test_a_low_score_is_asked_about_before_it_is_used(
    catalogue: Catalogue, profile: dict[str, Any], asks: str | None
) -> None:
    assert catalogue.advise("validate_profile", {"profile": profile}).values.get("ask") == asks
