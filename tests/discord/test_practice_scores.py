"""`/scores` in Discord: a member's scores are kept, judged, drawn and deleted, and nobody else hears of them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.discord.conftest import Running, Start
from tests.discord.losing import lose
from tests.discord_server import Person, Reply


async def added(bot: Running, person: Person, *scores: dict[str, Any]) -> Reply:
    """Add scores, and return the last reply."""
    replies = [await bot.server.slash(person, "scores add", **one) for one in scores]
    return replies[-1]


OCTOBER, NOVEMBER = {"score": 221, "date": "2026-10-01"}, {"score": 230, "date": "20 Nov 2026", "test": "NBME 12"}


async def test_a_score_is_added_and_all_of_them_are_judged(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    reply = await added(bot, ada, OCTOBER, {**NOVEMBER, "target": 240})

    assert (reply.deferred, reply.ephemeral) == (True, True)
    for part in (
        "Added: **230** on 20 November 2026, NBME 12.",
        "Change: +9, from 221 to 230",
        "What to do: **check whether to delay the exam**",
        "-# [1] ",
    ):
        assert part in reply.text
    assert [(one.on, one.value, one.test) for one in await bot.store.scores.of(int(ada.id))] == [
        (date(2026, 10, 1), 221, ""),
        (date(2026, 11, 20), 230, "NBME 12"),
    ]
    assert bot.server.refusals == []


async def test_a_score_without_a_day_is_of_today(running: Start) -> None:
    bot = await running()

    assert "Added: **228** on 29 November 2026." in (await added(bot, bot.server.member("Ada"), {"score": 228})).text


async def test_a_score_told_twice_is_kept_once(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    again = await added(bot, ada, NOVEMBER, NOVEMBER)

    assert "I have that one already: **230**" in again.text
    assert len(await bot.store.scores.of(int(ada.id))) == 1


async def test_scores_are_listed_latest_first_against_a_target(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await added(bot, ada, NOVEMBER, OCTOBER)

    reply = await bot.server.slash(ada, "scores list", target=225, exam="2027-02-01")

    assert reply.ephemeral
    assert reply.text.index("**230** on 20 November 2026") < reply.text.index("**221** on 1 October 2026")
    assert "Target: 225, judged as in the acceleration phase" in reply.text
    assert "On track: yes" in reply.text


@pytest.mark.parametrize(
    ("options", "target"),
    [pytest.param({}, 245, id="not told"), pytest.param({"target": 235}, 235, id="told")],
)
async def test_a_target_that_is_not_told_is_that_of_the_profile(
    running: Start, options: dict[str, Any], target: int
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.store.profiles.save(int(ada.id), {"target": 245}, {}, bot.clock())
    await added(bot, ada, NOVEMBER)

    assert f"Target: {target}, " in (await bot.server.slash(ada, "scores list", **options)).text


async def test_without_a_target_one_is_asked_for(running: Start) -> None:
    bot = await running()

    reply = await added(bot, bot.server.member("Ada"), NOVEMBER)

    assert "A target is needed to judge your scores" in reply.text
    assert "What to do" not in reply.text


async def test_scores_are_drawn(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await added(bot, ada, OCTOBER, NOVEMBER)

    reply = await bot.server.slash(ada, "scores chart", target=240, exam="2026-12-20", phase="final", timeout=30)

    assert reply.ephemeral
    assert reply.files["practice-scores.png"].startswith(b"\x89PNG")
    assert bot.server.refusals == []


async def test_nobody_sees_the_scores_of_another(running: Start) -> None:
    bot = await running()
    ada, bo = bot.server.member("Ada"), bot.server.member("Bo")
    await added(bot, ada, NOVEMBER)

    listed = await bot.server.slash(bo, "scores list")
    offered = await bot.server.suggest(bo, "scores delete", option="which", typed="")

    assert listed.text == "I have no practice scores of yours; add one with /scores add"
    assert offered == []


async def test_a_score_of_another_cannot_be_deleted(running: Start) -> None:
    bot = await running()
    ada, bo = bot.server.member("Ada"), bot.server.member("Bo")
    await added(bot, ada, NOVEMBER)
    [held] = await bot.store.scores.of(int(ada.id))

    reply = await bot.server.slash(bo, "scores delete", which=str(held.id))

    assert "Choose one of your scores" in reply.text
    assert await bot.store.scores.of(int(ada.id)) == (held,)


async def test_one_score_is_deleted_as_it_is_offered(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await added(bot, ada, OCTOBER, NOVEMBER)

    offered = dict(await bot.server.suggest(ada, "scores delete", option="which", typed=""))
    reply = await bot.server.slash(ada, "scores delete", which=offered["221 on 1 October 2026"])

    assert list(offered) == ["All 2 of them", "230 on 20 November 2026, NBME 12", "221 on 1 October 2026"]
    assert reply.text == "Deleted: **221** on 1 October 2026."
    assert [one.value for one in await bot.store.scores.of(int(ada.id))] == [230]


async def test_all_scores_are_deleted_only_when_asked_back_also_after_a_restart(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await added(bot, ada, OCTOBER, NOVEMBER)

    asking = await bot.server.slash(ada, "scores delete", which="all")
    kept = await bot.store.scores.of(int(ada.id))
    await bot.finish()
    bot = await running()
    done = await bot.server.press(ada, asking, "Delete all 2")

    assert len(kept) == 2
    assert "They cannot be brought back" in asking.text
    assert (done.text, done.buttons) == ("Deleted: 2 practice scores.", {})
    assert await bot.store.scores.of(int(ada.id)) == ()


async def test_scores_are_deleted_by_nobody_but_the_member_who_was_asked(running: Start) -> None:
    bot = await running()
    ada, bo = bot.server.member("Ada"), bot.server.member("Bo")
    await added(bot, ada, OCTOBER, NOVEMBER)
    await added(bot, bo, OCTOBER)
    asking = await bot.server.slash(ada, "scores delete", which="all")
    seen_by_all(bot, asking)

    reply = await bot.server.press(bo, asking, "Delete all 2")

    assert "somebody else" in reply.text
    assert [len(await bot.store.scores.of(int(one.id))) for one in (ada, bo)] == [2, 1]


def seen_by_all(bot: Running, reply: Reply) -> None:
    """Let everybody see a reply that was for the asker alone."""
    assert reply.message
    bot.server.world.channels[reply.message["channel_id"]].messages[reply.message["id"]]["seen_by"] = None


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        pytest.param("list", {}, "I have no practice scores of yours", id="nothing to list"),
        pytest.param("chart", {}, "I have no practice scores of yours", id="nothing to draw"),
        pytest.param("delete", {"which": "all"}, "Choose one of your scores", id="nothing to delete"),
        pytest.param(
            "add", {"score": 230, "date": "2026-12-01"}, "`date`: 1 December 2026 lies ahead", id="a day ahead"
        ),
        pytest.param("add", {"score": 230, "date": "1/2/2026"}, "can be read as two days", id="two days"),
        pytest.param("list", {"exam": "someday"}, "`exam`: 'someday' is no date", id="no exam day"),
    ],
)
async def test_what_cannot_be_done_is_refused_in_a_sentence(
    running: Start, command: str, options: dict[str, Any], says: str
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    reply = await bot.server.slash(ada, f"scores {command}", **options)

    assert says in reply.text
    assert (reply.ephemeral, reply.text.count("\n")) == (True, 0)
    assert await bot.store.scores.of(int(ada.id)) == ()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param({"score": 301}, "`score`: give a whole number from 1 to 300.", id="a high score"),
        pytest.param({"score": 230, "test": "x" * 81}, "`test`: write 1 to 80 characters.", id="a long name"),
    ],
)
async def test_what_discord_would_not_send_is_refused_by_the_name_of_its_option(
    running: Start, options: dict[str, Any], says: str
) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "scores add", raw=True, **options)

    assert reply.text == says
    assert reply.ephemeral


async def test_while_scores_cannot_be_reached_nothing_but_the_names_of_the_guides_is_offered(
    running: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    lose(tmp_path / "state.sqlite", "scores")

    tests = await offered_tests(bot, ada, "")
    held = await bot.server.suggest(ada, "scores delete", option="which", typed="")
    listed = await bot.server.slash(ada, "scores list")

    assert (tests, held) == (["NBME", "UWSA", "UWSA 2"], [])
    assert "cannot reach my notes" in listed.text
    assert [one for one in caplog.records if one.exc_info] == []


async def test_an_exam_that_is_over_is_refused(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await added(bot, ada, NOVEMBER)

    assert (
        "`exam` 2026-11-28: over on 2026-11-29" in (await bot.server.slash(ada, "scores list", exam="2026-11-28")).text
    )


async def test_tests_are_offered_as_the_member_and_the_guides_name_them(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await added(bot, ada, NOVEMBER, {"score": 229, "test": "UWSA"})

    typed = {part: await offered_tests(bot, ada, part) for part in ("", "nb", "zzz")}

    assert typed == {"": ["UWSA", "NBME 12", "NBME", "UWSA 2"], "nb": ["NBME 12", "NBME"], "zzz": []}


async def offered_tests(bot: Running, person: Person, typed: str) -> list[str]:
    """Return the tests that are offered for what is typed."""
    return [name for name, _ in await bot.server.suggest(person, "scores add", option="test", typed=typed, score=230)]


async def test_what_a_member_calls_a_test_pings_nobody_and_links_nowhere(running: Start) -> None:
    bot = await running()

    reply = await added(bot, bot.server.member("Ada"), {"score": 230, "test": "**<@1>** https://example.org"})

    assert r"2026, \*\*@member\*\* example.org" in reply.text
    assert "<@1>" not in reply.text


async def test_scores_grow_old(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await added(bot, ada, NOVEMBER)
    bot.clock.move(timedelta(weeks=6))

    assert "51 days old" in (await bot.server.slash(ada, "scores list")).text
