"""Answers in a chat model's words: wherever it is asked, and only where nobody minds, within a budget, and checked."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.spending import DIRECT, day_of
from tests.discord.conftest import Running, Start
from tests.discord.losing import lose
from tests.discord.worded import (
    AWAYS,
    BUTTONS,
    KEY,
    PATIENCE,
    WORDED,
    WRITING,
    Writing,
    ask,
    asked_somehow,
    buttons_of,
    heard,
    shown,
    start,
    stated,
    wording,
)
from tests.discord_server.checks_messages import shown_text
from tests.model_server import AskedModel, ModelServer
from tests.model_server.behaviours import LIES, always, faithful
from tests.model_server.reading import drafted
from tests.model_server.replies import Closed, Failing, Hanging, Reply, Statements, Text

MOST = 100_000
MANAGE = 1 << 5
USED_UP = "Today's share of the chat model is used up"


@pytest.mark.parametrize("way", ["command", "mention", "direct"])
async def test_an_answer_is_in_the_words_of_the_model_wherever_it_is_asked(
    running: Start, model: ModelServer, way: str
) -> None:
    bot = await start(running, model)
    model.behave = writing = Writing(faithful)

    answer = await asked_somehow(bot.server, way)

    assert stated(shown_text(answer)) == writing.texts
    assert shown_text(answer).count(WORDED) == 1
    assert buttons_of(answer) == (BUTTONS - {"Ask a mentor"} if way == "direct" else BUTTONS)
    assert bot.server.refusals == []


async def test_its_sources_can_be_looked_at_and_it_can_be_shared(running: Start, model: ModelServer) -> None:
    bot = await start(running, model)
    ada = bot.server.member("Ada")
    answer = await ask(bot.server, ada, AWAYS, private=True)

    shared = await bot.server.press(ada, answer, "Share")
    sources = await bot.server.press(bot.server.member("Ben"), shared, "Show sources")

    assert WORDED in shared.text
    assert stated(shared.text)[1:] == stated(answer.text)[1:]
    assert "**[1] " in sources.text


async def test_where_a_server_wants_no_model_nothing_reaches_it(running: Start, model: ModelServer) -> None:
    bot = await start(running, model)
    other = bot.server.member("Cy", bot.server.new_guild("Elsewhere"))
    await bot.server.slash(bot.server.member("Mod", permissions=MANAGE), "settings model", on=False)

    answers = [shown_text(await asked_somehow(bot.server, way)) for way in ("command", "mention")]
    asked = len(model.asked)
    elsewhere = await ask(bot.server, other, AWAYS)

    assert [WORDED in one for one in answers] == [False, False]
    assert asked == 0
    assert WORDED in elsewhere.text


async def test_of_a_member_who_wants_no_model_nothing_reaches_it(running: Start, model: ModelServer) -> None:
    bot = await start(running, model)
    ada = bot.server.member("Ada")
    await bot.server.slash(ada, "privacy model", allow=False)

    by_command = await ask(bot.server, ada, AWAYS)
    messages = [await heard(bot.server, await bot.server.say(ada, AWAYS, dm=dm)) for dm in (False, True)]
    asked = len(model.asked)
    of_another = await ask(bot.server, bot.server.member("Ben"), AWAYS)

    assert [WORDED in one for one in (by_command.text, *map(shown_text, messages))] == [False] * 3
    assert asked == 0
    assert WORDED in of_another.text


@pytest.mark.parametrize("entry", ["Answer this", "Check against the guides"])
async def test_what_somebody_else_wrote_never_reaches_the_model(running: Start, model: ModelServer, entry: str) -> None:
    bot = await start(running, model)
    said = await bot.server.say(bot.server.member("Ben"), AWAYS)
    await heard(bot.server, said)
    asked = len(model.asked)

    reply = await bot.server.menu(bot.server.member("Ada"), entry, said, timeout=PATIENCE)

    assert reply.ephemeral is (entry != "Answer this")
    assert WORDED not in reply.text
    assert len(model.asked) == asked == 1


async def test_each_server_has_a_budget_of_its_own_and_a_new_one_every_day(running: Start, model: ModelServer) -> None:
    bot = await start(running, model, model_tokens_a_day=MOST)
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben", bot.server.new_guild("Elsewhere"))
    await spend(bot, int(bot.server.guild.id))

    here = await ask(bot.server, ada, AWAYS)
    asked = len(model.asked)
    elsewhere = [await ask(bot.server, ben, AWAYS), await ask(bot.server, ada, AWAYS, dm=True)]
    bot.clock.move(timedelta(days=1))
    on_the_next_day = await ask(bot.server, bot.server.member("Cy"), AWAYS)

    assert (WORDED in here.text, USED_UP in here.text, asked) == (False, True, 0)
    assert all(WORDED in one.text and USED_UP not in one.text for one in (*elsewhere, on_the_next_day))


async def test_direct_messages_share_a_budget(running: Start, model: ModelServer) -> None:
    bot = await start(running, model, model_tokens_a_day=MOST)
    await spend(bot, DIRECT)

    direct = shown_text(await asked_somehow(bot.server, "direct"))
    in_a_server = shown_text(await asked_somehow(bot.server, "mention"))

    assert (WORDED in direct, USED_UP in direct) == (False, True)
    assert (WORDED in in_a_server, USED_UP in in_a_server) == (True, False)


async def spend(bot: Running, guild: int) -> None:
    """Leave a server, or direct messages, nothing of today's budget."""
    assert await bot.store.spending.take(guild, day_of(bot.clock()), MOST, MOST)


