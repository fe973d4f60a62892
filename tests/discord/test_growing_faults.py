"""What happens to an answer while it grows: it is deleted, Discord fails, something breaks; its end still comes."""

import logging
from typing import NoReturn

import pytest

from tests.discord.conftest import Start
from tests.discord.worded import (
    AWAYS,
    BUTTONS,
    PATIENCE,
    WORDED,
    WRITING,
    Writing,
    ask,
    asked_somehow,
    begun,
    buttons_of,
    heard,
    start,
    stated,
    whole,
)
from tests.discord_server.checks_messages import shown_text
from tests.discord_server.replies import reply_to
from tests.model_server import ModelServer
from tests.model_server.behaviours import faithful


def faults(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged as a fault of ours, or with a traceback."""
    return [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR or one.exc_info]


async def test_whoever_has_their_data_deleted_meanwhile_leaves_nothing_behind(
    running: Start, model: ModelServer
) -> None:
    bot = await start(running, model)
    model.behave = Writing(faithful, pause=0.06)
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")

    await ask(bot.server, ada, "hello")
    first, other = await begun(bot.server, ada, AWAYS), await begun(bot.server, ben, AWAYS)
    await bot.server.press(ada, await bot.server.slash(ada, "privacy delete"), "Delete everything")
    answer, others = await whole(bot.server, first), await whole(bot.server, other)

    assert WRITING in first.text
    assert WORDED in answer.text
    assert "had your data deleted meanwhile" in answer.text
    assert not answer.buttons
    assert await bot.store.members.everything(int(ada.id)) == {}
    assert others.buttons.keys() == BUTTONS


async def test_an_answer_by_command_that_is_deleted_while_it_grows_is_given_to_its_asker(
    running: Start, model: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await start(running, model)
    model.behave = writing = Writing(faithful, pause=0.06)

    first = await begun(bot.server, bot.server.member("Ada"), AWAYS)
    await bot.server.delete(first.messages[0])
    await bot.server.until(lambda: reply_to(bot.server.world, first.asked).buttons, PATIENCE)

    answer = reply_to(bot.server.world, first.asked)
    assert stated(answer.text) == writing.texts
    assert answer.ephemeral
    assert len(answer.messages) == 1
    assert faults(caplog) == []


async def test_an_answer_in_a_message_that_is_deleted_while_it_grows_is_given_anew(
    running: Start, model: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await start(running, model)
    model.behave = writing = Writing(faithful, pause=0.06)

    asked = await bot.server.say(bot.server.member("Ada"), AWAYS)
    await bot.server.delete(await bot.server.heard(asked, timeout=PATIENCE))
    answer = await heard(bot.server, asked)

    assert stated(shown_text(answer)) == writing.texts
    assert buttons_of(answer) == BUTTONS
    assert len(bot.server.sent) == 2
    assert faults(caplog) == []


async def test_a_thread_that_is_deleted_while_an_answer_grows_in_it_is_told_of(
    running: Start, model: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    bot = await start(running, model)
    await bot.office.book.change(int(bot.server.guild.id), mentions="thread")
    model.behave = Writing(faithful, pause=0.03)

    asked = await bot.server.say(bot.server.member("Ada"), AWAYS)
    await bot.server.heard(asked, timeout=PATIENCE)
    thread = bot.server.thread_of(asked)
    assert thread
    await bot.server.delete_channel(thread)
    told = await bot.server.heard(bot.server.channel, timeout=PATIENCE)

    assert "is gone" in shown_text(told)
    assert faults(caplog) == []


@pytest.mark.parametrize("way", ["command", "mention"])
@pytest.mark.parametrize("fault", ["too many", "broken", "cut", "cut after it was done"])
async def test_what_goes_wrong_with_a_part_does_not_keep_the_whole_from_being_shown(
    running: Start, model: ModelServer, way: str, fault: str
) -> None:
    bot = await start(running, model)
    model.behave = writing = Writing(faithful, pause=0.03)
    misbehave, path = bot.server.misbehave, "/webhooks/" if way == "command" else "/messages/"
    if fault == "too many":
        misbehave.limit(0.2, path=path)
    elif fault == "broken":
        misbehave.fail(500, path=path, method="PATCH")
    else:
        misbehave.cut(path=path, method="PATCH", after_doing=fault != "cut")

    answer = await asked_somehow(bot.server, way)

    assert stated(shown_text(answer)) == writing.texts
    assert buttons_of(answer) == BUTTONS
    assert len(bot.server.sent) == 1


async def test_a_part_that_discord_does_not_take_in_time_is_given_up(running: Start, model: ModelServer) -> None:
    bot = await start(running, model)
    bot.server.misbehave.slow(60, path="/webhooks/")

    answer = await ask(bot.server, bot.server.member("Ada"), AWAYS)

    assert WORDED in answer.text
    assert answer.buttons.keys() == BUTTONS


async def test_a_part_that_was_posted_without_our_knowing_is_replaced_by_the_whole(
    running: Start, model: ModelServer
) -> None:
    bot = await start(running, model)
    model.behave = writing = Writing(faithful)
    bot.server.misbehave.cut(times=3, path="/messages", method="POST", after_doing=True)

    answer = await asked_somehow(bot.server, "direct")

    assert stated(shown_text(answer)) == writing.texts
    assert buttons_of(answer) == BUTTONS - {"Ask a mentor"}
    assert len(bot.server.sent) == 1


@pytest.mark.parametrize("way", ["command", "mention"])
async def test_a_part_is_not_taken_for_the_whole_where_a_defect_ends_it(
    running: Start, model: ModelServer, way: str
) -> None:
    bot = await start(running, model)
    model.behave = Writing(faithful, pause=0.06)
    ada = bot.server.member("Ada")

    if way == "command":
        begun_in = (await begun(bot.server, ada, AWAYS)).messages[0]
    else:
        begun_in = await bot.server.heard(await bot.server.say(ada, AWAYS), timeout=PATIENCE)
    bot.office.desk.work = _breaks  # type: ignore[method-assign]
    part = bot.server.channel.messages[begun_in["id"]]
    await bot.server.until(lambda: WRITING not in shown_text(part), PATIENCE)

    assert stated(shown_text(part))
    assert "This is not the whole answer" in shown_text(part)
    [_, told] = await bot.server.until(lambda: bot.server.sent if bot.server.sent[1:] else None)
    assert "reference" in shown_text(told)


async def _breaks(task: object) -> NoReturn:
    raise ZeroDivisionError(str(task))
