"""Each protocol, streaming and not: statements by a schema, prose, calls of tools, and what was used."""

from typing import Any

import pytest
from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.messages import AIMessageChunk, HumanMessage, SystemMessage

from tests.model_server import ModelServer
from tests.model_server.behaviours import always, word_for_word
from tests.model_server.replies import Calls, Structured, Text, ToolCall
from tests.model_server_tests.clients import KINDS, MESSAGES, METHODS, client, grows, streamed, structured
from tests.model_server_tests.samples import DRAFT, QUESTION, SCHEMA

SEARCH: dict[str, Any] = {
    "name": "search_guides",
    "description": "Search the guides.",
    "parameters": {"type": "object", "properties": {"question": {"type": "string"}}, "required": ["question"]},
}
CHOOSE = [SystemMessage("Choose."), HumanMessage('{"question": "which one"}')]
WHOLE = {"statements": DRAFT, "done": True}
CALLS = [ToolCall("search_guides", {"question": "which trees"}), ToolCall("search_guides", {"question": "which soil"})]


@pytest.mark.parametrize(("kind", "method"), METHODS)
async def test_statements_come_by_the_schema(server: ModelServer, kind: str, method: str) -> None:
    server.behave = word_for_word
    asked = structured(kind, server, method)

    coming = await streamed(asked)
    at_once = await asked.ainvoke(MESSAGES)

    assert coming[-1] == at_once == WHOLE
    assert all(map(grows, coming, coming[1:]))
    assert len(coming) > 10 or (kind, method) == ("ollama", "function_calling")
    assert [one.schema is not None or bool(one.tools) for one in server.asked] == [True, True]
    assert server.refusals == []


@pytest.mark.parametrize(("kind", "method"), [one for one in METHODS if one[1] != "json_mode" and one[0] != "ollama"])
async def test_the_schema_that_is_demanded_is_on_record(server: ModelServer, kind: str, method: str) -> None:
    await streamed(structured(kind, server, method))

    [asked] = server.asked
    assert asked.schema
    assert asked.schema["properties"].keys() == SCHEMA["properties"].keys()
    assert bool(asked.forced) == (method == "function_calling")
    assert (asked.protocol, asked.streaming) == (kind, True)
    assert (asked.data["question"], asked.system) == (QUESTION, "Be honest, in JSON.")


@pytest.mark.parametrize("kind", KINDS)
async def test_any_object_and_any_prose_come_through(server: ModelServer, kind: str) -> None:
    server.behave = always(Structured({"sections": [{"id": "ß1", "questions": ["why “so”?"]}]}, piece=3))
    assert (await streamed(structured(kind, server)))[-1] == {"sections": [{"id": "ß1", "questions": ["why “so”?"]}]}

    server.behave = always(Text("Plain words – and more."))
    assert (await client(kind, server).ainvoke("hello")).text == "Plain words – and more."
    assert "".join(one.text for one in await streamed(client(kind, server))) == "Plain words – and more."


@pytest.mark.parametrize("kind", KINDS)
async def test_calls_of_tools_come_streaming_and_at_once(server: ModelServer, kind: str) -> None:
    server.behave = always(Calls(CALLS))
    asked = client(kind, server).bind_tools([SEARCH])

    at_once = (await asked.ainvoke(CHOOSE)).tool_calls
    coming = await streamed(asked, CHOOSE)
    joined = sum(coming[1:], coming[0])

    assert isinstance(joined, AIMessageChunk)
    wanted = [(one.name, one.arguments) for one in CALLS]
    assert [(one["name"], one["args"]) for one in at_once] == wanted
    assert [(one["name"], one["args"]) for one in joined.tool_calls] == wanted
    assert [one.name for one in server.asked[0].tools] == ["search_guides"]
    assert server.asked[0].kind == "choose"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("streaming", [True, False])
async def test_what_was_used_is_counted(server: ModelServer, kind: str, streaming: bool) -> None:
    used, asked = UsageMetadataCallbackHandler(), structured(kind, server)
    await (streamed(asked, usage=used) if streaming else asked.ainvoke(MESSAGES, {"callbacks": [used]}))

    [counted] = used.usage_metadata.values()
    assert counted["input_tokens"] == -(-len(server.asked[0].body) // 4)
    assert counted["output_tokens"] > 20
    assert counted["total_tokens"] == counted["input_tokens"] + counted["output_tokens"]


async def test_openai_keeps_what_prompts_begin_with(server: ModelServer) -> None:
    counted = [await kept(server, "openai", SystemMessage(text * 1100)) for text in ("text", "text", "next")]

    assert counted == [(0, None), (1024, None), (0, None)]


async def test_anthropic_keeps_what_is_marked(server: ModelServer) -> None:
    marked = SystemMessage([{"type": "text", "text": "text" * 1100, "cache_control": {"type": "ephemeral"}}])
    counted = [await kept(server, "anthropic", system) for system in (SystemMessage("text" * 1100), marked, marked)]

    assert counted == [(0, 0), (0, 1100), (1100, 0)]
    assert [len(one.cacheable) for one in server.asked] == [0, 4400, 4400]


async def test_little_is_not_kept() -> None:
    async with ModelServer() as server:
        assert [await kept(server, "openai", SystemMessage("short")) for _ in "ab"] == [(0, None)] * 2
    async with ModelServer(kept_from=1) as server:
        assert [await kept(server, "openai", SystemMessage("short")) for _ in "ab"] == [(0, None), (2, None)]


async def kept(server: ModelServer, kind: str, system: SystemMessage) -> tuple[int | None, int | None]:
    """Return how many tokens of a request were kept from before, and how many are newly kept."""
    used = UsageMetadataCallbackHandler()
    await streamed(client(kind, server), [system, HumanMessage("hello")], used)
    [counted] = used.usage_metadata.values()
    details = counted["input_token_details"]
    return details.get("cache_read"), details.get("cache_creation")
