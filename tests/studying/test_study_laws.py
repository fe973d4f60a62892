"""What holds of every study plan: days add up, loads and hours are kept to, dates have no gap, rows are there."""

import json
import re
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.strategy.inputs import APPLICANTS
from bot.studying.days import LABELS
from bot.studying.laying_out import shipped_tables
from tests.strategy.shipped import all_rows
from tests.studying.plans import LEAP_EXAM, days_of, kinds_of, planned, total

SOME = settings(max_examples=50)
TESTED = re.compile(r"NBME|UWSA")
FASTEST, _ = shipped_tables().block.rates

WEEKS, HOURS, DAYS = st.integers(1, 52), st.integers(1, 16), st.integers(1, 7)
WISHES = st.one_of(
    st.fixed_dictionaries({"exam": st.just("step1"), "weeks": WEEKS}),
    st.fixed_dictionaries({"exam": st.just("step2ck"), "weeks": WEEKS}),
    st.fixed_dictionaries({"exam": st.just("step2ck"), "baseline": st.integers(1, 300)}),
    st.fixed_dictionaries(
        {"exam": st.just("step2ck"), "working": st.just(True)},
        optional={"weeks": WEEKS, "baseline": st.integers(1, 300)},
    ),
)
"""What a plan is made for."""
PACES = st.fixed_dictionaries(
    {},
    optional={
        "hours": HOURS | st.floats(1, 16),
        "days_per_week": DAYS,
        "applicant": st.sampled_from(APPLICANTS),
        "exam_day": st.dates(date(2026, 1, 1), date(2040, 12, 31)) | st.just(LEAP_EXAM),
    },
)
"""What somebody has for it."""


@SOME
@given(WISHES, PACES)
def test_days_add_up_and_keep_to_the_load(wish: dict[str, Any], pace: dict[str, Any]) -> None:
    for week in planned(**wish, **pace).weeks:
        spans = [day.questions for day in week.days if day.questions]
        low, high = sum(one for one, _ in spans), sum(one for _, one in spans)

        assert (week.questions is None) == (week.guide_load is None)
        assert (low, high) == (week.questions or (0, 0))
        assert all(one <= other and one % 5 == other % 5 == 0 for one, other in spans)
        least, most = week.guide_load or (0, 0)
        assert week.fits == (least <= low)
        assert low <= high <= most


@SOME
@given(WISHES, PACES)
def test_a_week_has_the_days_and_hours_that_somebody_has(wish: dict[str, Any], pace: dict[str, Any]) -> None:
    plan = planned(**wish, **pace)
    for week in plan.weeks:
        worked = [day for day in week.days if day.kind in {"study", "test"}]

        assert len(week.days) == 7
        assert 1 <= len(worked) <= pace.get("days_per_week", 6)
        assert kinds_of(week).count("test") == bool(week.test)
        assert all(day.questions is None for day in week.days if day.kind != "study")
        assert all(0 <= day.hours[0] <= day.hours[1] <= pace.get("hours", 16) for day in week.days if day.hours)
        assert all(day.parts for day in week.days)
        assert all(day.questions[1] * FASTEST <= pace.get("hours", 16) for day in week.days if day.questions)
        assert any(TESTED.search(part) for day in week.days for part in day.parts) == bool(week.test)


@SOME
@given(WISHES, PACES, st.integers(1, 15))
def test_one_more_hour_never_gives_fewer_questions(wish: dict[str, Any], pace: dict[str, Any], hours: int) -> None:
    fewer, more = (planned(**wish, **pace | {"hours": count}) for count in (hours, hours + 1))

    for one, other in zip(fewer.weeks, more.weeks, strict=True):
        assert (one.questions or (0, 0)) <= (other.questions or (0, 0))
        assert (one.questions or (0, 0))[1] <= (other.questions or (0, 0))[1]
        assert one.fits <= other.fits


@SOME
@given(WISHES, PACES, st.integers(1, 6))
def test_one_more_day_never_gives_fewer_questions(wish: dict[str, Any], pace: dict[str, Any], days: int) -> None:
    fewer, more = (planned(**wish, **pace | {"days_per_week": count}) for count in (days, days + 1))

    assert total(fewer)[1] <= total(more)[1]


@SOME
@given(WISHES, PACES, st.dates(date(2026, 1, 1), date(2040, 12, 31)) | st.just(LEAP_EXAM))
def test_a_dated_plan_runs_without_a_gap_to_the_day_before_the_exam(
    wish: dict[str, Any], pace: dict[str, Any], exam: date
) -> None:
    plan = planned(**wish, **pace | {"exam_day": exam})
    dates = [day.on for day in days_of(plan)]

    assert dates == [exam - timedelta(days=back) for back in range(len(dates), 0, -1)]
    assert [day.label for day in days_of(plan)] == [LABELS[on.weekday()] for on in dates if on]
    assert all((week.opens, week.closes) == (week.days[0].on, week.days[-1].on) for week in plan.weeks)
    assert [day.on for day in days_of(plan) if day.kind == "exam_eve"] == dates[-1:]


@SOME
@given(WISHES, PACES)
def test_a_plan_rests_on_rows_that_are_there_and_can_be_written_as_json(
    wish: dict[str, Any], pace: dict[str, Any]
) -> None:
    plan = planned(**wish, **pace)
    written = json.loads(json.dumps(plan.as_json(), allow_nan=False))
    known = {(row.id, row.source) for _, row in all_rows()}

    assert plan.reasons
    assert all((reason.rule, reason.source) in known for reason in plan.reasons)
    assert [week["number"] for week in written["weeks"]] == [*range(1, len(plan.weeks) + 1)]
    assert plan == planned(**wish, **pace)
    said = " ".join((*plan.caveats, *plan.notes))
    assert not re.search(r"[{}]|\b(?:None|True|False)\b|00\d", said)
