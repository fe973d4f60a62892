"""Storms: whatever fails between Discord and the bot, each question is answered, and none twice."""

import pytest

from tests.discord.conftest import Start
from tests.discord_server.checks_messages import shown_text
from tests.measuring.discord_storm import faults, storm

QUESTIONS = [
    "How many away rotations should I do?",
    "How many letters do I need?",
    "What does an interventional radiologist do?",
    "When should I start research?",
    "Which programs sponsor which visa?",
]


async def test_a_storm_loses_no_question_and_answers_none_twice(running: Start) -> None:
    bot = await running()

    outcome = await storm(bot.server, faults(15, seed=14), 4, QUESTIONS)

    assert (outcome.faults, outcome.lost, outcome.twice) == (15, [], [])
    assert len(outcome.asked) > 8


@pytest.mark.parametrize("after_doing", [False, True], ids=["before it was done", "after it was done"])
@pytest.mark.parametrize("path", ["/callback", "/webhooks/", "/typing", "/threads", "/messages"])
async def test_a_connection_that_is_cut_loses_no_answer_and_doubles_none(
    running: Start, path: str, after_doing: bool
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    cut = {"path": path, "after_doing": after_doing}

    bot.server.misbehave.cut(**cut)
    reply = await bot.server.slash(ada, "ask", question=QUESTIONS[0], timeout=10)
    bot.server.misbehave.cut(**cut)
    directly = await bot.server.heard(await bot.server.say(ada, QUESTIONS[0], dm=True), timeout=10)
    bot.server.misbehave.cut(**cut)
    in_thread = await bot.server.heard(await bot.server.say(ada, QUESTIONS[0]), timeout=10)

    said = (reply.text, shown_text(directly), shown_text(in_thread))
    assert all("From the guides" in one for one in said)
    assert len(bot.server.sent) == 3


@pytest.mark.parametrize(
    "path",
    ["/callback", "/webhooks/", "/messages"],
    ids=["acknowledgement", "answer", "message"],
)
async def test_what_discord_took_and_did_not_confirm_is_answered_once(running: Start, path: str) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    bot.server.misbehave.fail(502, path=path, after_doing=True)

    reply = await bot.server.slash(ada, "ask", question=QUESTIONS[0], timeout=10)
    said = await bot.server.heard(await bot.server.say(ada, QUESTIONS[0], dm=True), timeout=10)

    assert "From the guides" in reply.text
    assert "From the guides" in shown_text(said)
    assert len(bot.server.sent) == 2
