"""Study plans: the guides' weeks, loads and tests, what hours do not hold, and what is refused."""

import re
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest

from bot.errors import InputError
from bot.strategy.inputs import APPLICANTS
from bot.studying.days import LABELS, levelled
from bot.studying.laying_out import shipped_tables
from tests.studying.plans import LEAP_EXAM, asked, days_of, kinds_of, planned, weeks_before_exam


def test_a_dedicated_week_is_the_guides_own() -> None:
    plan = planned("step1", weeks=6)
    monday, *_, sunday = plan.weeks[2].days
    given_ = asked("step1_dedicated_plan", dedicated_weeks=6)

    assert [week.phase for week in plan.weeks] == ["baseline", *["dedicated"] * 4, "review"]
    assert {week.guide_load for week in plan.weeks} == {tuple(given_["weekly_questions"])}
    assert all(week.fits for week in plan.weeks)
    assert kinds_of(plan.weeks[2]) == ["study"] * 6 + ["off"]
    assert monday.questions == (60, 75)
    assert monday.hours == tuple(given_["hours_per_day"])
    assert monday.parts == (
        "morning (4–5 h): 40 questions, timed, then review",
        "early afternoon (3–4 h): 20–35 questions, timed, then review",
        "evening (2–3 h): Anki, 30–60 min, then targeted reading",
        "a look at vascular or cross-sectional anatomy",
    )
    assert (sunday.questions, sunday.hours, sunday.parts) == (None, (0, 0), ("no study",))


def test_the_afternoon_holds_what_the_guide_gives_it() -> None:
    parts = {part for week in range(1, 53) for day in days_of(planned("step1", weeks=week)) for part in day.parts}
    spans = {tuple(map(int, re.findall(r"\d+", p.partition(":")[2]))) for p in parts if p.startswith("early afternoon")}

    assert all(20 <= end <= 40 for span in spans for end in span)


@pytest.mark.parametrize("weeks", range(1, 53))
def test_anatomy_is_looked_at_two_or_three_times_a_dedicated_week(weeks: int) -> None:
    looked = [
        sum("anatomy" in part for d in week.days for part in d.parts) for week in planned("step1", weeks=weeks).weeks
    ]

    assert {2 <= times <= 3 for times in looked} == {True}


@pytest.mark.parametrize("weeks", range(1, 53))
def test_step_1_tests_are_where_the_schedule_puts_them(weeks: int) -> None:
    plan = planned("step1", weeks=weeks)
    before = weeks_before_exam(plan)
    schedule = asked("assessment_schedule", exam="step1", context="step1_dedicated")
    (low, high), (least, most) = schedule["baseline_weeks_before_exam"], schedule["every_weeks"]
    baseline = before[[week.test.startswith("baseline") for week in plan.weeks if week.test].index(True)]

    assert before[0] == weeks
    assert all(least <= one - other <= most for one, other in pairwise([*before, 0]))
    assert low <= baseline <= high or (baseline == weeks and any("baseline" in note for note in plan.notes))


def test_a_late_baseline_has_one_more_test_at_the_start() -> None:
    plan = planned("step1", weeks=8)

    assert "G-30.b" in {reason.rule for reason in plan.reasons}
    assert [week.test for week in plan.weeks[:2]] == [
        "NBME or UWSA at the start of the week",
        "baseline NBME at the end of the week",
    ]


@pytest.mark.parametrize("weeks", range(12, 53))
def test_long_preparation_has_the_phases_of_its_split(weeks: int) -> None:
    plan, split = planned("step2ck", weeks=weeks), asked("ck_phase_plan", total_weeks=weeks)
    phases = [week.phase for week in plan.weeks]

    assert [phases.count(phase) for phase in ("foundation", "acceleration", "refinement")] == split["allocation"]
    assert phases == sorted(phases, key=["foundation", "acceleration", "refinement"].index)
    assert (f"the first {split.get('spare_weeks')} are not filled" in " ".join(plan.notes)) == (weeks > 19)


