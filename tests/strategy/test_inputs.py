"""Inputs of each kind (V01 to V07 and V10 to V12): what is taken, what is refused, and the reason a member reads."""

import math
from typing import Any

import pytest

from bot.strategy.inputs import KINDS, Input, RefusedError, check_all

WHOLE = "give one whole number"
SCORES = "scores run from 1 to 300"
APPLICANT = "choose US MD, US DO, US-citizen IMG or non-US-citizen IMG"


def of_kind(kind: str, **more: Any) -> Input:
    """Return an input of a kind."""
    return Input("it", kind, "it", "What is it?", **more)


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        pytest.param("score", 1, 1, id="V01 lowest score"),
        pytest.param("score", 300, 300, id="V01 highest score"),
        pytest.param("score", "245", 245, id="V02 a score as digits"),
        pytest.param("applicant", "non_us_img", "non_us_img", id="V03 an applicant"),
        pytest.param("months", 0, 0, id="V04 no months"),
        pytest.param("months", 120, 120, id="V04 most months"),
        pytest.param("months", 2.5, 2.5, id="V04 half a month"),
        pytest.param("week", 1, 1, id="V05 the first week"),
        pytest.param("week", "final", "final", id="V05 the final week"),
        pytest.param("month", 1, 1, id="V06 January"),
        pytest.param("month", 12, 12, id="V06 December"),
        pytest.param("count", 0, 0, id="V07 none"),
        pytest.param("count", "3", 3, id="V07 a count as digits"),
        pytest.param("scores", [240], [240], id="V10 one practice score"),
        pytest.param("scores", ["240", 244], [240, 244], id="V10 one of them as digits"),
        pytest.param("scores", [230] * 20, [230] * 20, id="V10 twenty practice scores"),
        pytest.param("gain", 0, 0, id="V11 no gain"),
        pytest.param("gain", 100, 100, id="V11 most gain"),
        pytest.param("weeks", 1, 1, id="V12 one week"),
        pytest.param("weeks", 52, 52, id="V12 a year"),
        pytest.param("day", 31, 31, id="the last day"),
        pytest.param("from_one", 1, 1, id="one"),
        pytest.param("number", 0.5, 0.5, id="a number"),
        pytest.param("number", 10_000, 10_000, id="the highest number"),
        pytest.param("yes_no", False, False, id="no"),
        pytest.param("texts", [], [], id="no texts"),
        pytest.param("texts", ["UWorld"], ["UWorld"], id="a text"),
        pytest.param("records", [{"name": "A"}], [{"name": "A"}], id="a record"),
    ],
)
def test_an_input_is_taken(kind: str, value: Any, read: Any) -> None:
    assert of_kind(kind).check(value) == read


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        pytest.param("score", 0, SCORES, id="V01 below 1"),
        pytest.param("score", -5, SCORES, id="V01 below nought"),
        pytest.param("score", 301, SCORES, id="V01 over 300"),
        pytest.param("score", "301", SCORES, id="V01 over 300, as digits"),
        pytest.param("scores", [240, 301], SCORES, id="V01 a practice score over 300"),
        pytest.param("score", 244.5, WHOLE, id="V02 half a point"),
        pytest.param("score", 245.0, WHOLE, id="V02 a decimal"),
        pytest.param("score", "245+", WHOLE, id="V02 and more"),
        pytest.param("score", "about 240", WHOLE, id="V02 about"),
        pytest.param("score", "-5", WHOLE, id="V02 a sign"),
        pytest.param("score", "", WHOLE, id="V02 an empty text"),
        pytest.param("score", "²", WHOLE, id="V02 a raised digit"),
        pytest.param("score", math.nan, WHOLE, id="V02 no number"),
        pytest.param("score", True, WHOLE, id="V02 true"),
        pytest.param("score", [245], WHOLE, id="V02 a list"),
        pytest.param("scores", [240, 241.5], WHOLE, id="V02 half a practice point"),
        pytest.param("score", None, f"is missing: {WHOLE}", id="V02 missing"),
        pytest.param("applicant", "canadian", APPLICANT, id="V03 another applicant"),
        pytest.param("applicant", "US_MD", APPLICANT, id="V03 shouted"),
        pytest.param("applicant", 1, APPLICANT, id="V03 a number"),
        pytest.param("applicant", ["us_md"], APPLICANT, id="V03 a list"),
        pytest.param("applicant", None, f"is missing: {APPLICANT}", id="V03 missing"),
        pytest.param("months", -1, "months run from 0 to 120", id="V04 below nought"),
        pytest.param("months", 120.5, "months run from 0 to 120", id="V04 over 120"),
        pytest.param("months", "6", "give a number", id="V04 a text"),
        pytest.param("months", math.nan, "give a number", id="V04 no number"),
        pytest.param("week", 0, "weeks count from 1", id="V05 week nought"),
        pytest.param("week", "last", WHOLE, id="V05 another word"),
        pytest.param("month", 0, "months are numbered 1 to 12", id="V06 month nought"),
        pytest.param("month", 13, "months are numbered 1 to 12", id="V06 month 13"),
        pytest.param("count", -1, "counts are whole numbers from 0", id="V07 below nought"),
        pytest.param("count", 1.5, WHOLE, id="V07 a fraction"),
        pytest.param("scores", [], "at least one practice score is needed", id="V10 none"),
        pytest.param("scores", None, "at least one practice score is needed", id="V10 missing"),
        pytest.param("scores", [240] * 21, "give at most 20 scores", id="V10 more than 20"),
        pytest.param("scores", 240, "give a list", id="V10 no list"),
        pytest.param("gain", -3, "a gain is 0 to 100 points", id="V11 below nought"),
        pytest.param("gain", 101, "a gain is 0 to 100 points", id="V11 over 100"),
        pytest.param("weeks", 0, "weeks run from 1 to 52", id="V12 none"),
        pytest.param("weeks", 53, "weeks run from 1 to 52", id="V12 over a year"),
        pytest.param("weeks", 6.5, WHOLE, id="V12 a fraction"),
        pytest.param("day", 32, "days are numbered 1 to 31", id="day 32"),
        pytest.param("from_one", 0, "counts from 1", id="nought where one is the least"),
        pytest.param("number", math.inf, "give a number", id="without end"),
        pytest.param("number", 10_001, "give a number from 0", id="over the highest number"),
        pytest.param("number", True, "give a number", id="true for a number"),
        pytest.param("yes_no", 1, "give true or false", id="one for yes"),
        pytest.param("yes_no", "yes", "give true or false", id="a word for yes"),
        pytest.param("yes_no", None, "is missing: What is it?", id="nothing for yes"),
        pytest.param("texts", "UWorld", "give a list", id="a text alone"),
        pytest.param("texts", ["UWorld", 1], "give a list of texts", id="a number among texts"),
        pytest.param(
            "records", [{"home": True}], "give a list of objects, each with a name", id="a record without name"
        ),
        pytest.param("records", ["A"], "give a list of objects, each with a name", id="a text among records"),
    ],
)
def test_an_input_is_refused_with_its_reason(kind: str, value: Any, reason: str) -> None:
    with pytest.raises(RefusedError) as refused:
        of_kind(kind).check(value)

    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param("score", "9" * 5_000, id="more digits than can be read"),
        pytest.param("score", 10**5_000, id="more digits than can be shown"),
        pytest.param("months", 10**400, id="too large for a decimal"),
        pytest.param("number", 10**400, id="the same of another kind"),
    ],
)
def test_a_number_beyond_all_bounds_is_refused(kind: str, value: Any) -> None:
    with pytest.raises(RefusedError):
        of_kind(kind).check(value)


