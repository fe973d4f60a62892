"""Plans counted back from the Match: exam day, weeks before it, what collides, what no longer fits, refusals."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from bot.errors import InputError
from bot.planning.plan import Kind
from bot.strategy.inputs import APPLICANTS
from bot.timeline.seasons import ERAS_MONTH, Season
from tests.planning.making import days_of, missed, planned, rules, step_of
from tests.strategy.lines import Line, is_gap, is_refused, lines, not_held
from tests.strategy.shipped import shipped

EARLY, LATE, TOO_LATE = date(2026, 11, 29), date(2027, 4, 20), date(2027, 8, 1)
JUNE, JULY = date(2027, 6, 15), date(2027, 7, 15)
IMGS, US = ("us_img", "non_us_img"), ("us_md", "us_do")


@pytest.mark.parametrize(
    ("on", "given", "exam", "weeks"),
    [
        pytest.param(EARLY, {}, JUNE, 10, id="enough time"),
        pytest.param(date(2027, 4, 6), {}, JUNE, 10, id="just enough"),
        pytest.param(date(2027, 4, 7), {}, JULY, 10, id="a day too few for June"),
        pytest.param(LATE, {}, JULY, 10, id="a late start"),
        pytest.param(date(2027, 5, 20), {}, JULY, 8, id="fewer weeks than asked for"),
        pytest.param(LATE, {"weeks": 8}, JUNE, 8, id="own weeks"),
        pytest.param(EARLY, {"baseline": 210}, JUNE, 14, id="a low baseline"),
        pytest.param(EARLY, {"baseline": 245}, JUNE, 8, id="a high baseline"),
        pytest.param(EARLY, {"working": True}, JULY, 32, id="working"),
        pytest.param(EARLY, {"exam_day": date(2027, 5, 4)}, date(2027, 5, 4), 10, id="a booked day"),
        pytest.param(LATE, {"exam_day": date(2027, 5, 4)}, date(2027, 5, 4), 0, id="booked in two weeks"),
        pytest.param(date(2027, 7, 15), {}, date(2027, 7, 31), 0, id="the middle of July"),
        pytest.param(date(2027, 7, 30), {}, date(2027, 7, 31), 0, id="the last day but one"),
    ],
)
def test_the_exam_lies_where_study_fits_before_it(on: date, given: Mapping[str, Any], exam: date, weeks: int) -> None:
    plan = planned(on, season=2028, **given)

    assert plan.exam_day == exam
    assert days_of(plan, "ck-exam") == (exam, exam)
    assert len(plan.study.weeks if plan.study else ()) == weeks
    assert plan.exam_chosen == ("exam_day" not in given)


@pytest.mark.parametrize(("on", "exam"), [(EARLY, "15 June 2027"), (LATE, "15 July 2027")])
def test_a_day_the_plan_has_put_itself_is_said(on: date, exam: str) -> None:
    own = planned(on, season=2028)
    booked = planned(on, season=2028, exam_day=own.exam_day)

    assert f"We put the exam on {exam}; give your own day to move it." in own.caveats
    assert not any("give your own day" in caveat for caveat in booked.caveats)


@pytest.mark.parametrize("on", [date(2027, 7, 31), TOO_LATE, date(2027, 9, 30), date(2028, 3, 10)])
@pytest.mark.parametrize("applicant", ["", *APPLICANTS])
def test_too_late_has_no_exam_day_but_the_next_season_and_choices(on: date, applicant: str) -> None:
    plan = planned(on, season=2028, applicant=applicant)
    said = {one.what: one for one in plan.no_longer}["exam"]

    assert (plan.exam_day, plan.study, plan.timing) == (None, None, None)
    assert said.says == (
        "No day is left on which Step 2 CK is in time for ERAS in September 2027; "
        "from now on it is in time for the 2029 season."
    )
    assert said.choices
    assert planned(on, season=2029, applicant=applicant).exam_day == date(2028, 6, 15)


def test_a_booked_day_after_july_is_late_and_every_applicant_is_left_a_choice() -> None:
    for applicant in ("", *APPLICANTS):
        plan = planned(EARLY, season=2028, exam_day=date(2027, 8, 10), applicant=applicant)
        [said] = plan.no_longer

        assert (
            said.says
            == "Step 2 CK on 10 August 2027 is late for ERAS in September 2027; it is in time for the 2029 season."
        )
        assert said.choices


def test_an_exam_after_the_year_of_eras_is_late() -> None:
    assert missed(planned(EARLY, season=2028, exam_day=date(2028, 2, 10))) == ["exam"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "6 weeks of study no longer fit before 15 July 2027: 1 week is left. The guides ask for 6–10."),
        (
            {"baseline": 210},
            "10 weeks of study no longer fit before 15 July 2027: 1 week is left. The guides ask for 10–14.",
        ),
        ({"weeks": 12}, "12 weeks of study no longer fit before 15 July 2027: 1 week is left."),
        (
            {"working": True},
            "17 weeks of study no longer fit before 15 July 2027: 1 week is left. The guides ask for 17–32.",
        ),
    ],
)
def test_weeks_that_no_longer_fit_are_counted(given: Mapping[str, Any], says: str) -> None:
    plan = planned(date(2027, 7, 5), season=2028, applicant="us_img", **given)

    assert [one.says for one in plan.no_longer] == [says]
    assert rules(plan.no_longer[0].choices)[:2] == ["R-16.5", "R-16.6"]


@pytest.mark.parametrize(
    ("given", "left"),
    [({}, 6), ({"baseline": 210}, 10), ({"working": True}, 17), ({"weeks": 8}, 8)],
    ids=["full time", "a baseline", "working", "weeks of one's own"],
)
def test_weeks_as_few_as_the_guides_allow_fit(given: Mapping[str, Any], left: int) -> None:
    last = date(2027, 7, 15) - timedelta(weeks=left)
    fits, late = (planned(on, season=2028, applicant="us_img", **given) for on in (last, last + timedelta(days=1)))

    assert "study" not in missed(fits)
    assert fits.study
    assert len(fits.study.weeks) == left
    assert "study" in missed(late)


def test_weeks_too_few_for_a_plan_are_said_and_the_exam_lies_ahead() -> None:
    plan = planned(date(2027, 7, 1), season=2028, weeks=2)

    assert plan.exam_day == JULY
    assert plan.study
    assert "so we give no plan" in plan.study.notes[0]


def test_an_exam_that_is_taken_has_neither_day_nor_study() -> None:
    plan = planned(EARLY, season=2028, applicant="us_img", exam_taken=True)

    assert (plan.exam_day, plan.study, plan.exam_chosen, plan.no_longer) == (None, None, False, ())
    assert {step.kind for step in plan.steps} == {Kind.MILESTONE}
    assert step_of(plan, "submit-eras")


def test_phases_have_their_weekly_load_and_rest_on_the_row_it_is_from() -> None:
    plan = planned(EARLY, season=2028, weeks=14)
    phases = {step.title: (step.detail, step.reason.rule) for step in plan.steps if step.id.startswith("study-")}

    assert phases == {
        "Study: foundation": ("Weeks 1–7: 150–240 questions a week", "R-10.2"),
        "Study: acceleration": ("Weeks 8–12: 300–400 questions a week", "R-10.4"),
        "Study: refinement": ("Weeks 13–14; the guides give no number of questions", "R-10.7"),
    }


def test_a_load_that_hours_do_not_hold_is_said_beside_what_the_guides_ask_for() -> None:
    step = step_of(planned(EARLY, season=2028, working=True, hours=3), "study-1")
    assert step

    assert step.detail == "Weeks 1–26: 60–80 questions a week, short of the 160–240 that the guides ask for"


@pytest.mark.parametrize(
    "given", [{"weeks": 14}, {"weeks": 10}, {"working": True}, {"working": True, "days_per_week": 4}]
)
def test_practice_tests_are_on_the_day_the_study_plan_has_them(given: Mapping[str, Any]) -> None:
    plan = planned(EARLY, season=2028, **given)
    assert plan.study
    tests = [day.on for week in plan.study.weeks for day in week.days if day.kind == "test"]

    assert [step.opens for step in plan.steps if step.kind is Kind.TEST] == tests
    assert len(tests) == sum(bool(week.test) for week in plan.study.weeks)


def test_a_test_said_to_be_on_sunday_is_on_a_sunday() -> None:
    plan = planned(EARLY, season=2028, working=True)

    assert {f"{step.opens:%a}" for step in plan.steps if "on Sun" in step.detail} == {"Sun"}


def test_structured_study_starts_six_to_nine_months_before_the_exam_for_those_whose_guide_says_so() -> None:
    found = {who: days_of(planned(EARLY, season=2028, applicant=who), "structured-prep") for who in APPLICANTS}

    assert found == dict.fromkeys(APPLICANTS) | {"non_us_img": (date(2026, 9, 15), date(2026, 12, 15))}


@pytest.mark.parametrize("applicant", US)
@pytest.mark.parametrize(
    ("exam", "sub_i", "expected", "collides"),
    [
        pytest.param(None, None, (date(2027, 7, 1), date(2027, 8, 31)), [], id="June exam, Sub-I after it"),
        pytest.param(JULY, None, (date(2027, 8, 1), date(2027, 8, 31)), [], id="July exam, August Sub-I"),
        pytest.param(
            date(2027, 8, 9), None, (date(2027, 6, 1), date(2027, 7, 31)), [], id="August exam, Sub-I before it"
        ),
        pytest.param(date(2027, 4, 9), None, (date(2027, 6, 1), date(2027, 8, 31)), [], id="April exam, usual months"),
        pytest.param(
            None, date(2027, 6, 1), (date(2027, 6, 1), date(2027, 6, 30)), ["G-15.d"], id="the same month, June"
        ),
        pytest.param(
            JULY, date(2027, 7, 1), (date(2027, 7, 1), date(2027, 7, 31)), ["G-15.d"], id="the same month, July"
        ),
        pytest.param(
            date(2027, 5, 9), date(2027, 5, 1), (date(2027, 5, 1), date(2027, 5, 31)), ["R-15.7"], id="the same May"
        ),
        pytest.param(None, date(2027, 7, 1), (date(2027, 7, 1), date(2027, 7, 31)), [], id="a month of one's own"),
    ],
)
def test_the_exam_comes_first_and_the_sub_i_after_it(
    applicant: str, exam: date | None, sub_i: date | None, expected: tuple[date, date], collides: list[str]
) -> None:
    plan = planned(EARLY, season=2028, applicant=applicant, exam_day=exam, sub_i=sub_i)

    assert days_of(plan, "home-sub-i") == expected
    assert rules(plan.conflicts) == collides


def test_the_order_of_exam_and_sub_i_is_said_once() -> None:
    plan = planned(EARLY, season=2028, applicant="us_md", sub_i=JUNE)

    assert [one.says.endswith("Exam first, Sub-I after.") for one in plan.conflicts] == [True]
    assert not any("Sub-I after" in caveat for caveat in plan.caveats)
    assert plan.timing
    assert plan.timing.values["order"] == ["exam", "sub_internship"]


def test_an_img_who_tells_a_sub_i_has_it_in_the_plan_and_others_have_none() -> None:
    assert days_of(planned(EARLY, season=2028, applicant="us_img", sub_i=JULY), "home-sub-i")
    assert not days_of(planned(EARLY, season=2028, applicant="us_img"), "home-sub-i")


def test_an_exam_against_sub_i_and_elective_names_both_and_unfinished_rotations_once() -> None:
    plan = planned(
        EARLY,
        season=2028,
        sub_i=JUNE,
        electives=(date(2027, 6, 1),),
        medicine_and_surgery_done=False,
        applicant="us_do",
    )

    assert rules(plan.conflicts) == ["G-15.d", "R-15.5", "R-15.6"]


@pytest.mark.parametrize(("done", "collides"), [(True, []), (False, ["R-15.5"]), (None, [])])
def test_medicine_and_surgery_come_before_the_exam(done: bool | None, collides: list[str]) -> None:
    assert rules(planned(EARLY, season=2028, medicine_and_surgery_done=done).conflicts) == collides


@pytest.mark.parametrize("applicant", ["", *IMGS])
@pytest.mark.parametrize(
    ("elective", "apply"),
    [
        pytest.param(date(2027, 9, 1), (date(2026, 12, 1), date(2027, 3, 1)), id="ahead"),
        pytest.param(date(2027, 7, 10), (date(2026, 10, 10), date(2027, 1, 10)), id="in course"),
        pytest.param(date(2027, 5, 29), (date(2026, 8, 29), date(2026, 11, 29)), id="the last day"),
        pytest.param(date(2027, 8, 31), (date(2026, 11, 30), date(2027, 2, 28)), id="months that are shorter"),
        pytest.param(date(2027, 5, 28), None, id="a day past six months"),
        pytest.param(date(2027, 1, 4), None, id="long past"),
    ],
)
def test_imgs_apply_for_an_elective_six_to_nine_months_ahead(
    applicant: str, elective: date, apply: tuple[date, date] | None
) -> None:
    plan = planned(EARLY, season=2028, applicant=applicant, electives=(elective,))

    assert days_of(plan, f"elective-{elective}") == apply
    assert missed(plan) == ([] if apply else ["electives"])
    assert not step_of(plan, "apply-for-electives")


def test_an_elective_past_six_months_is_said_with_the_day_it_was_due_and_choices() -> None:
    [said] = planned(EARLY, season=2028, applicant="us_img", electives=(date(2027, 3, 1),)).no_longer

    assert said.says == "The elective of 1 March 2027 was to be applied for by 1 September 2026, 6 months ahead."
    assert rules(said.choices) == ["G-26.b", "R-20.12"]


@pytest.mark.parametrize("applicant", US)
def test_us_students_are_given_no_lead_time(applicant: str) -> None:
    plan = planned(EARLY, season=2028, applicant=applicant, electives=(date(2027, 2, 1), date(2027, 10, 1)))

    assert not [step for step in plan.steps if step.id.startswith("elective")]
    assert missed(plan) == []
    assert "No guide gives US students a lead time for electives, so we plan none." in plan.caveats


@pytest.mark.parametrize(
    ("on", "late"),
    [(date(2027, 7, 31), False), (TOO_LATE, True), (date(2027, 9, 30), True), (date(2027, 12, 1), True)],
)
def test_letters_are_late_less_than_two_months_before_eras_for_imgs_alone(on: date, late: bool) -> None:
    late_for = {who: "letters" in missed(planned(on, season=2028, applicant=who)) for who in ("", *APPLICANTS)}

    assert late_for == {"": late, **dict.fromkeys(IMGS, late), **dict.fromkeys(US, False)}


def test_a_visa_is_spoken_of_to_those_who_need_one() -> None:
    assert step_of(planned(EARLY, season=2028, applicant="non_us_img", visa=True), "visa")
    assert not step_of(planned(EARLY, season=2028, applicant="non_us_img"), "visa")


def test_what_is_past_is_still_open_and_no_step() -> None:
    plan = planned(EARLY, season=2028, applicant="us_img")

    assert "Settle on IR as your goal" in plan.still_open
    assert not step_of(plan, "settle-on-ir")


def test_a_leap_day_is_a_day_like_any_other() -> None:
    leap = date(2028, 2, 29)
    plan = planned(date(2027, 9, 1), season=2029, exam_day=leap, applicant="non_us_img", electives=(date(2028, 8, 31),))
    assert plan.study

    assert plan.season == Season(2029)
    assert (plan.study.weeks[0].opens, plan.study.weeks[-1].closes) == (date(2027, 12, 21), date(2028, 2, 28))
    assert not step_of(plan, "structured-prep"), "it was due until 29 August"
    assert days_of(plan, "elective-2028-08-31") == (date(2027, 11, 30), leap)
    assert missed(plan) == []
    assert plan.timing
    assert plan.timing.values["verdict"] == "on_time"


def test_study_before_the_first_of_march_runs_through_the_leap_day() -> None:
    plan = planned(date(2027, 9, 1), season=2029, exam_day=date(2028, 3, 1))
    assert plan.study

    assert plan.study.weeks[-1].closes == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("on", "given", "season"),
    [
        pytest.param(date(2026, 12, 31), {}, 2028, id="the last day of a year"),
        pytest.param(date(2027, 1, 1), {}, 2028, id="the first day of a year"),
        pytest.param(date(2027, 8, 31), {}, 2028, id="the day before ERAS"),
        pytest.param(date(2027, 9, 1), {}, 2029, id="the month of ERAS"),
        pytest.param(date(2027, 3, 19), {"exam_taken": True}, 2028, id="the last day of Match Week"),
        pytest.param(date(2027, 3, 20), {}, 2028, id="the day after the Match"),
        pytest.param(EARLY, {"exam_day": date(2027, 8, 31)}, 2028, id="an exam before ERAS"),
        pytest.param(EARLY, {"exam_day": date(2027, 9, 1)}, 2029, id="an exam with ERAS"),
        pytest.param(EARLY, {"exam_day": JUNE, "season": 2030}, 2030, id="a season told"),
    ],
)
def test_the_season_is_the_one_told_or_the_first_the_exam_is_in_time_for(
    on: date, given: Mapping[str, Any], season: int
) -> None:
    assert planned(on, **given).season.year == season


@pytest.mark.parametrize(("on", "first"), [(date(2027, 3, 19), 2027), (date(2027, 3, 20), 2028)])
def test_a_season_can_be_planned_for_until_its_match_week_is_over(on: date, first: int) -> None:
    assert planned(on, season=first).season.year == first
    with pytest.raises(InputError, match=f"season {first - 1}: its Match is over; give {first} or a later one"):
        planned(on, season=first - 1)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param({"season": 2026}, "season 2026: its Match is over", id="a season in the past"),
        pytest.param({"season": 2040}, "season 2040: more than 10 years ahead", id="a season too far ahead"),
        pytest.param({"exam_day": date(2026, 11, 28)}, "exam date 2026-11-28: it is over", id="an exam that is over"),
        pytest.param(
            {"season": 2028, "exam_day": date(2028, 4, 1)},
            "exam date 2028-04-01: the 2028 season closes",
            id="an exam after the season",
        ),
        pytest.param(
            {"exam_day": date(2040, 9, 1)},
            "exam date 2040-09-01: season 2042: more than 10 years",
            id="an exam far ahead",
        ),
        pytest.param({"sub_i": date(2026, 10, 1)}, "sub-i 2026-10-01: it is over", id="a Sub-I that is over"),
        pytest.param({"sub_i": date(2028, 4, 1)}, "sub-i 2028-04-01: the 2028", id="a Sub-I after the season"),
        pytest.param(
            {"electives": (JUNE, date(2026, 11, 28))}, "elective 2026-11-28: it has begun", id="an elective begun"
        ),
        pytest.param(
            {"electives": (date(2028, 5, 1),)}, "elective 2028-05-01: the 2028", id="an elective after the season"
        ),
        pytest.param({"exam_taken": True, "exam_day": JUNE}, "exam date: Step 2 CK is said", id="taken and booked"),
        pytest.param({"exam_taken": True, "weeks": 99}, "weeks: Step 2 CK is said", id="taken and to be studied for"),
        pytest.param({"weeks": 0}, "weeks 0: weeks run from 1 to 52", id="no week"),
        pytest.param({"weeks": 53, "season": 2027}, "weeks 53: weeks run from 1 to 52", id="weeks where none fit"),
        pytest.param({"hours": 0.5}, "hours 0.5: give a number from 1 to 16", id="half an hour"),
        pytest.param({"hours": float("nan")}, "hours nan: give a number", id="no number of hours"),
        pytest.param({"days_per_week": 8}, "days_per_week 8", id="eight days"),
        pytest.param({"baseline": 301}, "baseline 301: scores run from 1 to 300", id="a baseline no test gives"),
    ],
)
def test_what_no_plan_can_be_made_from_is_refused_in_one_line(given: Mapping[str, Any], reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        planned(EARLY, **given)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "given",
    [
        {"season": 2036},
        {"season": 2036, "exam_day": EARLY},
        {"exam_day": EARLY},
        {"exam_day": date(2035, 8, 31)},
        {"season": 2028, "exam_day": date(2028, 3, 31)},
        {"sub_i": date(2026, 11, 1)},
        {"electives": (EARLY,)},
    ],
)
def test_the_last_days_that_can_be_used_are_used(given: Mapping[str, Any]) -> None:
    plan = planned(EARLY, **given)

    assert plan.steps
    assert plan.timing is None or plan.timing.values["verdict"] in {"on_time", "late"}


def expressed(line: Line) -> dict[str, Any] | None:
    """Return the circumstances that a line of F15 is about; None where an exam day and they cannot say it."""
    asked = dict(line["inputs"])
    year = 2027 if asked.pop("same_year", True) else 2026
    exam = date(year, asked.pop("exam_month"), asked.pop("day", 10))
    overlaps, months = asked.pop("overlaps"), asked.pop("months_before_match", None)
    given = {
        "season": 2028,
        "exam_day": exam,
        "visa": asked.pop("visa", True),
        "medicine_and_surgery_done": asked.pop("med_surg_done", None),
        "sub_i": exam if overlaps == "sub_internship" else None,
        "electives": (exam,) if overlaps == "ir_elective_or_core_clerkship" else (),
    }
    told_else = asked.pop("eras_month", ERAS_MONTH) != ERAS_MONTH or asked
    return None if told_else or months not in {None, Season(2028).months_left(exam)} else given


F15 = lines(lambda line: line["function"] == "ck_exam_timing" and not is_refused(line) and expressed(line) is not None)


def test_most_lines_of_f15_can_be_said_by_a_plan() -> None:
    assert len(F15) >= 25


@pytest.mark.parametrize("line", F15)
def test_what_f15_says_of_a_date_holds_through_a_plan(line: Line) -> None:
    plan = planned(date(2026, 9, 1), **expressed(line) or {})
    assert plan.timing
    answer = plan.timing.as_json()
    # A plan always tells the months left before the Match, which have a gap of their own (G-15.b).
    wanted = {key: value for key, value in (line.get("expect") or line["proposed"]).items() if key != "status"}

    assert not_held(wanted, answer, shipped().named("ck_exam_timing").kinds) == {}
    assert set(line.get("rules", ())) <= set(answer["rules"])
    if is_gap(line):
        assert line["message"] in (*plan.caveats, *(one.says for one in plan.conflicts))


def test_a_late_verdict_of_f15_is_said_to_fit_no_longer() -> None:
    for month in range(1, 13):
        plan = planned(date(2026, 12, 1), season=2028, exam_day=date(2027, month, 10))
        assert plan.timing
        assert ("exam" in missed(plan)) == (plan.timing.values["verdict"] == "late") == (month > 7)
