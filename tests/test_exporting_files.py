"""Timelines and plans as calendar files and pictures: what strict readers find, and what a second import does."""

import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from icalendar import Event as Component
from matplotlib.image import imread

from bot.charting.canvas import WIDTH
from bot.errors import InputError
from bot.exporting import plan_calendar, plan_picture, timeline_calendar, timeline_picture
from bot.planning.plan import SeasonPlan
from bot.timeline.looking_up import look_up
from bot.timeline.timeline import Asked, State, Timeline
from tests.charting.looking import SIGNATURE
from tests.planning.making import noon, planned, timetable
from tests.test_calendar_files import imported

ON, LATER = date(2026, 11, 29), date(2026, 12, 3)
GIVEN: dict[str, Mapping[str, Any]] = {
    "an IMG": {
        "season": 2028,
        "applicant": "non_us_img",
        "visa": True,
        "electives": (date(2027, 9, 1), date(2027, 9, 8)),
    },
    "a US student": {"season": 2028, "applicant": "us_md", "sub_i": date(2027, 7, 1)},
    "beside work": {"season": 2028, "working": True, "hours": 3},
    "the season that is on": {"season": 2027, "applicant": "us_img", "exam_taken": True},
    "years ahead": {"season": 2036, "applicant": "us_do"},
}
PLANS = pytest.mark.parametrize("given", GIVEN.values(), ids=GIVEN)
ASKED = {
    "a season": Asked(season=2028, applicant="us_img"),
    "the season that is on": Asked(season=2027, applicant="us_do"),
    "a year": Asked(year="m3", applicant="us_md"),
    "one subject": Asked(season=2028, about=("letters",)),
    "what is next": Asked(next=True),
}
TIMELINES = pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)


def of_plan(plan: SeasonPlan, on: date = ON) -> bytes:
    """Return the calendar of a plan as written on a day."""
    return plan_calendar(plan, timetable(), "Your plan", noon(on))


def shown(asked: Asked, on: date = ON) -> Timeline:
    """Return a timeline as asked for on a day."""
    return look_up(asked, timetable(), noon(on))


def of_timeline(asked: Asked, on: date = ON) -> bytes:
    """Return the calendar of a timeline as written on a day."""
    return timeline_calendar(shown(asked, on), timetable(), "IR timeline", on)


def content(events: Mapping[str, Component]) -> dict[str, tuple[Any, ...]]:
    """Return what events say and when, without the moment they were written at."""
    return {
        uid: (one.decoded("DTSTART"), one.decoded("DTEND"), str(one["SUMMARY"]), str(one.get("DESCRIPTION", "")))
        for uid, one in events.items()
    }


def alarms(one: Component) -> list[int]:
    """Return the days before an event on which it reminds, at nine."""
    return [-(alarm.TRIGGER - timedelta(hours=9)).days for alarm in one.walk("VALARM")]


def read_twice(data: bytes) -> dict[str, Component]:
    """Return the events of a file by uid, as one reader has them and another one agrees."""
    events, read = imported(data), vobject.readOne(data.decode())

    assert read.validate(raiseException=True)
    assert sorted(one.uid.value for one in read.vevent_list) == sorted(events)
    assert {one.uid.value: one.summary.value for one in read.vevent_list} == {
        u: str(e["SUMMARY"]) for u, e in events.items()
    }
    return events


@PLANS
def test_a_plans_calendar_is_read_strictly_by_two_readers(given: Mapping[str, Any]) -> None:
    plan = planned(ON, **given)
    events = read_twice(of_plan(plan))
    dates = [one for one in plan.dates if one.opens]

    assert len(events) == len(plan.steps) + len(dates)
    for step in plan.steps:
        event = events[f"{step.id}-{plan.season.year}@ir-advisor"]
        assert event.decoded("DTSTART") == (step.opens if step.by == "opens" else step.closes)
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)