@pytest.mark.parametrize("weeks", range(12, 20))
def test_phases_test_weekly_from_acceleration_on_but_not_in_the_last_week(weeks: int) -> None:
    plan = planned("step2ck", weeks=weeks, baseline=200)
    phases = {week.number: week.phase for week in plan.weeks}

    assert [week.number for week in plan.weeks if week.test] == [
        number for number, phase in phases.items() if phase != "foundation" and number < weeks
    ]


def test_who_has_no_baseline_takes_one_in_the_first_week() -> None:
    without, with_one = planned("step2ck", weeks=14), planned("step2ck", weeks=14, baseline=230)

    assert without.weeks[0].test == "baseline NBME or UWSA at the start of the week"
    assert kinds_of(without.weeks[0])[0] == "test"
    assert with_one.weeks[0].test == ""


@pytest.mark.parametrize("weeks", range(8, 13))
def test_the_plan_by_weeks_is_the_functions_own(weeks: int) -> None:
    plan = planned("step2ck", weeks=weeks, plan="weeks")
    each = [asked("ck_week_plan", week=week, total_weeks=weeks) for week in range(1, weeks + 1)]

    assert [bool(week.test) for week in plan.weeks] == [one["assessment_end_of_week"] for one in each]
    assert [week.phase for week in plan.weeks] == [shipped_tables().stages[one["stage"]] for one in each]
    for week, one in zip(plan.weeks, each, strict=True):
        daily = one["questions_per_day"]
        assert {day.questions for day in week.days if day.kind == "study"} == {tuple(daily) if daily else None}


@pytest.mark.parametrize(
    ("weeks", "kind"), [(7, "phases"), (8, "weeks"), (11, "weeks"), (12, "phases"), (19, "phases")]
)
def test_the_length_chooses_the_plan(weeks: int, kind: str) -> None:
    assert planned("step2ck", weeks=weeks).inputs["plan"] == kind


@pytest.mark.parametrize(("weeks", "refinement"), [(6, 2), (7, 3)])
def test_a_short_plan_follows_a_foundation_already_done(weeks: int, refinement: int) -> None:
    plan = planned("step2ck", weeks=weeks)

    assert [week.phase for week in plan.weeks] == ["acceleration"] * 4 + ["refinement"] * refinement
    assert any("after a foundation already done" in caveat for caveat in plan.caveats)


@pytest.mark.parametrize("weeks", range(1, 6))
def test_too_few_weeks_have_no_plan(weeks: int) -> None:
    plan = planned("step2ck", weeks=weeks, exam_day=LEAP_EXAM)

    assert plan.weeks == ()
    assert "so we give no plan" in plan.notes[0]


def test_a_baseline_gives_the_longer_end_of_its_weeks() -> None:
    for baseline in range(1, 301):
        _, longest = asked("study_weeks", baseline_nbme=baseline)["weeks"]
        assert len(planned("step2ck", baseline=baseline).weeks) == longest


def test_fewer_weeks_than_the_baseline_asks_for_are_named() -> None:
    assert planned("step2ck", weeks=8, baseline=210).notes == (
        "From this baseline the guide asks for 10–14 weeks; you plan 8.",
    )


def test_a_busy_week_keeps_to_three_weekdays_and_one_day_of_the_weekend() -> None:
    plan = planned("step2ck", working=True, days_per_week=6)
    busy = [week for week in plan.weeks if week.phase == "part-time"]
    labels = [day.label for day in busy[1].days if day.kind == "study"]

    assert labels == ["Mon", "Wed", "Fri", "Sat"]
    assert [any("Anki" in part for part in day.parts) for day in busy[1].days if day.parts != ("no study",)] == [
        *[True] * 3,
        False,
    ]
    assert busy[1].questions == (160, 230)
    assert {week.guide_load for week in busy} == {tuple(asked("qbank_load", context="ck_busy_week")["questions"])}
    assert busy[0].test == "baseline NBME or UWSA on Sun"
    example = asked("qbank_load", context="ck_busy_week")["example_days"]
    assert re.findall(r"\d+", example) == [str(len(labels) - 1), "1"]


