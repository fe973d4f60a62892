"""Practice scores over time: what they come to, what is said beside it, and laws that hold whatever the scores."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advising.wording import told
from bot.errors import InputError
from bot.practising.assessing import MOST_SCORES, READINESS, Readiness, Score, Series, assess
from bot.strategy.deciding import known
from tests.strategy.lines import Line, is_refused, lines
from tests.strategy.shipped import shipped

BEGIN = date(2027, 3, 1)
VALUES = st.integers(1, 300)
SEVERAL = st.lists(VALUES, min_size=1, max_size=MOST_SCORES + 5)
LOW = st.lists(st.integers(1, 290), min_size=1, max_size=MOST_SCORES + 5)
PHASES = st.sampled_from(["acceleration", "final", None])


def weekly(values: Sequence[int]) -> list[Score]:
    """Return scores a week apart."""
    return [Score(BEGIN + timedelta(weeks=week), value) for week, value in enumerate(values)]


def judged(values: Sequence[int], **asked: Any) -> Readiness:
    """Return what weekly scores come to on the day of the last."""
    scores = weekly(values)
    return assess(scores, shipped(), **{"today": scores[-1].on, **asked})


def has_no_trend(line: Line) -> bool:
    """Tell whether a line asks F14 to read the trend itself."""
    return line["function"] == READINESS and not is_refused(line) and line["inputs"].get("trend") is None


@pytest.mark.parametrize("line", lines(has_no_trend))
def test_a_case_of_the_catalogue_gives_the_same_action(line: Line) -> None:
    inputs = line["inputs"]
    found = judged(inputs["scores"], target=inputs["target"], phase=inputs["phase"])
    wanted = line.get("expect") or line["proposed"]

    assert found.advice == shipped().advise(READINESS, inputs)
    assert found.action == wanted.get("action", found.action)


def test_scores_are_told_by_first_latest_best_and_change() -> None:
    scores = [Score(date(2027, 3, 15), 240), Score(date(2027, 3, 1), 228, "UWSA 1"), Score(date(2027, 3, 22), 236)]
    found = assess(scores, shipped(), today=date(2027, 3, 23))

    assert (found.first.value, found.latest.value, found.best.value, found.change) == (228, 236, 240, 8)
    assert [score.value for score in found.scores] == [228, 240, 236]


def test_scores_of_one_day_stay_as_they_were_told() -> None:
    scores = [Score(BEGIN, 240), Score(BEGIN, 230), Score(BEGIN - timedelta(days=1), 250)]

    assert [one.value for one in assess(scores, shipped(), today=BEGIN).scores] == [250, 240, 230]


def test_each_test_has_its_own_series() -> None:
    first, second, third = (Score(BEGIN, 230, test) for test in ("NBME 12", "", "nbme 12"))
    found = assess([first, second, third], shipped(), today=BEGIN)

    assert found.tests == (Series("NBME 12", (first, third)), Series("", (second,)))


@pytest.mark.parametrize(
    ("values", "trend"),
    [
        pytest.param([228, 231, 240], "improving", id="each above the one before"),
        pytest.param([240, 236, 232], "falling", id="each below the one before"),
        pytest.param([240, 239, 238], "plateaued", id="close, and no new best"),
        pytest.param([230, 238, 234], None, id="up and down"),
        pytest.param([230], None, id="one alone"),
    ],
)
def test_the_trend_is_told_whatever_the_phase(values: list[int], trend: str | None) -> None:
    assert judged(values).trend == judged(values, target=230, phase="final").trend == trend


@given(values=SEVERAL)
def test_the_trend_is_the_one_the_function_reads(values: list[int]) -> None:
    recent = values[-MOST_SCORES:]
    facts, _ = known(shipped().named(READINESS), {"scores": recent, "target": 300, "phase": "acceleration"})

    assert facts["reached"] or judged(values).trend == facts["tendency"]


def test_without_a_target_nothing_is_judged_and_one_is_asked_for() -> None:
    found = judged([228, 231, 240], exam=BEGIN + timedelta(weeks=10))

    assert (found.advice, found.action, found.why, found.line) == (None, None, (), None)
    assert found.notes == ("A target is needed to judge your scores. Which Step 2 CK score are you aiming for?",)


@pytest.mark.parametrize(
    ("weeks", "days", "phase", "said"),
    [
        pytest.param(3, 0, "final", "at most 3 weeks away", id="the longest refinement"),
        pytest.param(3, 1, "acceleration", "more than 3 weeks away", id="a day before it"),
        pytest.param(0, 0, "final", "at most 3 weeks away", id="the day itself"),
    ],
)
def test_the_phase_is_told_from_the_exam_day(weeks: int, days: int, phase: str, said: str) -> None:
    found = judged([230], target=240, exam=BEGIN + timedelta(weeks=weeks, days=days))

    assert found.phase == phase
    assert found.final_from == BEGIN + timedelta(weeks=weeks - 3, days=days)
    assert said in found.notes[0]


def test_without_an_exam_day_the_phase_is_the_one_that_asks_for_more() -> None:
    found = judged([236, 237, 239], target=245)

    assert (found.phase, found.action) == ("final", "delay_check")
    assert "no exam day and no phase" in found.notes[0]


def test_a_phase_that_is_told_stands() -> None:
    found = judged([236, 237, 239], target=245, phase="acceleration", exam=BEGIN + timedelta(weeks=3))

    assert (found.phase, found.action) == ("acceleration", "continue")


def test_the_reasons_name_guides_and_not_their_numbers() -> None:
    found = judged([236, 240, 244], target=245)
    advice = found.advice

    assert advice
    assert {told(reason.says, shipped().guides) for reason in advice.reasons} == set(found.why)
    assert not any("001" in says for says in found.why)
    assert len(found.why) == len(set(found.why))


@pytest.mark.parametrize(
    ("values", "asked", "said"),
    [
        pytest.param([250], {"target": 230}, "one score is never enough", id="one score"),
        pytest.param([230, 240], {"target": 230}, "at or above your target of 230", id="a target below every score"),
        pytest.param([230] * 21, {"target": 250}, "You gave 21 scores. We judge by the last 20", id="many scores"),
        pytest.param([230], {"exam": BEGIN + timedelta(days=14)}, "Your exam is in 14 days", id="exam near"),
        pytest.param([230], {"exam": BEGIN + timedelta(days=1)}, "Your exam is tomorrow", id="exam tomorrow"),
        pytest.param([230], {"exam": BEGIN}, "Your exam is today", id="exam today"),
        pytest.param([230], {"today": BEGIN + timedelta(days=29)}, "29 days old (2027-03-01)", id="old"),
    ],
)
def test_what_is_to_be_known_is_said(values: list[int], asked: dict[str, Any], said: str) -> None:
    assert sum(said in note for note in judged(values, **asked).notes) == 1


@pytest.mark.parametrize(
    ("values", "asked", "said"),
    [
        pytest.param([229, 240], {"target": 230}, "at or above", id="a score below the target"),
        pytest.param([230] * 20, {"target": 250}, "by the last", id="no more than are judged"),
        pytest.param([230], {"exam": BEGIN + timedelta(days=15)}, "in 15 days", id="exam not near"),
        pytest.param([230], {"today": BEGIN + timedelta(days=28)}, "days old", id="four weeks old"),
    ],
)
def test_what_is_not_so_is_not_said(values: list[int], asked: dict[str, Any], said: str) -> None:
    assert not any(said in note for note in judged(values, **asked).notes)


@pytest.mark.parametrize(
    ("values", "asked", "said"),
    [
        pytest.param([230], {"exam": BEGIN - timedelta(days=1)}, "nothing to judge", id="exam over"),
        pytest.param([230], {"today": BEGIN - timedelta(days=1)}, "lies after 2027-02-28", id="score of a later day"),
        pytest.param([301], {}, "scores run from 1 to 300", id="score out of range"),
        pytest.param([230], {"target": 0}, "target score 0", id="target out of range"),
        pytest.param([230], {"phase": "foundation"}, "acceleration or final", id="unknown phase"),
    ],
)
def test_what_cannot_be_judged_is_refused(values: list[int], asked: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        judged(values, **asked)


def test_no_score_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="at least one practice score"):
        assess((), shipped(), today=BEGIN)


def test_all_of_it_goes_into_json_and_back() -> None:
    found = judged([228, 231], target=230, exam=date(2027, 4, 1)).as_json()

    assert json.loads(json.dumps(found)) == found
    assert found["latest"] == {"date": "2027-03-08", "score": 231, "test": ""}
    assert (found["exam"], found["line"], found["advice"]["action"]) == ("2027-04-01", 220, found["action"])


@given(value=VALUES, target=VALUES, phase=PHASES)
def test_one_score_never_says_sit(value: int, target: int, phase: str | None) -> None:
    assert judged([value], target=target, phase=phase).action != "sit"


@given(values=LOW, target=VALUES, phase=PHASES)
def test_ten_points_more_on_every_score_never_make_the_action_worse(
    values: list[int], target: int, phase: str | None
) -> None:
    outcome = shipped().named(READINESS).outcome
    rows = (values, [value + 10 for value in values])
    actions = [judged(row, target=target, phase=phase).action for row in rows]

    assert outcome
    assert all(outcome.better.index(str(low)) <= outcome.better.index(str(high)) for low, high in pairwise(actions))


@given(values=SEVERAL, target=VALUES, data=st.data())
def test_the_order_in_which_scores_are_told_does_not_matter(
    values: list[int], target: int, data: st.DataObject
) -> None:
    scores = weekly(values)
    turned = data.draw(st.permutations(scores))
    today = scores[-1].on

    assert assess(turned, shipped(), today=today, target=target) == judged(values, target=target)


@given(values=SEVERAL, more=st.lists(VALUES, max_size=5), target=VALUES)
def test_only_the_last_scores_are_judged(values: list[int], more: list[int], target: int) -> None:
    many = [*more, *([250] * MOST_SCORES), *values]

    assert judged(many, target=target).advice == judged(many[-MOST_SCORES:], target=target).advice
