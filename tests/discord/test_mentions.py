"""Questions in messages: mentions, replies and direct messages, answered once and in the right place."""

import asyncio

import pytest

from bot.discord.limits import Rate
from tests.discord.conftest import Start
from tests.discord_server.checks_messages import shown_text

AWAYS = "How many away rotations should I do?"
SCORES = "US IMG with CK 222, how many programs should I apply to?"
MANAGE = 1 << 5


async def test_a_mention_is_answered_in_a_thread_of_its_own(running: Start) -> None:
    bot = await running()

    asked = await bot.server.say(bot.server.member("Ada"), AWAYS)
    answer = await bot.server.heard(asked)

    thread = bot.server.world.channels[answer["channel_id"]]
    assert answer["channel_id"] != asked["channel_id"]
    assert thread.name == AWAYS
    assert asked["channel_id"] in bot.server.typing
    assert bot.server.refusals == []


async def test_a_server_may_want_answers_in_place(running: Start) -> None:
    bot = await running()
    await bot.server.slash(bot.server.member("Mod", permissions=MANAGE), "settings mentions", where="place")

    asked = await bot.server.say(bot.server.member("Ada"), AWAYS)
    answer = await bot.server.heard(asked)

    assert answer["channel_id"] == asked["channel_id"]
    assert answer["message_reference"]["message_id"] == asked["id"]


async def test_a_thread_that_cannot_be_opened_is_done_without(running: Start) -> None:
    bot = await running()
    channel = bot.server.new_channel(name="narrow", bot_may=("view", "send", "history"))

    asked = await bot.server.say(bot.server.member("Ada"), AWAYS, channel=channel)
    answer = await bot.server.heard(asked)

    assert answer["channel_id"] == channel.id


async def test_a_channel_that_cannot_be_written_to_does_not_stop_the_bot(running: Start) -> None:
    bot = await running()
    ada, mute = bot.server.member("Ada"), bot.server.new_channel(name="mute", bot_may=("view", "history"))

    await bot.server.say(ada, AWAYS, channel=mute)
    answer = await bot.server.heard(await bot.server.say(ada, AWAYS))

    assert "From the guides" in shown_text(answer)


async def test_a_score_in_a_mention_is_answered_by_direct_message(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    asked = await bot.server.say(ada, SCORES)
    alone = await bot.server.heard(ada)
    there = await bot.server.heard(asked)

    assert "Worked out from your numbers" in shown_text(alone)
    assert "direct message" in shown_text(there)
    assert "222" not in shown_text(there)


async def test_whoever_takes_no_direct_messages_is_told_where_else_to_ask(running: Start) -> None:
    bot = await running()

    there = await bot.server.heard(await bot.server.say(bot.server.member("Ada", dms_open=False), SCORES))

    assert "/ask" in shown_text(there)
    assert "222" not in shown_text(there)


async def test_a_direct_message_is_a_conversation(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    await bot.server.heard(await bot.server.say(ada, SCORES, dm=True))
    then = await bot.server.heard(await bot.server.say(ada, "and how many letters?", dm=True))

    assert "etter" in shown_text(then)


async def test_a_reply_to_the_bot_is_a_question(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    answer = await bot.server.heard(await bot.server.say(ada, AWAYS))

    then = await bot.server.heard(await bot.server.say(ada, "And for IMGs?", reply_to=answer))

    assert "guides" in shown_text(then)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("", "type your question", id="nothing"),
        pytest.param("@everyone", "could not find a question", id="a call to all"),
    ],
)
async def test_a_mention_without_a_question_is_answered_kindly(running: Start, text: str, says: str) -> None:
    bot = await running()

    answer = await bot.server.heard(await bot.server.say(bot.server.member("Ada"), text))

    assert says in shown_text(answer)
    assert answer["mention_everyone"] is False


async def test_an_attachment_is_not_looked_at_and_that_is_said(running: Start) -> None:
    bot = await running()

    asked = await bot.server.say(bot.server.member("Ada"), AWAYS, attachments=[("scores.png", b"x")])

    assert "did not look at what is attached" in shown_text(await bot.server.heard(asked))


async def test_what_speaks_to_nobody_or_comes_from_a_bot_is_left_alone(running: Start) -> None:
    bot = await running()

    await bot.server.say(bot.server.member("Ada"), AWAYS, mention=False)
    await asyncio.sleep(0.3)

    assert bot.server.sent == []


async def test_an_event_that_comes_twice_is_answered_once(running: Start) -> None:
    bot = await running()
    bot.server.misbehave.duplicate(times=3)

    asked = await bot.server.say(bot.server.member("Ada"), AWAYS)
    await bot.server.heard(asked)
    await asyncio.sleep(0.3)

    assert len(bot.server.sent) == 1


async def test_two_processes_answer_a_message_once(running: Start) -> None:
    bot = await running()
    await running()

    asked = await bot.server.say(bot.server.member("Ada"), AWAYS)
    await bot.server.heard(asked)
    await asyncio.sleep(0.5)

    assert len(bot.server.sent) == 1


async def test_whoever_asks_too_much_is_told_how_long_to_wait(running: Start) -> None:
    bot = await running(rate=Rate(2, 0.1))
    ada = bot.server.member("Ada")
    for _ in range(2):
        await bot.server.heard(await bot.server.say(ada, AWAYS))

    told = await bot.server.heard(await bot.server.say(ada, AWAYS))
    other = await bot.server.heard(await bot.server.say(bot.server.member("Bo"), AWAYS))

    assert "wait 10 seconds" in shown_text(told) or "wait 11 seconds" in shown_text(told)
    assert "From the guides" in shown_text(other)


async def test_a_message_that_is_deleted_meanwhile_is_answered_all_the_same(running: Start) -> None:
    bot = await running()
    await bot.server.slash(bot.server.member("Mod", permissions=MANAGE), "settings mentions", where="place")
    ada = bot.server.member("Ada")
    bot.server.misbehave.slow(0.5, path="typing")

    asked = await bot.server.say(ada, AWAYS)
    await bot.server.delete(asked)
    answer = await bot.server.heard(bot.server.channel)

    assert "From the guides" in shown_text(answer)


@pytest.mark.parametrize("dm", [False, True], ids=["in a channel", "directly"])
async def test_what_was_asked_while_the_connection_was_lost_is_answered(running: Start, dm: bool) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.server.heard(await bot.server.say(ada, AWAYS, dm=dm))

    bot.server.misbehave.invalidate(resumable=False)
    missed = await bot.server.say(ada, AWAYS, dm=dm)

    assert "From the guides" in shown_text(await bot.server.heard(ada if dm else missed, timeout=15))
    await asyncio.sleep(0.3)
    assert len(bot.server.sent) == 2


async def test_a_score_asked_by_mention_can_go_to_the_mentors_of_that_server(running: Start) -> None:
    bot = await running()
    ada, mentors = bot.server.member("Ada"), bot.server.new_channel(name="mentors")
    await bot.server.slash(bot.server.member("Mod", permissions=MANAGE), "settings mentors", where=mentors)
    await bot.server.say(ada, SCORES)

    consent = await bot.server.press(ada, await bot.server.heard(ada), "Ask a mentor")
    await bot.server.press(ada, consent, "Post it")

    assert "would like a mentor's view" in shown_text(await bot.server.heard(mentors))