@PLANS
def test_every_step_in_a_calendar_names_its_section_and_rule(given: Mapping[str, Any]) -> None:
    plan = planned(ON, **given)
    events = imported(of_plan(plan))

    for step in plan.steps:
        said = str(events[f"{step.id}-{plan.season.year}@ir-advisor"]["DESCRIPTION"])
        source = step.reason.source
        assert f"Source: {source.section} ({source.guide}#{source.anchor}), rule {step.reason.rule}." in said
        assert f"Time: {step.when}." in said
        assert step.detail in said
        assert "guide 00" not in said.casefold(), "guides are named, not numbered"


@TIMELINES
def test_a_timelines_calendar_is_read_strictly_by_two_readers(asked: Asked) -> None:
    found = shown(asked)
    events = read_twice(of_timeline(asked))
    to_come = [one for one in found.entries if one.state is not State.OPEN]
    due = {one.milestone.id: one.due if one.due and one.due >= ON else one.closes for one in to_come}
    season = found.season.year if found.season else None

    assert due
    assert {f"{id_}-{season}@ir-advisor": day for id_, day in due.items()}.items() <= {
        uid: one.decoded("DTSTART") for uid, one in events.items()
    }.items()
    for id_ in due:
        said = str(events[f"{id_}-{season}@ir-advisor"]["DESCRIPTION"])
        assert "Source: " in said
        assert "Counted back from a Match in March; no official date." in said


@PLANS
def test_a_second_import_of_a_plan_changes_nothing(given: Mapping[str, Any]) -> None:
    plan = planned(ON, **given)
    first, again = imported(of_plan(plan)), imported(of_plan(planned(ON, **given)))
    later = imported(of_plan(plan, LATER))

    assert of_plan(plan) == of_plan(planned(ON, **given))
    assert {uid: one.to_ical() for uid, one in (first | again).items()} == {u: e.to_ical() for u, e in first.items()}
    assert content(first | later) == content(first)


@TIMELINES
def test_a_second_import_of_a_timeline_changes_nothing(asked: Asked) -> None:
    first = imported(of_timeline(asked))
    later = imported(of_timeline(asked, LATER))
    merged = content(first | later)

    assert of_timeline(asked) == of_timeline(asked)
    assert {uid: one for uid, one in merged.items() if uid in first and one[0] >= LATER} == {
        uid: one for uid, one in content(first).items() if one[0] >= LATER
    }


@pytest.mark.parametrize("week", [timedelta(weeks=-1), timedelta(weeks=1)], ids=["sooner", "later"])
def test_an_exam_moved_by_a_week_updates_its_event_and_adds_none(week: timedelta) -> None:
    exam, uid = date(2027, 6, 1), "ck-exam-2028@ir-advisor"
    before, after = (
        imported(of_plan(planned(on, season=2028, applicant="us_img", exam_day=day), on))
        for on, day in ((ON, exam), (LATER, exam + week))
    )

    assert before.keys() == after.keys()
    assert (before[uid].decoded("DTSTART"), after[uid].decoded("DTSTART")) == (exam, exam + week)
    assert (before | after)[uid].decoded("DTSTART") == exam + week
    assert all(after[one]["SEQUENCE"] > before[one]["SEQUENCE"] for one in after)
    assert (
        after["study-1-2028@ir-advisor"].decoded("DTSTART")
        == before["study-1-2028@ir-advisor"].decoded("DTSTART") + week
    )


def test_an_exam_moved_the_same_day_has_a_higher_sequence_a_minute_later() -> None:
    moved = planned(ON, season=2028, exam_day=date(2027, 6, 8))
    first = imported(of_plan(planned(ON, season=2028, exam_day=date(2027, 6, 1))))
    second = imported(plan_calendar(moved, timetable(), "Your plan", noon(ON) + timedelta(minutes=1)))

    assert second["ck-exam-2028@ir-advisor"]["SEQUENCE"] == first["ck-exam-2028@ir-advisor"]["SEQUENCE"] + 1


def test_a_plan_imported_after_a_timeline_moves_the_exam_to_its_day() -> None:
    timeline = imported(of_timeline(Asked(season=2028, applicant="us_img")))
    plan = imported(of_plan(planned(ON, season=2028, applicant="us_img", exam_day=date(2027, 6, 8))))
    both = timeline | plan

    assert both["ck-exam-2028@ir-advisor"].decoded("DTSTART") == date(2027, 6, 8)
    assert plan["submit-eras-2028@ir-advisor"].decoded("DTSTART") == timeline["submit-eras-2028@ir-advisor"].decoded(
        "DTSTART"
    )