async def test_what_an_answer_took_is_counted(running: Start, model: ModelServer) -> None:
    bot = await start(running, model)
    before = await bot.store.spending.spent(int(bot.server.guild.id), day_of(bot.clock()))

    await ask(bot.server, bot.server.member("Ada"), AWAYS)
    settings = await bot.server.slash(bot.server.member("Mod", permissions=MANAGE), "settings show")

    spent = await bot.store.spending.spent(int(bot.server.guild.id), day_of(bot.clock()))
    [asked] = model.asked
    assert before == 0
    assert 100 < spent < len(asked.body)
    assert f"{spent:,} of " in settings.text


@pytest.mark.parametrize("table", ["choices", "spending", "profiles"])
async def test_where_notes_are_lost_nothing_reaches_the_model(
    running: Start, model: ModelServer, tmp_path: Path, table: str
) -> None:
    bot = await start(running, model)
    lose(tmp_path / "state.sqlite", table)

    answers = [shown_text(await asked_somehow(bot.server, way)) for way in ("command", "mention", "direct")]

    assert all(stated(one) for one in answers)
    assert not any(WORDED in one or USED_UP in one for one in answers)
    assert model.asked == []


async def test_where_the_database_is_away_nothing_reaches_the_model(
    running: Start, model: ModelServer, tmp_path: Path
) -> None:
    bot = await running(wording=wording(model), patience=timedelta(seconds=0.3))
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN EXCLUSIVE")
        answer = await ask(bot.server, bot.server.member("Ada"), AWAYS)

    assert stated(answer.text)
    assert "cannot reach my notes" in answer.text
    assert model.asked == []


@pytest.mark.parametrize(
    "failing",
    [
        pytest.param(Closed(), id="away"),
        pytest.param(Failing(401), id="a wrong key"),
        pytest.param(Failing(500), id="broken"),
        pytest.param(Hanging(), id="never answering"),
        pytest.param(Text("Do as many as you like."), id="prose"),
        pytest.param(Statements([]), id="nothing"),
    ],
)
async def test_where_the_model_fails_the_words_are_those_of_the_guides(
    running: Start, model: ModelServer, failing: Reply
) -> None:
    bot = await start(running, model, model_seconds=1.0)
    model.behave = always(failing)
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    await bot.server.slash(ben, "privacy model", allow=False)

    answer, quoted = await ask(bot.server, ada, AWAYS), await ask(bot.server, ben, AWAYS)

    assert model.asked
    assert answer.text == quoted.text
    assert answer.buttons.keys() == BUTTONS
    assert [one for one in shown(bot.server) if WORDED in one] == []


def lying_between(lie: Callable[[AskedModel], Reply]) -> Callable[[AskedModel], Reply]:
    """Return a behaviour that says something true before each lie."""

    def behave(asked: AskedModel) -> Reply:
        lies = lie(asked)
        assert isinstance(lies, Statements)
        if asked.kind == "repair":
            return lies
        return Statements([one for pair in zip(drafted(asked), lies.statements, strict=False) for one in pair])

    return behave


@pytest.mark.parametrize("way", ["command", "mention"])
@pytest.mark.parametrize(
    "lie", ["wrong_numbers", "invented_numbers", "negated", "invented_advice", "echo_prompt", "markup"]
)
async def test_of_a_model_that_lies_nothing_is_ever_shown(
    running: Start, model: ModelServer, way: str, lie: str
) -> None:
    bot = await start(running, model)
    model.behave = writing = Writing(lying_between(LIES[lie]), pause=0.01)

    answer = await asked_somehow(bot.server, way)

    true = [one["text"] for one in drafted(model.asked[0])]
    lies = [one for one in writing.texts if one not in true]
    seen = shown(bot.server)
    assert lies
    assert any(WRITING in one for one in seen)
    assert {said for one in seen for said in stated(one)} <= set(true)
    assert not any(one in words for one in lies for words in seen)
    assert not any(one in words for one in ("https://evil", "@everyone", KEY) for words in seen)
    assert (answer["mentions"], answer["mention_everyone"]) == ([], False)
