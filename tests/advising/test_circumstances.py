"""What follows from a profile: failures, low scores, practice, and how the score lies against what was hoped for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advising.circumstances import as_inputs, circumstances
from bot.advising.profile import Profile


def follows(name: str, **told: Any) -> Any:
    """Return one thing that follows from what is told, None where nothing does."""
    return circumstances(Profile(**told)).get(name)


@pytest.mark.parametrize(
    ("told", "failed"),
    [
        pytest.param({}, None, id="nothing told"),
        pytest.param({"never_failed": True}, False, id="denied"),
        pytest.param({"step1_result": "pass_first"}, None, id="one exam passed"),
        pytest.param({"step1_result": "pass_after_fail"}, True, id="passed after a failure"),
        pytest.param({"step1_result": "failed"}, True, id="failed"),
        pytest.param({"step2_failed": True}, True, id="Step 2 CK"),
        pytest.param({"exam_failures": 1}, True, id="some exam"),
        pytest.param({"exam_failures": 1, "never_failed": True}, True, id="both told"),
    ],
)
def test_a_failure_is_known_when_it_is_told_or_denied(told: dict[str, Any], failed: bool | None) -> None:
    assert [follows(name, **told) for name in ("prior_failure", "any_failure", "failures")] == [failed] * 3


@pytest.mark.parametrize(
    ("told", "exam", "failures"),
    [
        pytest.param({"step1_result": "failed", "exam_failures": 2}, "step1", 2, id="Step 1"),
        pytest.param({"step2_failed": True, "exam_failures": 1}, "step2ck", 1, id="Step 2 CK"),
        pytest.param(
            {"step1_result": "pass_after_fail", "step2_failed": True, "exam_failures": 2}, None, None, id="both"
        ),
        pytest.param({"exam_failures": 1}, None, 1, id="not said which"),
        pytest.param({"step2_ck": 240}, None, None, id="none"),
    ],
)
def test_the_failed_exam_is_named_only_where_it_is_the_one(
    told: dict[str, Any], exam: str | None, failures: int | None
) -> None:
    assert (follows("exam", **told), follows("n_failures", **told)) == (exam, failures)


@pytest.mark.parametrize(
    ("told", "status", "good"),
    [
        pytest.param({}, None, None, id="nothing told"),
        pytest.param({"step1_result": "pass_first"}, "clean", True, id="passed"),
        pytest.param(
            {"step1_result": "pass_first", "step1_numeric": 215}, "weak", False, id="passed with a weak number"
        ),
        pytest.param({"step1_numeric": 216}, "clean", True, id="a number above the weak ones"),
        pytest.param({"step1_result": "pass_after_fail"}, "failed", False, id="passed after a failure"),
        pytest.param({"step1_result": "not_taken"}, "unknown", None, id="not taken"),
        pytest.param({"never_failed": True}, "clean", True, id="no failures"),
    ],
)
def test_the_record_of_step_1(told: dict[str, Any], status: str | None, good: bool | None) -> None:
    assert (follows("step1_status", **told), follows("step1_good", **told)) == (status, good)


@pytest.mark.parametrize(
    ("told", "low"),
    [
        pytest.param({"applicant_type": "us_img", "step2_ck": 229}, True, id="IMG below the line"),
        pytest.param({"applicant_type": "non_us_img", "step2_ck": 230}, False, id="IMG on the line"),
        pytest.param({"an_img": True, "step2_ck": 229}, True, id="some IMG"),
        pytest.param({"applicant_type": "us_md", "an_img": True, "step2_ck": 229}, None, id="once thought an IMG"),
        pytest.param({"applicant_type": "us_md", "step2_ck": 229}, None, id="no guide says for a US MD"),
        pytest.param({"applicant_type": "us_md", "step2_ck": 248, "national_mean": 249}, True, id="below the mean"),
        pytest.param({"applicant_type": "us_md", "step2_ck": 249, "national_mean": 249}, False, id="at the mean"),
        pytest.param({"score_band": "below_average"}, True, id="told to be low"),
        pytest.param({"score_band": "near_average"}, None, id="told to be average"),
        pytest.param({"exam_failures": 1, "applicant_type": "us_img", "step2_ck": 255}, True, id="a failure"),
    ],
)
def test_a_score_is_low_by_the_guide_for_the_type(told: dict[str, Any], low: bool | None) -> None:
    assert follows("low_score", **told) is low


@pytest.mark.parametrize(
    ("scores", "practice"),
    [
        pytest.param((240, 246, 245, 247), "in_range", id="the last three at the target"),
        pytest.param((246, 245, 244), "below", id="one below"),
        pytest.param((250,), "below", id="one score is not steady"),
    ],
)
def test_practice_is_in_range_when_it_is_steadily_so(scores: tuple[int, ...], practice: str) -> None:
    assert follows("practice", scores=scores, target=245) == practice
    assert follows("practice", scores=scores) is None


@pytest.mark.parametrize(
    ("told", "against"),
    [
        pytest.param({"step2_ck": 240, "target": 250}, "significantly_below", id="ten below"),
        pytest.param({"step2_ck": 241, "target": 250}, "close", id="nine below"),
        pytest.param({"step2_ck": 250, "target": 250}, "at_or_above", id="reached"),
        pytest.param({"step2_ck": 241, "target": 260, "predicted_low": 250}, "close", id="a prediction counts first"),
        pytest.param({"step2_ck": 241}, None, id="nothing to compare with"),
        pytest.param({"target": 250}, None, id="no score"),
    ],
)
def test_a_score_against_what_was_expected(told: dict[str, Any], against: str | None) -> None:
    assert follows("score_vs_expected", **told) == against


def test_the_low_end_of_a_prediction_stands_for_a_score_that_is_not_there() -> None:
    assert follows("step2_ck", predicted_low=238, predicted_high=248) == 238
    assert follows("step2_ck", predicted_low=238, step2_ck=245) == 245


def test_an_img_of_no_told_kind_is_taken_for_a_us_img() -> None:
    assert follows("applicant_type", an_img=True) == "us_img"
    assert follows("applicant_type", an_img=True, applicant_type="non_us_img") == "non_us_img"


TOLD = st.fixed_dictionaries(
    {},
    optional={
        "applicant_type": st.sampled_from(["us_md", "us_do", "us_img", "non_us_img"]),
        "an_img": st.just(True),
        "step1_result": st.sampled_from(["pass_first", "pass_after_fail", "failed", "not_taken"]),
        "step1_numeric": st.integers(100, 300),
        "step1_attempts": st.integers(0, 5),
        "step2_ck": st.integers(100, 300),
        "step2_attempts": st.integers(0, 5),
        "step2_failed": st.booleans(),
        "exam_failures": st.integers(0, 5),
        "predicted_low": st.integers(100, 300),
        "scores": st.lists(st.integers(100, 300), min_size=1, max_size=5).map(tuple),
        "target": st.integers(100, 300),
    },
)


@given(TOLD)
def test_nothing_that_is_told_is_overruled(told: dict[str, Any]) -> None:
    assert circumstances(Profile(**told)).items() >= told.items()


def test_functions_take_lists() -> None:
    assert as_inputs({"scores": (230, 240), "target": 245}) == {"scores": [230, 240], "target": 245}
