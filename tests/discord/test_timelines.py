"""`/timeline` in Discord: what is due, when and for whom; for the asker alone by default, shared on request."""

from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.asking.path import Adviser
from bot.timeline.looking_up import look_up
from bot.timeline.timeline import Asked
from knowledge.errors import KnowledgeError
from tests.discord.conftest import Running, Start
from tests.discord.losing import lose
from tests.discord.sheets import all_pages, citing
from tests.discord_server.interactions import EPHEMERAL
from tests.timeline.shipped import table


@pytest.mark.parametrize(
    ("command", "options", "shown"),
    [
        pytest.param("now", {}, ["2028 season, 16 months before the Match", "Due now", "Ahead"], id="now"),
        pytest.param("now", {"months": 10, "applicant": "US MD"}, ["10 months before the Match, US MD"], id="months"),
        pytest.param("now", {"season": 2030}, ["2030 season", "Not in the guides", "By rule"], id="a far season"),
        pytest.param("next", {}, ["Next: 2028 season", "March 2027"], id="next"),
        pytest.param("when", {"milestone": "Letters"}, ["Letters: any season", "June–July"], id="by name"),
        pytest.param("when", {"milestone": "Match Week"}, ["Not in the guides", "https://"], id="a date"),
        pytest.param("year", {"year": "Late M2", "applicant": "US DO"}, ["late M2", "US DO", "Due now"], id="a year"),
    ],
)
async def test_a_timeline_is_shown_to_all_where_that_is_wished(
    running: Start, command: str, options: dict[str, Any], shown: list[str]
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    reply = await bot.server.slash(ada, f"timeline {command}", private=False, **options)
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
        pytest.param("next", {}, Asked(season=2028, next=True), id="next"),
        pytest.param("next", {"season": 2029}, Asked(season=2029, next=True), id="next of a season"),
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


@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("now", {}, id="now"),
        pytest.param("next", {}, id="next"),
        pytest.param("when", {"milestone": "Letters"}, id="when"),
        pytest.param("year", {"year": "M3"}, id="year"),
        pytest.param("calendar", {}, id="calendar"),
    ],
)
async def test_a_timeline_is_for_the_asker_alone(running: Start, command: str, options: dict[str, Any]) -> None:
    bot = await running()

    assert (await bot.server.slash(bot.server.member("Ada"), f"timeline {command}", timeout=30, **options)).ephemeral


@pytest.mark.parametrize(
    ("typed", "alone"),
    [
        pytest.param("I failed CK 209", True, id="an attempt"),
        pytest.param("my visa was denied, when do I apply", True, id="a visa"),
        pytest.param("Visa", False, id="a name that is also a private word"),
        pytest.param("the weather", False, id="nothing private"),
    ],
)
async def test_what_tells_of_its_writer_is_answered_to_them_alone_whatever_they_chose(
    running: Start, typed: str, alone: bool
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    reply = await bot.server.slash(ada, "timeline when", milestone=typed, private=False)

    assert reply.asked.original
    assert bool(reply.asked.original["flags"] & EPHEMERAL) is alone


@pytest.mark.parametrize("command", ["now", "next", "calendar"])
async def test_a_timeline_that_is_shared_does_not_show_what_the_profile_says(running: Start, command: str) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.store.profiles.save(int(ada.id), {"applicant_type": "non_us_img"}, {}, bot.clock())

    shared, of_another, told = [
        await bot.server.slash(one, f"timeline {command}", private=False, timeout=30, **options)
        for one, options in ((ada, {}), (bot.server.member("Bo"), {}), (ada, {"applicant": "US DO"}))
    ]

    assert shared.text == of_another.text
    assert "US DO**" in told.text


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
        pytest.param("now", {"months": 5, "season": 2028}, "Give `months` alone, or `season` alone", id="both"),
        pytest.param(
            "next", {"months": 5, "season": 2028}, "Give `months` alone, or `season` alone", id="both of next"
        ),
        pytest.param("now", {"season": 2025}, "season 2025: its Match is over", id="a season that is over"),
        pytest.param("calendar", {"season": 2050}, "more than 10 years ahead", id="a season too far ahead"),
        pytest.param("when", {"milestone": "letersz"}, "no milestone called letersz; try ", id="no name"),
        pytest.param(
            "when",
            {"milestone": "Programs to apply to", "applicant": "US MD"},
            "Programs to apply to: the guides name no time for a US MD; choose another `milestone`",
            id="not theirs",
        ),
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
    ("command", "options", "says"),
    [
        pytest.param("year", {"year": "m9"}, "`year`: choose M1, M2, ", id="no year"),
        pytest.param("now", {"applicant": "zzz"}, "`applicant`: choose US MD, ", id="no kind of applicant"),
        pytest.param("now", {"months": -1.0}, "`months`: give a number from 0 to 60.", id="months below 0"),
        pytest.param("next", {"months": ""}, "`months`: give a number from 0 to 60.", id="no number"),
        pytest.param("calendar", {"season": 1}, "`season`: give a whole number from 2020 to 2060.", id="no season"),
        pytest.param("when", {"milestone": ""}, "`milestone`: write 1 to 100 characters.", id="no milestone"),
        pytest.param("now", {"private": "yes"}, "`private`: choose from what Discord offers.", id="neither yes nor no"),
    ],
)
async def test_what_discord_would_not_send_is_refused_by_the_name_of_its_option(
    running: Start, command: str, options: dict[str, Any], says: str
) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), f"timeline {command}", raw=True, **options)

    assert reply.text.startswith(says)
    assert (reply.ephemeral, reply.text.count("\n")) == (True, 0)


async def test_who_did_not_say_what_they_are_reads_first_for_whom_it_was_written(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "timeline now")

    assert reply.text.splitlines()[1].startswith("-# This timeline by months was written for IMGs.")
    assert "choose `applicant`, or save it with `/profile edit`" in reply.text.splitlines()[1]


async def test_a_timeline_is_shown_also_while_the_profile_cannot_be_reached(running: Start, tmp_path: Path) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    lose(tmp_path / "state.sqlite", "profiles")

    unknown = await bot.server.slash(ada, "timeline now")
    told = await bot.server.slash(ada, "timeline now", applicant="US MD")

    assert "I cannot reach my notes, so your profile is not counted." in unknown.text
    assert "Due now" in unknown.text
    assert "cannot reach my notes" not in told.text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("rank list", "Rank-list deadline: any season", id="all but a part of it"),
        pytest.param("lor", "Letters: any season", id="an abbreviation"),
        pytest.param("step 2", "Step 2 CK: any season", id="another name"),
        pytest.param("match day", "Match Week: any season", id="another name of a date"),
    ],
)
async def test_words_that_mean_one_milestone_are_enough(running: Start, typed: str, shown: str) -> None:
    bot = await running()

    assert shown in (await bot.server.slash(bot.server.member("Ada"), "timeline when", milestone=typed)).text


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("lor", "Letters", id="an abbreviation"),
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
