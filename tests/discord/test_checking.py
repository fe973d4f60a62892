"""A message's menu: answered, or held against the guides, without a ping to whoever wrote it."""

import pytest

from tests.discord.conftest import Start

AWAYS = "How many away rotations should I do?"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param("Most competitive applicants to IR do 1-2 away rotations.", "✅ Supported", id="supported"),
        pytest.param("Most competitive applicants to IR do 7 away rotations.", "❌ Contradicted", id="contradicted"),
        pytest.param("Most IR attendings play the cello.", "❔ Not covered", id="not covered"),
    ],
)
async def test_a_claim_is_held_against_the_guides_for_whoever_asks_alone(
    running: Start, text: str, verdict: str
) -> None:
    bot = await running()
    written = await bot.server.say(bot.server.member("Bo"), text, mention=False)

    reply = await bot.server.menu(bot.server.member("Ada"), "Check against the guides", written)

    assert reply.ephemeral
    assert verdict in reply.text
    assert ("\n> " in reply.text) is (verdict != "❔ Not covered")
    assert reply.message["mentions"] == []
    assert bot.server.refusals == []


async def test_a_question_of_somebody_else_is_answered_without_a_ping(running: Start) -> None:
    bot = await running()
    written = await bot.server.say(bot.server.member("Bo"), AWAYS, mention=False)

    reply = await bot.server.menu(bot.server.member("Ada"), "Answer this", written)

    assert "From the guides" in reply.text
    assert reply.message["mentions"] == []


async def test_scores_of_somebody_else_are_answered_alone_and_not_taken_for_the_askers(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    written = await bot.server.say(bot.server.member("Bo"), "US IMG, CK 222, which programs?", mention=False)

    reply = await bot.server.menu(ada, "Answer this", written)
    own = await bot.server.slash(ada, "ask", question="How many programs should I apply to?")

    assert reply.ephemeral
    assert "222" in reply.text
    assert "222" not in own.text


@pytest.mark.parametrize("menu", ["Answer this", "Check against the guides"])
async def test_a_message_without_text_is_said_to_have_none(running: Start, menu: str) -> None:
    bot = await running()
    written = await bot.server.say(bot.server.member("Bo"), "", mention=False, attachments=[("a.png", b"x")])

    reply = await bot.server.menu(bot.server.member("Ada"), menu, written)

    assert reply.ephemeral
    assert "no text in that message" in reply.text