@pytest.mark.parametrize("weeks", [*range(6, 53), None])
def test_work_is_followed_by_the_intense_weeks(weeks: int | None) -> None:
    plan = planned("step2ck", working=True, weeks=weeks)
    window = asked("prep_window", mode="working")
    longest = window["part_time_months"][1] * 52 // 12 + window["dedicated_weeks"][1]
    intense = [week for week in plan.weeks if week.phase == "intense"]
    busy = [week.number for week in plan.weeks if week.phase == "part-time" and week.test]

    assert len(plan.weeks) == min(weeks or longest, longest)
    assert len(intense) == window["dedicated_weeks"][1]
    assert [bool(week.test) for week in intense] == [True] * 5 + [False]
    assert all(later - earlier in {3, 4} for earlier, later in pairwise(busy))
    assert any("part-time" in note for note in plan.notes) == (weeks is not None and weeks - len(intense) < 13)


@pytest.mark.parametrize("exam", ["step1", "step2ck"])
def test_the_day_before_a_leap_year_exam_is_for_light_review(exam: str) -> None:
    plan = planned(exam, weeks=8, exam_day=LEAP_EXAM)
    eve = plan.weeks[-1].days[-1]

    assert (eve.on, eve.kind, eve.questions) == (date(2028, 2, 29), "exam_eve", None)
    assert eve.parts == ("very light review only", "sleep", "no last-minute cramming")
    assert plan.weeks[-1].fits
    assert {"R-38.1", "R-38.2"} <= {reason.rule for reason in plan.reasons}
    assert any("day before Step 1" in caveat for caveat in plan.caveats) == (exam == "step1")


def test_a_plan_without_an_exam_day_has_no_dates() -> None:
    plan = planned("step2ck", weeks=8)

    assert {day.on for day in days_of(plan)} == {None}
    assert [day.label for day in plan.weeks[0].days] == list(LABELS)


def test_what_the_hours_do_not_hold_is_said_with_what_is_left_to_choose() -> None:
    plan = planned("step1", weeks=4, hours=4)

    assert [week.questions for week in plan.weeks] == [(100, 150), (100, 150), (120, 180), (120, 180)]
    assert plan.notes == (
        "Weeks 1–2: 100–150 questions a week fit, 200–250 short of the 350–450 that the guides ask for.",
        "Weeks 3–4: 120–180 questions a week fit, 170–230 short of the 350–450 that the guides ask for.",
        "Of two numbers of questions, the lower leaves 3 hours to review 40 of them, the higher 2.",
        "The guides leave you the choice: more weeks, or a later date. "
        "At this pace the missing questions take about 5 weeks more.",
    )


def test_a_load_that_fits_only_just_is_named() -> None:
    plan = planned("step2ck", weeks=8, hours=6.5)

    assert all(week.fits for week in plan.weeks if week.phase == "structure and foundation")
    assert "Weeks 1–2 and 7: the load fits" not in " ".join(plan.notes)
    assert [week.questions for week in planned("step1", weeks=6, hours=9).weeks][1:3] == [(350, 350), (360, 420)]
    assert planned("step1", weeks=6, hours=9).notes == (
        "Weeks 1–6: the load fits only with less than 3 hours of review for 40 questions.",
    )


def test_too_few_days_are_no_matter_of_review() -> None:
    notes = planned("step1", weeks=4, days_per_week=3).notes

    assert any("short of the 350–450" in note for note in notes)
    assert not any("review" in note for note in notes)


def test_long_days_beside_work_are_named_where_no_hours_are() -> None:
    assert any("working weekday comes to" in note for note in planned("step2ck", working=True).notes)
    assert not any("working weekday" in note for note in planned("step2ck", working=True, hours=5).notes)


@pytest.mark.parametrize("applicant", ["us_md", "us_do"])
def test_a_us_graduate_is_told_no_score_of_imgs(applicant: str) -> None:
    for baseline in range(1, 301):
        plan = planned("step2ck", baseline=baseline, applicant=applicant)
        said = [*plan.caveats, *plan.notes, *(reason.says for reason in plan.reasons)]

        assert "These study lengths were written for IMGs; no guide has them for US graduates." in plan.caveats
        assert not [text for text in said if re.search(r"\b[23]\d\d\b", text)]


