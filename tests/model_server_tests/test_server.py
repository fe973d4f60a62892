"""The server itself: what is on record, how behaviours are exchanged, and how it ends."""

import asyncio
import time
import urllib.request
from typing import Any

import pytest

from tests.model_server import AskedModel, ModelServer
from tests.model_server.behaviours import always
from tests.model_server.beside import model_server_beside
from tests.model_server.replies import Dribbling, Hanging, Reply, Slow, Text
from tests.model_server_tests.clients import KINDS, client, streamed, structured


async def test_behaviours_are_exchanged_between_requests(server: ModelServer) -> None:
    asked = client("openai", server)
    said = []
    for word in ("one", "two"):
        server.behave = always(Text(word))
        said.append((await asked.ainvoke("hello")).text)

    assert said == ["one", "two"]
    assert [one.human for one in server.asked] == ["hello", "hello"]
    assert (server.asked[0].data, server.asked[0].kind) == ({}, "talk")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reply", [Hanging(), Dribbling(), Slow(60, Hanging())])
async def test_closing_releases_whatever_waits(kind: str, reply: Reply) -> None:
    async with ModelServer(always(reply)) as server:
        waiting = asyncio.create_task(streamed(structured(kind, server, timeout=60)))
        await server.until_asked()
        begun = time.monotonic()

    await asyncio.wait((waiting,), timeout=5)
    assert time.monotonic() - begun < 2
    waiting.exception()


async def test_many_are_answered_at_once(server: ModelServer) -> None:
    server.behave = lambda asked: Slow(0.2, Text(asked.human))
    asked, begun = client("openai", server), time.monotonic()
    said = await asyncio.gather(*(asked.ainvoke(f"number {one}") for one in range(20)))

    assert [one.text for one in said] == [f"number {one}" for one in range(20)]
    assert time.monotonic() - begun < 2
    assert server.answering == 0


async def test_what_a_behaviour_raises_is_raised_at_the_end() -> None:
    def wrong(_: AskedModel) -> Reply:
        raise LookupError("no such draft")

    async def asking() -> None:
        async with ModelServer(wrong) as server:
            with pytest.raises(Exception, match="500"):
                await client("openai", server).ainvoke("hello")

    with pytest.raises(LookupError, match="no such draft"):
        await asking()


async def test_waiting_for_a_request_has_an_end(server: ModelServer) -> None:
    with pytest.raises(TimeoutError):
        await server.until_asked(timeout=0.05)


def test_it_runs_beside_a_test_without_a_loop() -> None:
    with model_server_beside(always(Text("hello"))) as server:
        request: Any = urllib.request.Request(f"{server.url}/api/chat", b'{"model": "m"}')  # noqa: S310 - ours
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310 - ours
            assert b'"content": "hello"' in response.read()

    assert [one.path for one in server.asked] == ["/api/chat"]
