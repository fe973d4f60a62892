"""A model that fails, in every way: the guides answer in its place, in time, and one line of the log says why."""

import asyncio
import logging
import time
from collections.abc import Callable

import pytest

from bot.answering.rendering import as_text
from bot.asking.question import Question
from bot.writing.breaker import Breaker
from bot.writing.opening import open_writer
from bot.writing.prompting import STATEMENTS, Prompt
from bot.writing.provider import open_provider
from bot.writing.spending import Tokens
from bot.writing.writer import Limits, Writer
from tests.model_server.asked import AskedModel
from tests.model_server.behaviours import Behaviour, always, faithful, in_turn
from tests.model_server.replies import (
    Broken,
    Calls,
    Closed,
    CutOff,
    Dribbling,
    Empty,
    Failing,
    Hanging,
    Malformed,
    Refusing,
    Reply,
    Slow,
    Statements,
    Text,
    ToolCall,
    Truncated,
)
from tests.writing.beside import KEY, KINDS, Asking, settings_for

LETTERS = Question("How many letters of recommendation do I need for zebra programs?")
SECONDS, LATE = 0.6, 6.0
"""How long an answer may take, and how long the server would."""


def faithfully(then: Callable[[Reply], Reply]) -> Behaviour:
    """Return a behaviour that begins faithfully."""
    return lambda asked: then(faithful(asked))


FAILURES: dict[str, Behaviour] = {
    "429": always(Failing(429)),
    "500": always(Failing(500)),
    "503": always(Failing(503)),
    "401": always(Failing(401, message=f"Incorrect API key provided: {KEY}. You asked of zebra programs.")),
    "404": always(Failing(404)),
    "400": always(Failing(400)),
    "cut off early": faithfully(lambda reply: CutOff(reply, 100)),
    "cut off late": faithfully(lambda reply: CutOff(reply, 600)),
    "connection lost early": faithfully(lambda reply: Truncated(reply, 100)),
    "connection lost late": faithfully(lambda reply: Truncated(reply, 600)),
    "an error amid it": faithfully(lambda reply: Broken(reply, 300)),
    "broken JSON": always(Malformed("content")),
    "broken frames": always(Malformed("frames")),
    "a web page": always(Malformed("page")),
    "empty": always(Empty()),
    "no choices": always(Empty(choices=False)),
    "refusing": always(Refusing()),
    "closed": always(Closed()),
    "plain text": always(Text("You need 4 letters, and zebras help.")),
    "calls of tools": always(Calls([ToolCall("search_guides", {"question": "zebra"})])),
    "no end": lambda asked: Statements(faithful_statements(asked), done=False),
    "no statements": always(Statements([])),
}
LATE_ONES: dict[str, Behaviour] = {
    "slow": faithfully(lambda reply: Slow(LATE, reply)),
    "slow to say it": lambda asked: Statements(faithful_statements(asked), pause=0.2),
    "hanging": always(Hanging()),
    "dribbling": always(Dribbling()),
    "alive": always(Dribbling(alive_only=True)),
}


