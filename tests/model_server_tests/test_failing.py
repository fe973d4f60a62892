"""Whatever can go wrong with a reply, and what the clients make of it."""

import asyncio
from typing import Any

import pytest
from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.exceptions import (
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelNotFoundError,
    ModelRateLimitError,
    ModelRefusalError,
    ModelTimeoutError,
    OutputParserException,
)

from tests.model_server import ModelServer
from tests.model_server.behaviours import always, faithful
from tests.model_server.replies import (
    Broken,
    Closed,
    CutOff,
    Dribbling,
    Empty,
    Failing,
    Hanging,
    Malformed,
    Refusing,
    Slow,
    Statements,
    Text,
    Truncated,
    statement,
)
from tests.model_server_tests.clients import KEY, KINDS, MESSAGES, client, streamed, structured

HALF = Statements([statement("Plant the trees in spring, before it is warm.", "P1")], piece=5)
STATUSES = {
    401: ModelAuthenticationError,
    404: ModelNotFoundError,
    429: ModelRateLimitError,
    500: ModelAPIError,
    503: ModelAPIError,
}


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("streaming", [True, False])
async def test_failures_have_their_kind(server: ModelServer, kind: str, status: int, streaming: bool) -> None:
    server.behave = always(Failing(status, retry_after=7))
    asked = structured(kind, server)
    with pytest.raises(STATUSES[status]) as raised:
        await (streamed(asked) if streaming else asked.ainvoke(MESSAGES))

    failed: Any = raised.value
    assert (failed.status_code, failed.response.headers["retry-after"]) == (status, "7")
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", STATUSES)
async def test_failures_of_ollama_have_their_status(server: ModelServer, status: int) -> None:
    server.behave = always(Failing(status))
    with pytest.raises(Exception, match=f"status code: {status}"):
        await streamed(structured("ollama", server))


async def test_failures_are_worded_as_providers_word_them(server: ModelServer) -> None:
    server.behave = always(Failing(401))
    with pytest.raises(ModelAuthenticationError, match=r"Incorrect API key provided: \*+ests\."):
        await client("openai", server).ainvoke("hello")
    server.behave = always(Failing(429, message="You exceeded your current quota"))
    with pytest.raises(ModelRateLimitError, match="current quota"):
        await client("openai", server).ainvoke("hello")


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
async def test_a_reset_connection_is_one(server: ModelServer, kind: str) -> None:
    server.behave = always(Closed())
    with pytest.raises(ModelConnectionError):
        await streamed(structured(kind, server))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reply", [Truncated(HALF, 40), Broken(HALF, 40)])
async def test_what_ends_amid_the_stream_raises_after_a_part(server: ModelServer, kind: str, reply: Any) -> None:
    server.behave = always(reply)
    parts: list[Any] = []
    with pytest.raises(Exception, match=r"Connection error|peer closed|overloaded|busy|status code: 503"):
        await streamed(structured(kind, server), into=parts)

    assert parts[-1] == {"statements": [{"text": HALF.statements[0]["text"][: 40 - len('{"statements": [{"text": "')]}]}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reply", [Truncated(HALF, 40), Broken(HALF, 40)])
async def test_what_ends_amid_an_answer_raises(server: ModelServer, kind: str, reply: Any) -> None:
    server.behave = always(reply)
    with pytest.raises(Exception, match=r"Connection error|peer closed|overloaded|busy|status code: 503"):
        await structured(kind, server).ainvoke(MESSAGES)


@pytest.mark.parametrize("kind", ["anthropic", "ollama"])
async def test_a_reply_that_was_cut_off_ends_without_its_end(server: ModelServer, kind: str) -> None:
    server.behave = always(CutOff(HALF, 40))
    used = UsageMetadataCallbackHandler()

    assert "done" not in (await streamed(structured(kind, server), usage=used))[-1]
    assert len(used.usage_metadata) == 1


async def test_openai_raises_where_a_reply_was_cut_off(server: ModelServer) -> None:
    server.behave = always(CutOff(HALF, 40))
    with pytest.raises(Exception, match="length limit was reached"):
        await streamed(structured("openai", server))

    assert "done" not in (await streamed(structured("openai", server, "function_calling")))[-1]


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
@pytest.mark.parametrize("streaming", [True, False])
async def test_a_refusal_is_one(server: ModelServer, kind: str, streaming: bool) -> None:
    server.behave = always(Refusing("Not with me."))
    asked = structured(kind, server)
    with pytest.raises(ModelRefusalError, match=r"Not with me\."):
        await (streamed(asked) if streaming else asked.ainvoke(MESSAGES))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reply", [Text("Plain prose."), Empty()])
async def test_prose_instead_of_an_object_streams_nothing(server: ModelServer, kind: str, reply: Any) -> None:
    server.behave = always(reply)

    assert await streamed(structured(kind, server)) == []
    with pytest.raises(OutputParserException):
        await structured(kind, server).ainvoke(MESSAGES)


@pytest.mark.parametrize("kind", KINDS)
async def test_broken_json_never_ends(server: ModelServer, kind: str) -> None:
    server.behave = always(Malformed("content"))

    assert await streamed(structured(kind, server)) == [{"statements": [{}]}]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["frames", "page"])
@pytest.mark.parametrize("streaming", [True, False])
async def test_what_is_no_protocol_raises(server: ModelServer, kind: str, how: Any, streaming: bool) -> None:
    server.behave = always(Malformed(how))
    asked = structured(kind, server)
    with pytest.raises((ValueError, AssertionError, AttributeError)):
        await (streamed(asked) if streaming else asked.ainvoke(MESSAGES))


async def test_an_answer_without_choices_raises_at_openai_alone(server: ModelServer) -> None:
    server.behave = always(Empty(choices=False))
    with pytest.raises(IndexError):
        await streamed(structured("openai", server))

    assert await streamed(structured("anthropic", server)) == []


@pytest.mark.parametrize("kind", ["openai", "anthropic"])
async def test_no_answer_runs_into_the_clients_limit(server: ModelServer, kind: str) -> None:
    server.behave = always(Hanging())
    with pytest.raises(ModelTimeoutError):
        await streamed(structured(kind, server, timeout=0.2))

    await server.until_idle()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("streaming", [True, False])
@pytest.mark.parametrize("reply", [Dribbling(), Dribbling(alive_only=True), Hanging(), Slow(60, Text("late"))])
async def test_what_never_ends_goes_on_until_it_is_cancelled(
    server: ModelServer, kind: str, streaming: bool, reply: Any
) -> None:
    server.behave = always(reply)
    asked = structured(kind, server)
    waiting = asyncio.ensure_future(streamed(asked) if streaming else asked.ainvoke(MESSAGES))
    await server.until_asked()
    await asyncio.wait((waiting,), timeout=0.1)
    assert (waiting.done(), server.answering) == (False, 1)

    waiting.cancel()
    await asyncio.wait((waiting,))
    del waiting  # what it was cancelled with holds the connection
    await server.until_idle()


@pytest.mark.parametrize("kind", KINDS)
async def test_a_slow_reply_comes(server: ModelServer, kind: str) -> None:
    server.behave = lambda asked: Slow(0.1, faithful(asked))

    assert (await streamed(structured(kind, server)))[-1]["done"] is True


async def test_the_key_goes_along(server: ModelServer) -> None:
    await client("openai", server).ainvoke("hello")
    await client("anthropic", server).ainvoke("hello")

    assert [one.headers["authorization"] for one in server.asked] == [f"Bearer {KEY}"] * 2
    assert KEY in server.bodies
