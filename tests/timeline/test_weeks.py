"""A week of the Step 2 CK plan: which functions are asked, of how many weeks, and what lies outside the plan."""

import pytest

from bot.timeline.weeks import week_asks
from tests.strategy.shipped import shipped


@pytest.mark.parametrize(
    ("week", "weeks", "asked"),
    [
        pytest.param(5, None, [("ck_week_plan", 10)], id="of the usual plan"),
        pytest.param(12, None, [("ck_week_plan", 12)], id="a late week makes it a longer one"),
        pytest.param(5, 8, [("ck_week_plan", 8)], id="of a plan that is told"),
        pytest.param("final", None, [("ck_week_plan", 10), ("final_days", None)], id="the last days too"),
        pytest.param(13, None, [], id="after every plan"),
        pytest.param(9, 8, [], id="after the plan that is told"),
        pytest.param(0, None, [], id="before it"),
        pytest.param(3, 20, [], id="a plan the guides have not"),
    ],
)
def test_a_week_is_asked_of_the_plan_it_lies_in(
    week: int | str, weeks: int | None, asked: list[tuple[str, int | None]]
) -> None:
    given = week_asks(week, weeks, shipped())

    assert [(name, inputs.get("total_weeks")) for name, inputs, _ in given] == asked
    assert all(advice.rules for *_, advice in given)


@pytest.mark.parametrize("week", range(1, 13))
def test_every_week_of_the_longest_plan_says_something(week: int) -> None:
    assert week_asks(week, 12, shipped())[0][2].reasons