def test_seasons_are_apart() -> None:
    one, other = (imported(of_plan(planned(ON, season=season))) for season in (2028, 2029))

    assert not one.keys() & other.keys()


def test_alarms_remind_before_the_exam_tests_milestones_and_dates() -> None:
    plan = imported(of_plan(planned(ON, **GIVEN["an IMG"])))
    on_now = imported(of_plan(planned(ON, **GIVEN["the season that is on"])))

    assert alarms(plan["ck-exam-2028@ir-advisor"]) == [28, 7]
    assert alarms(plan["test-4-2028@ir-advisor"]) == alarms(plan["study-1-2028@ir-advisor"]) == [1]
    assert alarms(plan["ask-for-letters-2028@ir-advisor"]) == [7]
    assert alarms(plan["elective-2027-09-01-2028@ir-advisor"]) == [7, 30]
    assert alarms(on_now["match_week-2027@ir-advisor"]) == [14, 1]


@pytest.mark.parametrize(
    "events",
    [
        pytest.param(lambda: imported(of_plan(planned(ON, **GIVEN["the season that is on"]))), id="plan"),
        pytest.param(lambda: imported(of_timeline(ASKED["the season that is on"])), id="timeline"),
    ],
)
def test_an_unconfirmed_date_says_so_and_names_where_to_look(events: Callable[[], dict[str, Component]]) -> None:
    match = events()["match_week-2027@ir-advisor"]

    assert str(match["SUMMARY"]) == "Match Week (unconfirmed)"
    assert "unconfirmed" in str(match["DESCRIPTION"])
    assert str(match["URL"]) in str(match["DESCRIPTION"])
    assert (match.decoded("DTSTART"), match.decoded("DTEND")) == (date(2027, 3, 15), date(2027, 3, 20))


def test_what_is_no_date_is_in_no_calendar() -> None:
    events = imported(of_plan(planned(ON, **GIVEN["the season that is on"])))

    assert "rank_lists-2027@ir-advisor" not in events
    assert not [uid for uid in imported(of_plan(planned(ON, season=2030))) if "match_week" in uid]


def test_electives_in_the_same_month_are_two_events() -> None:
    events = imported(of_plan(planned(ON, **GIVEN["an IMG"])))

    assert {f"elective-2027-09-0{day}-2028@ir-advisor" for day in (1, 8)} <= events.keys()


@PLANS
def test_a_plan_is_drawn_as_png_of_one_width(given: Mapping[str, Any]) -> None:
    plan = planned(ON, **given)
    drawn = plan_picture(plan, "Your plan", ON)

    assert drawn.startswith(SIGNATURE)
    assert imread(io.BytesIO(drawn)).shape[1] == WIDTH


@pytest.mark.parametrize("asked", [*ASKED.values(), Asked(months=9, applicant="us_img")], ids=[*ASKED, "months"])
def test_a_timeline_is_drawn_as_png_of_one_width(asked: Asked) -> None:
    drawn = timeline_picture(shown(asked), timetable(), "IR timeline", ON)

    assert drawn.startswith(SIGNATURE)
    assert imread(io.BytesIO(drawn)).shape[1] == WIDTH


def test_nothing_to_draw_or_to_put_into_a_calendar_is_said_in_one_line() -> None:
    over = shown(Asked(season=2027, about=("goal",), applicant="us_img"))

    for write in (
        lambda: timeline_picture(over, timetable(), "IR timeline", ON),
        lambda: timeline_calendar(over, timetable(), "IR timeline", ON),
    ):
        with pytest.raises(InputError, match="nothing is due or ahead, so there is nothing to") as refused:
            write()
        assert "\n" not in str(refused.value)


def test_a_calendar_without_a_season_is_refused() -> None:
    with pytest.raises(InputError, match="--season 2028"):
        of_timeline(Asked(months=9))
