"""What holds of every plan: its days, its order, its sources, that time never takes anything away, and its bytes."""

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.planning.plan import Kind, SeasonPlan
from bot.strategy.inputs import APPLICANTS
from bot.strategy.tables import APPLIES
from bot.timeline.seasons import Season, month_of
from tests.planning.making import missed, planned, reasons_of, sections, timetable
from tests.strategy.shipped import all_rows

SOME = settings(max_examples=40)
Wish = tuple[date, Mapping[str, Any]]
SPEAKS_TO = {row.id: APPLIES[row.applies] for _, row in all_rows()}
SCORE = re.compile(r"\b(?:2[2-35]\d|24[1-9])\b")
"""Scores as the guides for IMGs name them; 240 is a number of questions as well."""
KNOWN = {(row.id, row.source) for _, row in all_rows()}


@st.composite
def wishes(draw: st.DrawFn, who: tuple[str, ...] = ("", *APPLICANTS)) -> Wish:
    """Draw a day on which a plan is asked for, and circumstances one can be made from."""
    on = draw(st.dates(date(2026, 12, 1), date(2031, 12, 31)) | st.just(date(2028, 2, 29)))
    season = Season(on.year + (on.month > 2) + draw(st.integers(0, 3)))
    to_come = st.dates(on, season.closes(0))
    given = {
        "season": season.year,
        "applicant": draw(st.sampled_from(who)),
        "medicine_and_surgery_done": draw(st.none() | st.booleans()),
        "visa": draw(st.booleans()),
        "sub_i": draw(st.none() | to_come),
        "electives": tuple(draw(st.lists(to_come, max_size=2, unique=True))),
    }
    return on, given | draw(st.just({"exam_taken": True}) | of_exam(to_come))


def of_exam(to_come: st.SearchStrategy[date]) -> st.SearchStrategy[dict[str, Any]]:
    """Return what may be told of an exam that is still to come."""
    return st.fixed_dictionaries(
        {},
        optional={
            "exam_day": to_come,
            "baseline": st.integers(1, 300),
            "weeks": st.integers(1, 52),
            "hours": st.integers(1, 16),
            "days_per_week": st.integers(1, 7),
            "working": st.booleans(),
        },
    )


def made(wish: Wish) -> SeasonPlan:
    """Return the plan for a wish."""
    on, given = wish
    return planned(on, **given)


@SOME
@given(wishes())
def test_every_step_lies_between_today_and_the_match_or_is_in_course(wish: Wish) -> None:
    plan, (today, _) = made(wish), wish

    assert plan.steps
    assert all(today <= step.closes <= plan.season.closes(0) for step in plan.steps)
    assert all(step.opens <= step.closes for step in plan.steps)
    assert all(step.opens >= today for step in plan.steps if step.kind in {Kind.EXAM, Kind.TEST})


@SOME
@given(wishes())
def test_steps_are_in_the_order_of_their_days_and_each_is_there_once(wish: Wish) -> None:
    plan = made(wish)
    days, ids = [(step.opens, step.closes) for step in plan.steps], [step.id for step in plan.steps]

    assert days == sorted(days)
    assert len(ids) == len(set(ids))


@SOME
@given(wishes())
def test_study_ends_the_day_before_the_exam_and_never_begins_before_today(wish: Wish) -> None:
    plan, (today, _) = made(wish), wish
    weeks = plan.study.weeks if plan.study else ()
    phases = [step for step in plan.steps if step.id.startswith("study-")]

    if weeks and plan.exam_day:
        assert weeks[-1].closes == plan.exam_day - timedelta(days=1)
        assert weeks[0].opens
        assert weeks[0].opens >= today
        assert (phases[0].opens, phases[-1].closes) == (weeks[0].opens, weeks[-1].closes)
        assert [step.opens for step in phases[1:]] == [step.closes + timedelta(days=1) for step in phases[:-1]]
    else:
        assert not phases


@SOME
@given(wishes())
def test_an_exam_day_of_the_plans_own_is_in_time_and_still_to_come(wish: Wish) -> None:
    plan, (today, _) = made(wish), wish

    if plan.exam_chosen and plan.exam_day and plan.timing:
        assert plan.exam_day > today
        assert plan.timing.values["verdict"] == "on_time"
        assert "exam" not in missed(plan)


@SOME
@given(wishes())
def test_a_month_more_of_time_never_makes_more_things_not_fit(wish: Wish) -> None:
    on, given_ = wish
    earlier = month_of(on, -1)

    assert len(missed(planned(earlier, **given_))) <= len(missed(made(wish)))


@SOME
@given(wishes(), st.integers(1, 40))
def test_a_day_more_of_time_never_leaves_fewer_weeks_before_a_booked_exam(wish: Wish, days: int) -> None:
    on, given_ = wish
    exam = {name: value for name, value in given_.items() if name != "exam_taken"} | {"exam_day": on}
    later, sooner = (planned(on - timedelta(days=back), **exam).study for back in (0, days))

    assert len(later.weeks if later else ()) <= len(sooner.weeks if sooner else ())


@SOME
@given(wishes())
def test_every_reason_is_a_row_whose_quote_stands_in_its_section(wish: Wish) -> None:
    for reason in reasons_of(made(wish)):
        source = reason.source

        assert (reason.rule, source) in KNOWN
        assert source.quote in sections()[f"{source.guide}#{source.anchor}"]


@SOME
@given(wishes(who=APPLIES["us"]))
def test_us_graduates_are_told_nothing_that_speaks_to_imgs_alone_but_weeks_marked_as_theirs(wish: Wish) -> None:
    plan = made(wish)
    told = [step.reason for step in plan.steps if not step.id.startswith(("study-", "test-"))]
    told += [choice for one in plan.no_longer for choice in one.choices]

    assert all(plan.circumstances.applicant in SPEAKS_TO[reason.rule] for reason in told)
    assert not set(missed(plan)) & {"electives", "letters"}
    assert not plan.study or not plan.study.weeks or any("written for IMGs" in caveat for caveat in plan.caveats)
    assert not SCORE.search(" ".join((*plan.caveats, *(reason.says for reason in told))))


@SOME
@given(wishes())
def test_a_plan_is_data_and_the_same_wish_gives_the_same_bytes(wish: Wish) -> None:
    written = json.dumps(made(wish).as_json(), allow_nan=False)

    assert written == json.dumps(made(wish).as_json(), allow_nan=False)
    read = json.loads(written)
    assert {"season", "steps", "conflicts", "no_longer_fits", "still_open", "dates", "caveats"} <= read.keys()
    assert all({"guide", "section", "anchor", "quote", "rule"} <= step.keys() for step in read["steps"])
    told = " ".join((*read["caveats"], *(step["says"] + step["detail"] for step in read["steps"])))
    assert not re.search(r"[{}]|\b(?:None|True|False)\b", told)


@SOME
@given(wishes())
def test_what_stands_in_place_of_milestones_is_there_once(wish: Wish) -> None:
    plan = made(wish)
    ids = {step.id for step in plan.steps}
    titles = {one.id: one.title for one in timetable().milestones}

    assert ("ck-exam" in ids) == (plan.exam_day is not None)
    assert not ids & {"ck-when-ready", "ck-before-eras", "dedicated-ck", "plan-exams"}
    assert set(plan.still_open).isdisjoint(titles[one] for one in ("ck-exam", "home-sub-i", "ck-before-eras"))