@pytest.mark.parametrize("wish", [{"weeks": 9}, {"weeks": 15}, {"working": True}], ids=str)
def test_the_plans_are_marked_for_those_they_were_not_written_for(wish: dict[str, Any]) -> None:
    marked = {kind: " ".join(planned("step2ck", applicant=kind, **wish).caveats) for kind in APPLICANTS}

    assert ["no guide has one for US graduates" in marked[kind] for kind in APPLICANTS] == [True, True, False, False]
    assert ("not US citizens" in marked["us_img"]) == (wish != {"weeks": 15})


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ({"exam": "step3", "weeks": 6}, "exam 'step3': choose step1 or step2ck"),
        ({"exam": "step1"}, "weeks is missing: How many weeks of dedicated Step 1 study"),
        ({"exam": "step2ck"}, "weeks is missing: .* A baseline score will do"),
        ({"exam": "step1", "weeks": 53}, "weeks 53: weeks run from 1 to 52"),
        ({"exam": "step2ck", "weeks": 0}, "weeks 0: weeks run from 1 to 52"),
        ({"exam": "step2ck", "weeks": "8"}, "weeks '8': give one whole number"),
        ({"exam": "step2ck", "weeks": True}, "weeks True: give one whole number"),
        ({"exam": "step2ck", "baseline": 301}, "baseline 301: scores run from 1 to 300"),
        ({"exam": "step1", "weeks": 6, "baseline": 200}, "baseline: it belongs to Step 2 CK"),
        ({"exam": "step1", "weeks": 6, "working": True}, "working: it belongs to Step 2 CK"),
        ({"exam": "step1", "weeks": 6, "plan": "weeks"}, "plan: it belongs to Step 2 CK"),
        ({"exam": "step2ck", "weeks": 8, "applicant": "nurse"}, "applicant 'nurse': choose US MD"),
        ({"exam": "step2ck", "weeks": 8, "hours": 0.5}, "hours 0.5: give a number from 1 to 16"),
        ({"exam": "step2ck", "weeks": 8, "hours": float("nan")}, "hours nan: give a number"),
        ({"exam": "step2ck", "weeks": 8, "hours": True}, "hours True: give a number"),
        ({"exam": "step2ck", "weeks": 8, "days_per_week": 8}, "days_per_week 8: give a whole number from 1 to 7"),
        ({"exam": "step2ck", "weeks": 8, "days_per_week": 2.5}, "days_per_week 2.5: give a whole number"),
        ({"exam": "step2ck", "weeks": 8, "plan": "days"}, "plan 'days': choose phases or weeks"),
        ({"exam": "step2ck", "weeks": 9, "plan": "phases"}, "plan 'phases': the phases do not go into 9 weeks"),
        ({"exam": "step2ck", "weeks": 13, "plan": "weeks"}, "weeks 13: this plan runs 8 to 12 weeks"),
        ({"exam": "step2ck", "working": True, "plan": "weeks"}, "plan 'weeks': beside work"),
        ({"exam": "step2ck", "weeks": 8, "exam_day": "2027-01-01"}, "exam_day '2027-01-01': give a day"),
        ({"exam": "step2ck", "weeks": 8, "exam_day": datetime(2027, 1, 1)}, "exam_day .*: give a day"),  # noqa: DTZ001
        ({"exam": "step2ck", "weeks": 8, "exam_day": date(1, 2, 1)}, "exam_day 0001-02-01: too early"),
    ],
    ids=str,
)
def test_what_no_plan_can_be_made_from_is_refused_with_field_and_reason(wish: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        planned(**wish)
    assert "\n" not in str(refused.value)


def test_days_are_raised_and_lowered_evenly() -> None:
    assert levelled([(60, 75)] * 5, (350, 450)) == [(70, 75)] * 5
    assert levelled([(60, 75)] * 7, (350, 450)) == [(60, 60), *[(60, 65)] * 6]
    assert levelled([(20, 25)] * 5, (350, 450)) == [(20, 25)] * 5
    assert levelled([], (350, 450)) == []
