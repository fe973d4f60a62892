"""Plans as sheets: what does not fit is said before the steps, each step with its days and section."""

from datetime import date
from typing import Any

import pytest

from bot.discord.timeline.attaching import plan_files
from bot.discord.timeline.days_told import day_told, month_told
from bot.discord.timeline.plan_sheets import season_sheet, study_sheet
from bot.errors import InputError
from bot.planning.fitting import check_fits
from bot.planning.plan import SeasonPlan
from bot.timeline.looking_up import WHOSE
from tests.discord.sheets import block, citing, headings, markers, unnamed, unsaid
from tests.planning.making import noon, planned
from tests.studying.plans import planned as studied
from tests.timeline.shipped import table

TODAY = date(2026, 11, 29)
COLLIDING: dict[str, Any] = {
    "season": 2028,
    "applicant": "non_us_img",
    "baseline": 215,
    "exam_day": date(2027, 7, 10),
    "sub_i": date(2027, 7, 1),
    "electives": (date(2027, 2, 1),),
}
PLANS = [
    pytest.param({}, id="nothing told"),
    pytest.param(COLLIDING, id="an IMG with collisions"),
    pytest.param({"season": 2027, "applicant": "us_md"}, id="a US graduate who is late"),
    pytest.param({"exam_taken": True, "visa": True, "applicant": "non_us_img"}, id="an exam that is taken"),
    pytest.param({"season": 2028, "working": True, "hours": 2.0}, id="beside work"),
]


@pytest.mark.parametrize("given", PLANS)
def test_every_step_is_said_with_its_days_and_section(given: dict[str, Any]) -> None:
    plan = planned(TODAY, **given)
    sheet = season_sheet(plan, citing())
    text = "\n".join(sheet.blocks)

    assert [one.id for one in plan.steps if f"- **{one.when}: {one.title}**. " not in text] == []
    assert unsaid(sheet, [one.reason for one in plan.steps if not one.detail]) == []
    assert [one.id for one in plan.steps if one.detail and f"{one.detail} [" not in text] == []
    assert markers(sheet)
    assert unnamed(sheet) == []


@pytest.mark.parametrize("given", PLANS)
def test_nothing_of_a_plan_is_left_out(given: dict[str, Any]) -> None:
    plan = planned(TODAY, **given)
    sheet = season_sheet(plan, citing())
    text = "\n".join(sheet.blocks)
    said = (*_missed(plan), *plan.still_open, *_kept(plan), *_of_study(plan))

    assert [one for one in said if one not in text] == []
    assert unsaid(sheet, [*plan.conflicts, *(choice for one in plan.no_longer for choice in one.choices)]) == []
    assert bool(plan.dates) == sheet.blocks[-1].startswith("### Not in the guides")


def _kept(plan: SeasonPlan) -> list[str]:
    """Return what is to be kept in mind; for whom it was written stands below the title instead."""
    return [citing().told(one) for one in plan.caveats if one != WHOSE]


def _missed(plan: SeasonPlan) -> list[str]:
    return [one.says for one in plan.no_longer]


def _of_study(plan: SeasonPlan) -> tuple[str, ...]:
    return (*plan.study.notes, *plan.study.caveats) if plan.study else ()


def test_what_no_longer_fits_and_what_collides_come_before_the_steps() -> None:
    sheet = season_sheet(planned(TODAY, **COLLIDING), citing())

    assert sheet.blocks[0] == "**Plan for the 2028 season, non-US-citizen IMG**"
    assert headings(sheet)[:3] == ["No longer fits", "Collides with Step 2 CK on 10 July 2027", "Steps"]
    assert "The guides on that:\n  - " in block(sheet, "No longer fits")


def test_what_is_said_of_study_is_not_said_twice() -> None:
    plan = planned(TODAY, **COLLIDING)
    sheet = season_sheet(plan, citing())

    assert plan.study
    assert [one for one in plan.study.caveats if "\n".join(sheet.blocks).count(one) != 1] == []


