"""An answer grows while a chat model writes it: checked statements alone, in one message, and to its end."""

import asyncio
from itertools import pairwise

import pytest

from bot.answering.answer import Answer, AnswerKind, Statement
from bot.discord.asking.growing import Growing
from bot.discord.showing.sheet import Sheet
from tests.discord.conftest import Running, Start
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
    watched,
    whole,
)
from tests.discord_server.checks_messages import shown_text
from tests.discord_server.replies import reply_to
from tests.model_server import ModelServer
from tests.model_server.behaviours import faithful
from tests.model_server.replies import Truncated

LETTERS = "How many letters do I need?"
SCORES = "My Step 1 was 217. How many away rotations should I do?"


@pytest.mark.parametrize(
    ("way", "plain"),
    [
        pytest.param("command", False, id="by command"),
        pytest.param("command", True, id="by command, plainly"),
        pytest.param("mention", False, id="in a message"),
        pytest.param("mention", True, id="in a message, plainly"),
        pytest.param("direct", False, id="directly"),
    ],
)
async def test_an_answer_grows_in_one_message_at_most_once_a_second(
    running: Start, model: ModelServer, way: str, plain: bool
) -> None:
    bot = await start(running, model, plain)
    model.behave = writing = Writing(faithful, pause=0.06)

    async with watched(bot.server) as seen:
        answer = await asked_somehow(bot.server, way)
        await bot.server.until(lambda: WRITING not in seen[-1].words)

    *parts, last = seen
    assert len(parts) >= 2
    assert all(WRITING in one.words for one in parts)
    assert all(before == after[: len(before)] for before, after in pairwise(stated(one.words) for one in seen))
    assert stated(last.words) == writing.texts
    assert (last.words, WORDED in last.words) == (shown_text(answer), True)
    assert all(after.at - before.at >= 0.99 for before, after in pairwise(seen))
    assert [one["id"] for one in bot.server.sent] == [answer["id"]]
    assert buttons_of(answer) == (BUTTONS - {"Ask a mentor"} if way == "direct" else BUTTONS)
    assert bot.server.refusals == []


@pytest.mark.parametrize("plain", [False, True], ids=["richly", "plainly"])
async def test_a_model_that_breaks_off_leaves_the_whole_answer_in_the_words_of_the_guides(
    running: Start, model: ModelServer, plain: bool
) -> None:
    bot = await start(running, model, plain)
    model.behave = lambda asked: Truncated(Writing(faithful, pause=0.06)(asked), after_characters=700)
    ada = bot.server.member("Ada")

    first = await begun(bot.server, ada, AWAYS)
    answer = await whole(bot.server, first)

    assert WRITING in first.text
    assert WORDED not in answer.text
    assert stated(answer.text) == await in_the_words_of_the_guides(bot)
    assert answer.buttons.keys() == BUTTONS


async def in_the_words_of_the_guides(bot: Running) -> list[str]:
    """Return what is stated where no chat model may word answers."""
    await bot.office.book.change(int(bot.server.guild.id), model=False)
    return stated((await ask(bot.server, bot.server.member("Quin"), AWAYS)).text)


async def test_an_answer_for_the_asker_alone_is_shown_to_nobody_else_in_no_part(
    running: Start, model: ModelServer
) -> None:
    bot = await start(running, model)
    model.behave = Writing(faithful, pause=0.02)
    ada = bot.server.member("Ada")

    by_command = await ask(bot.server, ada, SCORES)
    asked = await bot.server.say(ada, SCORES)
    directly, there = await heard(bot.server, ada), await bot.server.heard(asked, timeout=PATIENCE)

    assert by_command.ephemeral
    assert WORDED in by_command.text
    assert WORDED in shown_text(directly)
    assert [one for one in bot.server.sent if one["channel_id"] == bot.server.channel.id and not one["seen_by"]] == [
        there
    ]
    assert "direct message" in shown_text(there)
    assert there["edited_timestamp"] is None


@pytest.mark.parametrize(
    ("private", "to_others", "is_shown"), [(True, True, False), (True, False, True), (False, True, True)]
)
async def test_what_turns_out_private_is_shown_to_others_in_no_part(
    private: bool, to_others: bool, is_shown: bool
) -> None:
    sheets: list[Sheet] = []

    async def show(sheet: Sheet) -> None:
        sheets.append(sheet)

    async with Growing(show, to_others=to_others) as growing:
        growing.seen(Answer("", AnswerKind.ANSWER, private, (Statement("Rest.", ()),)))
        await asyncio.sleep(0.01)

    assert bool(sheets) is is_shown


async def test_answers_to_two_members_at_once_are_not_mixed(running: Start, model: ModelServer) -> None:
    bot = await start(running, model)
    written = {question: Writing(faithful, pause=0.04) for question in (AWAYS, LETTERS)}
    model.behave = lambda asked: written[asked.data["question"]](asked)
    server, ada, ben = bot.server, bot.server.member("Ada"), bot.server.member("Ben")

    answers = await asyncio.gather(ask(server, ada, AWAYS), ask(server, ben, LETTERS))

    assert [stated(one.text) for one in answers] == [one.texts for one in written.values()]
    assert not any("earlier" in one.data for one in model.asked)


async def test_what_is_being_written_when_the_bot_is_told_to_stop_is_shown_to_its_end(
    running: Start, model: ModelServer
) -> None:
    bot = await start(running, model)
    model.behave = Writing(faithful, pause=0.06)
    ada = bot.server.member("Ada")

    first = await begun(bot.server, ada, AWAYS)
    await bot.server.say(ada, AWAYS, dm=True)
    message = await bot.server.heard(ada, timeout=PATIENCE)
    seen = shown_text(message)
    await bot.finish()

    answer = reply_to(bot.server.world, first.asked)
    assert (WRITING in first.text, WRITING in seen) == (True, True)
    assert (WRITING in answer.text, WRITING in shown_text(message)) == (False, False)
    assert (answer.buttons.keys(), buttons_of(message)) == (BUTTONS, BUTTONS - {"Ask a mentor"})