def test_a_reason_names_the_value_but_for_what_is_missing() -> None:
    with pytest.raises(RefusedError, match=r"^301: scores run from 1 to 300$"):
        of_kind("score").check(301)
    with pytest.raises(RefusedError, match=r"^'245\+': give one whole number$"):
        of_kind("score").check("245+")


def test_a_choice_names_what_can_be_chosen() -> None:
    with pytest.raises(RefusedError, match=r"^'middle': choose early or late$"):
        of_kind("choice", choices=("early", "late")).check("middle")
    with pytest.raises(RefusedError, match=r"^'us_md': choose US-citizen IMG or non-US-citizen IMG$"):
        of_kind("applicant", choices=("us_img", "non_us_img")).check("us_md")
    with pytest.raises(RefusedError, match=r"^'us_do': choose US MD$"):
        of_kind("applicant", choices=("us_md",)).check("us_do")


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_left_out_is_nothing_or_its_default(kind: str) -> None:
    assert of_kind(kind, optional=True).check(None) is None
    assert of_kind(kind, default=9).check(None) == 9


def test_every_wrong_input_is_named_at_once() -> None:
    inputs = {"score": Input("score", "score", "", ""), "month": Input("month", "month", "", "In which month?")}
    values, errors = check_all(inputs, {"score": 400, "weather": "fine"})

    assert values == {}
    assert errors == [
        {"field": "weather", "reason": "is no input of this; it takes score, month"},
        {"field": "score", "reason": "400: scores run from 1 to 300"},
        {"field": "month", "reason": "is missing: In which month?"},
    ]