@pytest.mark.parametrize(
    ("exam", "wish"),
    [
        pytest.param("step2ck", {"weeks": 10}, id="by weeks"),
        pytest.param("step2ck", {"baseline": 215, "exam_day": date(2027, 7, 10)}, id="by phases, dated"),
        pytest.param("step2ck", {"weeks": 10, "working": True}, id="beside work"),
        pytest.param("step1", {"weeks": 6, "days_per_week": 5}, id="Step 1"),
    ],
)
def test_every_week_and_every_day_of_the_first_week_of_a_phase_is_laid_out(exam: str, wish: dict[str, Any]) -> None:
    plan = studied(exam, **wish)
    sheet = study_sheet(plan, citing())
    phases = dict.fromkeys(week.phase for week in plan.weeks)

    assert block(sheet, "Weeks").count("- **Week ") == len(plan.weeks)
    assert [week.test for week in plan.weeks if week.test not in block(sheet, "Weeks")] == []
    assert [one for one in headings(sheet) if one.startswith("Week ")] == [
        f"Week {next(week.number for week in plan.weeks if week.phase == phase)}: {phase}" for phase in phases
    ]
    assert _unlaid(plan.weeks[0].days, block(sheet, f"Week 1: {plan.weeks[0].phase}")) == []


def _unlaid(days: Any, text: str) -> list[str]:
    return [day.label for day in days if "; ".join(day.parts) not in text]


def test_what_study_falls_short_of_is_said_with_the_load_of_the_guides() -> None:
    sheet = study_sheet(studied("step2ck", weeks=10, hours=3), citing())

    first = (
        "- **Week 1**; structure and foundation; 120–150 questions (the guides ask for 240–360), which is short of it"
    )
    assert first in block(sheet, "Weeks")
    assert "90–120 short of the 240–360" in block(sheet, "What does not fit")


def test_days_that_are_alike_stand_on_one_line() -> None:
    sheet = study_sheet(studied("step2ck", weeks=10, working=True), citing())

    assert [line.split("**")[1] for line in block(sheet, "Week 1: part-time").splitlines()[1:]] == [
        "Mon, Wed, Fri",
        "Tue, Thu",
        "Sat",
        "Sun",
    ]


def test_a_study_plan_names_each_section_it_rests_on_once() -> None:
    plan = studied("step2ck", weeks=10)
    lines = block(study_sheet(plan, citing()), "Sections it rests on").splitlines()[1:]

    assert set(lines) == {f"- {citing().place(one.source)}" for one in plan.reasons}
    assert len(set(lines)) == len(lines)


def test_a_plan_is_drawn_and_put_into_a_calendar() -> None:
    picture, calendar = plan_files(planned(TODAY, **COLLIDING), table(), noon(TODAY))

    assert (picture.name, picture.content[:4]) == ("ir-plan-2028.png", b"\x89PNG")
    assert (calendar.name, calendar.content[:15]) == ("ir-plan-2028.ics", b"BEGIN:VCALENDAR")


def test_a_plan_with_nothing_left_has_no_files() -> None:
    plan = planned(TODAY, season=2028)
    nothing = SeasonPlan(plan.season, plan.circumstances, None, (), None)

    assert plan_files(nothing, table(), noon(TODAY)) == ()


@pytest.mark.parametrize(
    ("exam", "says"),
    [
        pytest.param(date(2026, 11, 28), "it is over", id="an exam day that is over"),
        pytest.param(date(2026, 12, 20), "10 weeks of study no longer fit", id="too few weeks left"),
    ],
)
def test_a_study_plan_that_does_not_fit_is_refused(exam: date, says: str) -> None:
    with pytest.raises(InputError, match=says):
        check_fits(studied("step2ck", weeks=10, exam_day=exam), exam, TODAY)


def test_a_study_plan_that_fits_to_the_day_is_not_refused() -> None:
    exam = date(2027, 2, 7)

    check_fits(studied("step2ck", weeks=10, exam_day=exam), exam, TODAY)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        pytest.param("3/4/2027", "`exam_date`: '3/4/2027' can be read as two days", id="two days"),
        pytest.param("2027-02-30", "`exam_date`: '2027-02-30' is no day", id="no day"),
        pytest.param("*soon* <@1>", r"`exam_date`: '\*soon\* @member' is no date", id="no date, and marks in it"),
    ],
)
def test_a_day_that_cannot_be_read_is_refused_with_its_option(written: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        day_told("exam_date", written)

    assert str(refused.value).startswith(says)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        pytest.param("2027-07", date(2027, 7, 1), id="a month"),
        pytest.param(" 2027-7 ", date(2027, 7, 1), id="a month, with spaces"),
        pytest.param("15 July 2027", date(2027, 7, 15), id="a day"),
        pytest.param(None, None, id="left out"),
    ],
)
def test_a_month_is_read_with_or_without_a_day(written: str | None, day: date | None) -> None:
    assert month_told("sub_i", written) == day
