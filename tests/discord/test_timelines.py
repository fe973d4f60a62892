"""`/timeline` in Discord: what is due, when and for whom; open by default, for the asker alone on request."""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest

from bot.asking.path import Adviser
from bot.timeline.looking_up import look_up
from bot.timeline.timeline import Asked
from knowledge.errors import KnowledgeError
from tests.discord.conftest import Running, Start
from tests.discord.sheets import all_pages, citing
from tests.timeline.shipped import table


@pytest.mark.parametrize(
    ("command", "options", "shown"),
    [
        pytest.param("now", {}, ["2028 season, 16 months before the Match", "Due now", "Ahead"], id="now"),
        pytest.param("now", {"months": 10, "applicant": "US MD"}, ["10 months before the Match, US MD"], id="months"),
        pytest.param("now", {"season": 2030}, ["2030 season", "Not in the guides", "By rule"], id="a far season"),
        pytest.param("next", {}, ["Next: 2027 season", "March 2027"], id="next"),
        pytest.param("when", {"milestone": "Letters"}, ["Letters: any season", "June–July"], id="by name"),
        pytest.param("when", {"milestone": "Match Week"}, ["Not in the guides", "https://"], id="a date"),
        pytest.param("year", {"year": "Late M2", "applicant": "US DO"}, ["late M2", "US DO", "Due now"], id="a year"),
    ],
)
async def test_a_timeline_is_shown_to_all(
    running: Start, command: str, options: dict[str, Any], shown: list[str]
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    reply = await bot.server.slash(ada, f"timeline {command}", **options)
    text = await all_pages(bot.server, ada, reply)

    assert (reply.deferred, reply.ephemeral) == (True, False)
    assert [part for part in shown if part not in text] == []
    assert "-# [1] " in text
    assert bot.server.refusals == []


@pytest.mark.parametrize(
    ("command", "options", "asked"),
    [
        pytest.param("now", {}, Asked(season=2028), id="now"),
        pytest.param("now", {"months": 4.5}, Asked(months=4.5), id="months"),
        pytest.param("next", {"season": 2029}, Asked(season=2029, next=True), id="next"),
        pytest.param(
            "when", {"milestone": "Letters", "season": 2028}, Asked(season=2028, about=("letters",)), id="when"
        ),
        pytest.param("year", {"year": "M3"}, Asked(year="m3"), id="year"),
    ],
)
async def test_what_is_shown_is_what_the_timeline_works_out(
    running: Start, command: str, options: dict[str, Any], asked: Asked
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    found = look_up(asked, table(), bot.clock())

    text = await all_pages(bot.server, ada, await bot.server.slash(ada, f"timeline {command}", **options))

    said = [f"**{entry.when}**: {citing().told(entry.reason.says)}" for entry in found.entries]
    assert [one for one in said if one not in text] == []
    assert text.count("- **") == len(said)


async def test_a_timeline_is_for_the_asker_alone_where_that_is_wished(running: Start) -> None:
    bot = await running()

    assert (await bot.server.slash(bot.server.member("Ada"), "timeline now", private=True)).ephemeral


async def test_who_applies_is_known_from_the_profile_and_may_be_told_otherwise(running: Start) -> None:
    bot = await running()
    ada, bo = bot.server.member("Ada"), bot.server.member("Bo")
    await bot.store.profiles.save(int(ada.id), {"applicant_type": "us_do", "step2_ck": 231}, {}, bot.clock())

    known = await bot.server.slash(ada, "timeline now")
    told = await bot.server.slash(ada, "timeline now", applicant="US-citizen IMG")
    of_another = await bot.server.slash(bo, "timeline now")

    assert "16 months before the Match, US DO**" in known.text
    assert "16 months before the Match, US-citizen IMG**" in told.text
    assert "16 months before the Match**" in of_another.text
    assert "231" not in known.text


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        pytest.param("now", {"months": 5, "season": 2028}, "Give months alone, or a season alone", id="both"),
        pytest.param("next", {"months": 5, "season": 2028}, "Give months alone, or a season alone", id="both of next"),
        pytest.param("now", {"season": 2025}, "season 2025: its Match is over", id="a season that is over"),
        pytest.param("calendar", {"season": 2050}, "more than 10 years ahead", id="a season too far ahead"),
        pytest.param("when", {"milestone": "leters"}, "no milestone called leters; try Letters", id="no name"),
        pytest.param("when", {"milestone": "Visa", "applicant": "US MD"}, "no time for a US MD", id="not theirs"),
    ],
)
async def test_what_cannot_be_looked_up_is_refused_in_a_sentence(
    running: Start, command: str, options: dict[str, Any], says: str
) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), f"timeline {command}", **options)

    assert says in reply.text
    assert reply.text.count("\n") == 0
    assert "reference" not in reply.text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("let", "Letters", id="a beginning"),
        pytest.param("leters", "Letters", id="a slip"),
        pytest.param("subi", "Sub-I", id="without its hyphen"),
        pytest.param("rank", "Rank-list deadline", id="a date"),
        pytest.param("", "Away rotations", id="nothing"),
    ],
)
async def test_milestones_are_offered_while_they_are_typed(running: Start, typed: str, first: str) -> None:
    bot = await running()

    offered = await bot.server.suggest(bot.server.member("Ada"), "timeline when", option="milestone", typed=typed)

    assert offered[0] == (first, first)
    assert len(offered) <= 25


async def test_a_season_comes_as_a_chart_and_a_calendar_file(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "timeline calendar", season=2028, timeout=30)

    assert reply.files["ir-timeline-2028.png"].startswith(b"\x89PNG")
    assert b"IR timeline: 2028 season" in reply.files["ir-timeline-2028.ics"].replace(b"\r\n ", b"")
    assert "2028 season, 16 months before the Match" in reply.text
    assert bot.server.refusals == []


async def test_the_season_follows_the_clock(running: Start) -> None:
    bot = await running()
    bot.clock.move(timedelta(days=365))

    assert "2029 season" in (await bot.server.slash(bot.server.member("Ada"), "timeline now")).text


async def test_a_timeline_needs_no_opened_guides(running: Start) -> None:
    def opening() -> AbstractContextManager[Adviser]:
        raise KnowledgeError("the index is gone")

    bot: Running = await running(opening=opening)

    assert "Due now" in (await bot.server.slash(bot.server.member("Ada"), "timeline now")).text
