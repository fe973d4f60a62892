"""What providers would refuse is refused, in their words."""

import json
from typing import Any

import aiohttp
import pytest

from tests.model_server import ModelServer
from tests.model_server_tests.clients import MESSAGES, client, streamed

OPENAI, ANTHROPIC, OLLAMA = "/v1/chat/completions", "/v1/messages", "/api/chat"
HELLO = [{"role": "user", "content": "hello"}]
TOOL = {"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {}}}}
LOOK = {"name": "look", "input_schema": {"type": "object"}}
MARKED = {"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}}
CALLED = {"type": "function", "function": {"name": "jump"}}


def formatted(**more: Any) -> dict[str, Any]:
    """Return what demands a format of OpenAI."""
    return {"response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, **more}}}


def configured(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what demands a format of Anthropic."""
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


NOTHING: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
NUMBERED = {**NOTHING, "properties": {"n": {"type": "integer", "minimum": 1}}}
REFUSED_BY_OPENAI = [
    ({"messages": None}, "Invalid type for 'messages': expected an array"),
    ({"messages": []}, "Invalid 'messages': empty array"),
    ({"temper": 1}, "Unrecognized request argument supplied: temper"),
    ({"temperature": 3}, "Invalid value for 'temperature'"),
    ({"messages": [{"role": "narrator", "content": "x"}]}, r"Invalid value for 'messages\[0\].role'"),
    ({"messages": [{"role": "user"}]}, r"Missing required parameter: 'messages\[0\].content'"),
    ({"messages": [{"role": "tool", "content": "x", "tool_call_id": "a"}]}, "preceding message with 'tool_calls'"),
    ({"stream_options": {"include_usage": True}}, "only allowed when 'stream' is enabled"),
    ({"tool_choice": "auto"}, "only allowed when 'tools' are specified"),
    ({"tools": [TOOL], "tool_choice": CALLED}, "no function named 'jump'"),
    ({"tools": [{**TOOL, "function": {"name": "look here"}}]}, r"Invalid value for 'tools\[0\].function.name'"),
    ({"response_format": {"type": "json_object"}}, "must contain the word 'json'"),
    (formatted(schema={"type": "object", "properties": {}}), "'additionalProperties' is required to be supplied"),
    (formatted(schema={**NOTHING, "properties": {"a": {"type": "string"}}}), "including every key in properties"),
    (formatted(name="an answer"), "Invalid value for 'response_format.json_schema.name'"),
    ({"max_tokens": 5, "max_completion_tokens": 5}, "at the same time is not supported"),
    ({"model": "gpt-5-mini", "max_tokens": 5}, "Use 'max_completion_tokens' instead"),
    ({"model": "o3", "temperature": 0}, r"Only the default \(1\) is supported"),
]
REFUSED_BY_ANTHROPIC = [
    ({"max_tokens": None}, "max_tokens: Input should be a valid integer"),
    ({"messages": [{"role": "user"}]}, "messages.0.content: Field required"),
    ({"response_format": {}}, "response_format: Extra inputs are not permitted"),
    ({"temperature": 1.5}, "temperature: "),
    ({"system": [{"type": "text", "text": ""}]}, "system.0: text content blocks must be non-empty"),
    ({"system": [MARKED] * 5}, "A maximum of 4 blocks with cache_control may be provided. Found 5"),
    ({"tool_choice": {"type": "auto"}}, "tool_choice may only be specified while providing tools"),
    ({"tools": [LOOK], "tool_choice": {"type": "tool", "name": "jump"}}, "Tool 'jump' not found"),
    ({"tools": [LOOK, LOOK]}, "Tool names must be unique"),
    (configured({"type": "object"}), "'additionalProperties' must be explicitly set to false"),
    (configured(NUMBERED), "For 'integer' type, property 'minimum' is not supported"),
    (
        {"tools": [LOOK], "tool_choice": {"type": "tool", "name": "look"}, "thinking": {"type": "enabled"}},
        "Thinking may not be enabled",
    ),
    (
        {"messages": [{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "a"}]}]},
        "unexpected `tool_use_id` found",
    ),
]


async def posted(server: ModelServer, path: str, body: Any, **headers: str) -> tuple[int, Any]:
    """Return the status and what is answered."""
    given = {"Authorization": "Bearer k", "anthropic-version": "2023-06-01", **headers}
    async with aiohttp.ClientSession(headers=given) as session:
        sent = body if isinstance(body, str) else json.dumps(body)
        async with session.post(server.url + path, data=sent) as response:
            return response.status, await response.json()


@pytest.mark.parametrize(("more", "says"), REFUSED_BY_OPENAI)
async def test_openai_refuses(server: ModelServer, more: dict[str, Any], says: str) -> None:
    status, told = await posted(server, OPENAI, {"model": "gpt-4.1-mini", "messages": HELLO, **more})

    assert (status, told["error"]["type"]) == (400, "invalid_request_error")
    with pytest.raises(ValueError, match=says):
        raise ValueError(told["error"]["message"])
    assert [(one.status, one.reason) for one in server.refusals] == [(400, told["error"]["message"])]


@pytest.mark.parametrize(("more", "says"), REFUSED_BY_ANTHROPIC)
async def test_anthropic_refuses(server: ModelServer, more: dict[str, Any], says: str) -> None:
    status, told = await posted(server, ANTHROPIC, {"model": "claude", "max_tokens": 5, "messages": HELLO, **more})

    assert (status, told["type"], told["error"]["type"]) == (400, "error", "invalid_request_error")
    assert says in told["error"]["message"]


@pytest.mark.parametrize(
    ("body", "says"),
    [({"messages": HELLO}, "model is required"), ({"model": "m", "messages": "hello"}, "cannot unmarshal messages")],
)
async def test_ollama_refuses(server: ModelServer, body: dict[str, Any], says: str) -> None:
    status, told = await posted(server, OLLAMA, body)

    assert status == 400
    assert says in told["error"]


@pytest.mark.parametrize("path", [OPENAI, ANTHROPIC, OLLAMA])
@pytest.mark.parametrize("body", ["{", "[]", "\xff", '"text"'])
async def test_what_is_no_object_is_refused_and_on_record(server: ModelServer, path: str, body: str) -> None:
    status, _ = await posted(server, path, body)

    assert status == 400
    assert [(one.path, one.body, one.parsed) for one in server.asked] == [(path, body, {})]


async def test_a_key_is_needed(server: ModelServer) -> None:
    async with aiohttp.ClientSession(headers={"anthropic-version": "2023-06-01"}) as session:
        for path in (OPENAI, ANTHROPIC):
            async with session.post(server.url + path, json={"model": "m"}) as response:
                assert response.status == 401
        async with session.post(server.url + OLLAMA, json={"model": "m"}) as response:
            assert response.status == 200

    assert [one.status for one in server.refusals] == [401, 401]


async def test_the_right_key_is_needed() -> None:
    async with ModelServer(key="right") as server:
        body = {"model": "m", "messages": HELLO, "max_tokens": 5}
        assert (await posted(server, ANTHROPIC, body, **{"x-api-key": "right"}))[0] == 200
        status, told = await posted(server, OPENAI, {"model": "m", "messages": HELLO}, Authorization="Bearer of-mine")

    assert (status, told["error"]["code"]) == (401, "invalid_api_key")
    assert "Incorrect API key provided: ****mine" in told["error"]["message"]


async def test_a_version_is_needed_by_anthropic(server: ModelServer) -> None:
    status, told = await posted(server, ANTHROPIC, {"model": "m"}, **{"anthropic-version": ""})

    assert (status, told["error"]["message"]) == (400, "anthropic-version: header is required")


async def test_other_paths_are_not_there(server: ModelServer) -> None:
    status, told = await posted(server, "/v1/responses", {})

    assert (status, told["error"]["message"]) == (404, "Invalid URL (POST /v1/responses)")
    assert [one.path for one in server.refusals] == ["/v1/responses"]


async def test_the_clients_adapt_to_models_that_think(server: ModelServer) -> None:
    asked = client("openai", server, model="openai:gpt-5-mini", temperature=0)
    await streamed(asked)

    assert server.refusals == []
    assert {"temperature", "max_tokens"}.isdisjoint(server.asked[0].parsed)
    assert server.asked[0].parsed["max_completion_tokens"] == 500
    assert MESSAGES[1].content == server.asked[0].human
