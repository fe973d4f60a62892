"""`/plan` in Discord: what is worked out is shown to the asker alone, with a chart and a calendar file."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.planning.backward import plan_back
from bot.planning.circumstances import Circumstances
from tests.discord.conftest import Start
from tests.discord.losing import lose
from tests.discord.sheets import all_pages, citing
from tests.planning.making import planning
from tests.timeline.shipped import table

TOLD: dict[str, Any] = {
    "season": 2028,
    "applicant": "non-US-citizen IMG",
    "exam_date": "10 July 2027",
    "baseline": 215,
    "visa": True,
    "sub_i": "2027-07",
    "elective": "2027-02-01",
    "second_elective": "2027-03-01",
}
READ = Circumstances(
    season=2028,
    applicant="non_us_img",
    exam_day=date(2027, 7, 10),
    baseline=215,
    visa=True,
    sub_i=date(2027, 7, 1),
    electives=(date(2027, 2, 1), date(2027, 3, 1)),
)


async def test_a_plan_is_what_is_worked_out_from_all_that_is_told(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    plan = plan_back(READ, table(), planning(), bot.clock())

    text = await all_pages(bot.server, ada, await bot.server.slash(ada, "plan match", timeout=30, **TOLD))

    steps = [f"- **{one.when}: {one.title}**. {citing().told(one.detail or one.reason.says)} [" for one in plan.steps]
    assert [one for one in steps if one not in text] == []
    assert text.count("- **") == len(steps)
    assert [one.says for one in plan.no_longer if one.says not in text] == []
    assert len(plan.no_longer) == 2
    assert bot.server.refusals == []


async def test_a_plan_comes_with_a_chart_and_a_calendar_file(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "plan match", season=2028, timeout=30)

    assert sorted(reply.files) == ["ir-plan-2028.ics", "ir-plan-2028.png"]
    assert b"Your plan for the 2028 season" in reply.files["ir-plan-2028.ics"].replace(b"\r\n ", b"")


@pytest.mark.parametrize(
    ("command", "options", "shown"),
    [
        pytest.param("match", {}, "Plan for the 2028 season", id="match"),
        pytest.param("ck", {"baseline": 215}, "Step 2 CK study", id="ck"),
        pytest.param("ck", {"weeks": 10, "kind": "weeks", "hours": 6.5, "days": 5}, "Week 10", id="ck by weeks"),
        pytest.param("step1", {"weeks": 6, "exam_date": "2027-03-01"}, "from 18 January 2027", id="step1"),
    ],
)
@pytest.mark.parametrize("dm", [False, True], ids=["in a server", "in a direct message"])
async def test_a_plan_is_for_the_asker_alone(
    running: Start, command: str, options: dict[str, Any], shown: str, dm: bool
) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), f"plan {command}", dm=dm, timeout=30, **options)

    assert (reply.deferred, reply.ephemeral) == (True, True)
    assert shown in reply.text
    assert bot.server.refusals == []


async def test_who_applies_is_known_from_the_profile(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.store.profiles.save(int(ada.id), {"applicant_type": "us_md"}, {}, bot.clock())

    back = await bot.server.slash(ada, "plan match", timeout=30)
    study = await all_pages(bot.server, ada, await bot.server.slash(ada, "plan ck", weeks=10))

    assert "Plan for the 2028 season, US MD" in back.text
    assert "no guide has one for US graduates" in study


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        pytest.param(
            "match", {"exam_date": "3/4/2027"}, "`exam_date`: '3/4/2027' can be read as two days", id="two days"
        ),
        pytest.param("match", {"sub_i": "July"}, "`sub_i`: 'July' is no date", id="a month without a year"),
        pytest.param("match", {"second_elective": "soon"}, "`second_elective`: 'soon' is no date", id="no elective"),
        pytest.param(
            "match", {"exam_date": "2026-01-05"}, "`exam_date` 2026-01-05: it is over", id="a day that is over"
        ),
        pytest.param("match", {"exam_taken": True, "baseline": 215}, "Step 2 CK is said to be taken", id="taken"),
        pytest.param("match", {"sub_i": "2027-13-01"}, "`sub_i`: '2027-13-01' is no day of the calendar", id="no day"),
        pytest.param("match", {"sub_i": "2027-13"}, "`sub_i`: '2027-13' is no month; write it", id="no month"),
        pytest.param("ck", {}, "give `weeks`, or your first NBME or UWSA score as `baseline`", id="no length"),
        pytest.param("ck", {"weeks": 10, "kind": "phases"}, "`kind` 'phases': the phases do not go", id="no phases"),
        pytest.param(
            "ck", {"weeks": 10, "exam_date": "2026-12-20"}, "no longer fit before", id="weeks that do not fit"
        ),
        pytest.param("step1", {"weeks": 6, "exam_date": "2026-11-01"}, "it is over", id="an exam that is over"),
    ],
)
async def test_what_no_plan_can_be_made_from_is_refused_in_a_sentence(
    running: Start, command: str, options: dict[str, Any], says: str
) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), f"plan {command}", **options)

    assert says in reply.text
    assert (reply.ephemeral, reply.text.count("\n")) == (True, 0)


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        pytest.param("ck", {"weeks": 10, "days": 0}, "`days`: give a whole number from 1 to 7.", id="no days"),
        pytest.param("ck", {"weeks": 10, "kind": "zzz"}, "`kind`: choose phases or weeks.", id="no kind"),
        pytest.param("ck", {"weeks": 10, "hours": 99.0}, "`hours`: give a number from 1 to 16.", id="too many hours"),
        pytest.param("ck", {"weeks": "ten"}, "`weeks`: give a whole number from 1 to 52.", id="no number"),
        pytest.param("match", {"applicant": "zzz"}, "`applicant`: choose US MD, US DO, ", id="no applicant"),
        pytest.param("match", {"exam_date": "x" * 41}, "`exam_date`: write 1 to 40 characters.", id="a long text"),
        pytest.param("step1", {"weeks": True}, "`weeks`: give a whole number", id="yes in place of a number"),
    ],
)
async def test_what_discord_would_not_send_is_refused_by_the_name_of_its_option(
    running: Start, command: str, options: dict[str, Any], says: str
) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), f"plan {command}", raw=True, **options)

    assert reply.text.startswith(says)
    assert (reply.ephemeral, reply.text.count("\n")) == (True, 0)


async def test_who_did_not_say_what_they_are_reads_first_for_whom_it_was_written(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    unknown = await bot.server.slash(ada, "plan match", timeout=30)
    told = await bot.server.slash(ada, "plan match", applicant="US-citizen IMG", timeout=30)

    assert unknown.text.splitlines()[1].startswith("-# This timeline by months was written for IMGs.")
    assert "choose `applicant`, or save it with `/profile edit`" in unknown.text.splitlines()[1]
    assert "written for IMGs" not in told.text


async def test_plans_are_made_also_while_the_profile_cannot_be_reached(running: Start, tmp_path: Path) -> None:
    bot = await running()
    lose(tmp_path / "state.sqlite", "profiles")

    reply = await bot.server.slash(bot.server.member("Ada"), "plan ck", weeks=10)

    assert "**Step 2 CK study**\n-# I cannot reach my notes, so your profile is not counted." in reply.text