def faithful_statements(asked: AskedModel) -> list[dict[str, object]]:
    """Return the statements of a faithful reply."""
    reply = faithful(asked)
    assert isinstance(reply, Statements)
    return [*reply.statements]


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the lines of the log that the program wrote, none of which may tell what was asked, or a key."""
    lines = [one.getMessage() for one in caplog.records]
    assert not [line for line in lines if "zebra" in line or KEY in line]
    return [one.getMessage() for one in caplog.records if one.name.startswith("bot.")]


async def fail(asking: Asking, behave: Behaviour, caplog: pytest.LogCaptureFixture) -> str:
    """Check that the guides answer while the model fails; return the one line of the log."""
    caplog.set_level(logging.INFO)
    asking.server.behave = behave
    answer = await asking.answer(LETTERS)

    assert as_text(answer) == as_text(asking.quoted(LETTERS))
    assert (answer.worded_by, answer.refused) == ("", False)
    await asking.server.until_idle()
    [line] = [one for one in told(caplog) if one.startswith("model=")]
    return line


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("failure", FAILURES)
async def test_the_guides_answer_while_a_model_fails(
    asking: Asking, kind: str, failure: str, caplog: pytest.LogCaptureFixture
) -> None:
    asking.opened(kind)
    line = await fail(asking, FAILURES[failure], caplog)

    assert "ended='worded'" not in line
    if failure.isdigit():
        assert failure in line


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("failure", LATE_ONES)
async def test_the_guides_answer_in_time_while_a_model_takes_long(
    asking: Asking, kind: str, failure: str, caplog: pytest.LogCaptureFixture
) -> None:
    asking.opened(kind, model_seconds=SECONDS)
    began = time.monotonic()
    line = await fail(asking, LATE_ONES[failure], caplog)

    assert time.monotonic() - began < LATE
    assert "ended='out of time'" in line
    [(taken, used)] = asking.purse.settled
    assert 0 < used < taken


@pytest.mark.parametrize("kind", KINDS)
async def test_a_reply_that_trickles_can_always_be_left(asking: Asking, kind: str) -> None:
    """Where cancellations get lost now and then, one of so many does."""
    asking.server.behave = always(Dribbling(every=0.002))
    provider = open_provider(settings_for(asking.server, kind))

    async def read() -> None:
        async for _ in provider.compose(Prompt("Be honest, in JSON.", "{}"), STATEMENTS, Tokens()):
            pass

    for place in range(1, 51):
        reading = asyncio.create_task(read())
        await asking.server.until_asked(place)
        await asyncio.sleep(0.01 + place / 2500)
        reading.cancel()
        assert await asyncio.wait({reading}, timeout=LATE) == ({reading}, set())
    await asking.server.until_idle()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_busy_provider_is_asked_again(asking: Asking, kind: str) -> None:
    asking.server.behave = in_turn(always(Failing(429)), always(Failing(503)), faithful)
    asking.opened(kind)

    assert (await asking.answer(LETTERS)).worded_by
    assert asking.kinds == ["compose"] * 3
    assert len(asking.purse.taken) == len(asking.purse.settled) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "times"), [(429, 3), (500, 3), (401, 1), (404, 1), (400, 1)])
async def test_asking_again_ends_and_is_left_where_it_cannot_help(
    asking: Asking, kind: str, status: int, times: int
) -> None:
    asking.server.behave = always(Failing(status))
    asking.opened(kind)
    await asking.answer(LETTERS)

    assert len(asking.server.asked) == times


@pytest.mark.parametrize("kind", KINDS)
async def test_what_was_begun_is_not_asked_again(asking: Asking, kind: str) -> None:
    asking.server.behave = faithfully(lambda reply: Truncated(reply, 300))
    asking.opened(kind)
    await asking.answer(LETTERS)

    assert len(asking.server.asked) == 1


async def test_after_three_failures_nothing_is_asked_for_a_while_then_one_thing(
    asking: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    now = [0.0]
    provider = open_provider(settings_for(asking.server, "openai"))
    asking.writer = Writer(provider, Limits(30.0, 0), Breaker(lambda: now[0]))

    async def asked_while(behave: Behaviour) -> int:
        asking.server.behave = behave
        await asking.answer(LETTERS)
        return len(asking.server.asked)

    assert [await asked_while(always(Failing(404))) for _ in range(5)] == [1, 1, 1, 0, 0]
    now[0] = 31.0
    assert [await asked_while(always(Failing(404))) for _ in range(2)] == [1, 0]
    now[0] = 100.0
    assert [await asked_while(faithful) for _ in range(3)] == [1, 1, 1]
    assert sum("not asked for a while" in line for line in told(caplog)) == 2


async def test_statements_that_do_not_hold_are_no_failure_of_the_provider(asking: Asking) -> None:
    asking.server.behave = lambda asked: Statements(
        [one | {"sources": ["P9999"]} for one in faithful_statements(asked)]
    )
    asking.writer = open_writer(settings_for(asking.server, "openai"))
    for _ in range(4):
        await asking.answer(LETTERS)
        assert asking.kinds == ["compose", "repair"]
