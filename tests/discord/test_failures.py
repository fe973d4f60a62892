"""What goes wrong is told in one friendly sentence, logged once, and does not stop the bot."""

import asyncio
import logging
import sqlite3
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from knowledge.errors import IndexBrokenError
from tests.discord.conftest import Start
from tests.discord_server import RefusedByClient

AWAYS = "How many away rotations should I do?"


@contextmanager
def no_guides() -> NoReturn:
    raise IndexBrokenError("index: version 3 cannot be read")
    yield


def lines_about(caplog: pytest.LogCaptureFixture, words: str) -> list[str]:
    return [one.getMessage() for one in caplog.records if words in one.getMessage()]


async def test_guides_that_cannot_be_opened_are_told_of_and_tried_again(
    running: Start, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await running(opening=no_guides)

    reply = await bot.server.slash(bot.server.member("Ada"), "ask", question=AWAYS)

    assert "cannot read my guides" in reply.text
    assert "version 3" not in reply.text
    assert lines_about(caplog, "version 3")


async def test_a_locked_database_costs_the_memory_and_not_the_answer(running: Start, tmp_path: Path) -> None:
    bot = await running(patience=timedelta(seconds=0.3))
    ada = bot.server.member("Ada")
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        locked = await bot.server.slash(ada, "ask", question=AWAYS, timeout=20)
        refused = await bot.server.slash(
            bot.server.member("Mod", permissions=1 << 5), "settings switch", on=True, timeout=20
        )
    again = await bot.server.slash(ada, "ask", question=AWAYS)

    assert "From the guides" in locked.text
    assert "cannot reach my notes" in locked.text
    assert "cannot reach my notes" in refused.text
    assert "cannot reach my notes" not in again.text


async def test_a_defect_is_answered_with_a_reference_that_stands_in_the_log(
    running: Start, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await running()

    def breaks(_: object) -> NoReturn:
        raise ZeroDivisionError("CK 241")

    bot.office.desk.work = lambda task: _broken(breaks)  # type: ignore[method-assign]
    reply = await bot.server.slash(bot.server.member("Ada"), "ask", question=AWAYS)

    [line] = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert line.getMessage().split()[0] in reply.text
    assert "241" not in reply.text


async def _broken(task: object) -> NoReturn:
    task(None)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        pytest.param("ask", {"question": ""}, id="an empty question"),
        pytest.param("ask", {"question": "x" * 4_001}, id="a question past its limit"),
        pytest.param("ask", {}, id="no question"),
    ],
)
async def test_discord_itself_keeps_members_from_what_is_out_of_range(
    running: Start, command: str, options: dict[str, str]
) -> None:
    bot = await running()

    with pytest.raises(RefusedByClient):
        await bot.server.slash(bot.server.member("Ada"), command, **options)


async def test_a_button_whose_answer_is_forgotten_says_so(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    asked = await bot.server.slash(ada, "ask", question=AWAYS)
    await bot.store.members.delete(int(ada.id))

    pressed = await bot.server.press(ada, asked, "Show sources")

    assert "no longer have this one" in pressed.text
    assert pressed.ephemeral


async def test_a_layout_that_discord_does_not_take_is_shown_plainly(running: Start) -> None:
    bot = await running()
    bot.server.misbehave.fail(status=400, method="PATCH")

    reply = await bot.server.slash(bot.server.member("Ada"), "ask", question=AWAYS)

    assert reply.text


async def test_an_interaction_that_is_too_old_is_logged_and_forgotten(
    running: Start, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await running()
    bot.server.misbehave.slow(3.2, path="callback", times=4)

    with pytest.raises(TimeoutError):
        await bot.server.slash(bot.server.member("Ada"), "ask", question=AWAYS, timeout=6)

    assert lines_about(caplog, "came too late")
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert "From the guides" in (await bot.server.slash(bot.server.member("Bo"), "ask", question=AWAYS)).text


async def test_the_token_and_what_members_write_stand_in_no_log(
    running: Start, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bot = await running()

    await bot.server.slash(bot.server.member("Ada"), "ask", question="I have CK 241 and a tattoo, how many letters?")

    assert "turn=" in caplog.text
    assert "tattoo" not in caplog.text
    assert "CK 241" not in caplog.text
    assert bot.server.token not in caplog.text


async def test_commands_are_told_to_discord_only_when_they_changed(running: Start) -> None:
    bot = await running()
    await bot.finish()

    await running()

    assert bot.server.syncs == 1


async def test_commands_that_discord_has_lost_are_told_of_again(running: Start) -> None:
    bot = await running()
    await bot.finish()
    bot.server.world.commands.clear()

    await running()

    assert bot.server.syncs == 2
    assert [one for one in bot.server.commands if one["name"] == "ask"]


async def test_what_goes_wrong_with_an_open_answer_is_told_to_the_asker_alone(running: Start) -> None:
    bot = await running(opening=no_guides)

    reply = await bot.server.slash(bot.server.member("Ada"), "ask", question=AWAYS)

    assert reply.ephemeral
    assert "cannot read my guides" in reply.text


async def test_a_client_with_old_commands_is_told_to_restart(running: Start) -> None:
    bot = await running()
    bot.client.tree.remove_command("define")

    reply = await bot.server.slash(bot.server.member("Ada"), "define", term="ESIR")

    assert "restart Discord" in reply.text


async def test_an_answer_of_many_pages_begins_also_where_it_cannot_be_kept(running: Start, tmp_path: Path) -> None:
    bot = await running(patience=timedelta(seconds=0.3))
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        reply = await bot.server.slash(bot.server.member("Ada"), "plan ck", weeks=10, hours=8.0, timeout=20)

    assert "cannot keep for you right now" in reply.text
    assert not reply.buttons
