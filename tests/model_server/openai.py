"""OpenAI's chat completions, as many other providers speak them too."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from tests.model_server.asked import AskedModel, Json, functions_offered, object_of, said_by
from tests.model_server.counting import STEP, Usage
from tests.model_server.dialect import Dialect, bearer_of, event, new_id
from tests.model_server.openai_checks import check
from tests.model_server.refusing import Refused
from tests.model_server.said import Said

_FINISHED = {"stop": "stop", "calls": "tool_calls", "length": "length", "refused": "stop"}
_KINDS = {401: "invalid_request_error", 429: "requests", 500: "server_error", 503: "server_error"}
_CODES = {401: "invalid_api_key", 404: "model_not_found", 429: "rate_limit_exceeded"}


class OpenAI(Dialect):
    """The protocol of `POST /v1/chat/completions`."""

    name = "openai"
    path = "/v1/chat/completions"

    def read(self, path: str, headers: Mapping[str, str], body: str) -> AskedModel:
        """Return what is asked."""
        parsed = object_of(body)
        messages = parsed.get("messages")
        system = "\n\n".join(said_by(messages, "system", "developer"))
        tools, forced = functions_offered(parsed.get("tools")), _forced(parsed)
        return AskedModel(
            protocol=self.name,
            path=path,
            headers=headers,
            body=body,
            parsed=parsed,
            model=str(parsed.get("model", "")),
            system=system,
            cacheable=system,
            human=(said_by(messages, "user") or [""])[-1],
            tools=tools,
            forced=forced,
            schema=next((one.schema for one in tools if one.name == forced), _format(parsed)),
            streaming=parsed.get("stream") is True,
        )

    def check(self, asked: AskedModel) -> None:
        """Refuse what OpenAI refuses."""
        check(asked)

    def key_of(self, asked: AskedModel) -> str | None:
        """Return the bearer's token."""
        return bearer_of(asked)

    def error(self, refused: Refused, asked: AskedModel) -> Json:
        """Return an error with its kind and code."""
        kind = _KINDS.get(refused.status, "invalid_request_error")
        code = refused.code or _CODES.get(refused.status)
        return {"error": {"message": str(refused), "type": kind, "param": refused.param, "code": code}}

    def failure(self, refused: Refused, asked: AskedModel) -> bytes:
        """Return an error amid a stream."""
        return event(self.error(refused, asked))

    def whole(self, asked: AskedModel, answer: Said, usage: Usage) -> Json:
        """Return a completion."""
        calls = [_call(name, arguments) for name, arguments in answer.calls]
        refused = answer.end == "refused"
        message: Json = {"role": "assistant", "content": None if refused or calls else answer.text}
        message |= {"refusal": answer.text if refused else None, "annotations": []}
        message |= {"tool_calls": calls} if calls else {}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": _finished(asked, answer)}
        head = _head(asked, "chat.completion")
        return head | {"choices": [choice] if answer.choices else [], "usage": _usage(usage)}

    def parts(self, asked: AskedModel, answer: Said, usage: Usage) -> Iterator[bytes]:
        """Yield chunks, the usage where it is asked for, and the mark of the end."""
        head = _head(asked, "chat.completion.chunk")
        told = (asked.parsed.get("stream_options") or {}).get("include_usage")
        head |= {"usage": None} if told else {}
        for delta in _deltas(answer) if answer.choices else ():
            yield event(head | {"choices": [_choice(delta, None)]}) if delta is not None else self.alive
        if answer.end in ("lost", "error"):
            return
        if answer.choices:
            yield event(head | {"choices": [_choice({}, _finished(asked, answer))]})
        if told:
            yield event(head | {"choices": [], "usage": _usage(usage)})
        yield event("[DONE]")


def _forced(parsed: Json) -> str:
    choice = parsed.get("tool_choice")
    function = choice.get("function") if isinstance(choice, dict) else None
    return str(function.get("name", "")) if isinstance(function, dict) else ""


def _format(parsed: Json) -> Json | None:
    wanted = parsed.get("response_format")
    described = wanted.get("json_schema") if isinstance(wanted, dict) else None
    if isinstance(described, dict):
        return described.get("schema") or {"type": "object"}
    return {"type": "object"} if isinstance(wanted, dict) and wanted.get("type") == "json_object" else None


def _head(asked: AskedModel, kind: str) -> Json:
    head: Json = {"id": new_id("chatcmpl-"), "object": kind, "created": int(time.time()), "model": asked.model}
    return head | {"service_tier": "default", "system_fingerprint": "fp_miniature"}


def _call(name: str, arguments: str) -> Json:
    return {"id": new_id("call_"), "type": "function", "function": {"name": name, "arguments": arguments}}


def _choice(delta: Json, finished: str | None) -> Json:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finished}


def _deltas(answer: Said) -> Iterator[Json | None]:
    """Yield what comes bit by bit; nothing for a sign of life."""
    refused = answer.end == "refused"
    yield {"role": "assistant", "content": None if answer.calls or refused else "", "refusal": None}
    for piece in answer.pieces(answer.text):
        yield {"refusal" if refused else "content": piece} if piece else None
    for index, (name, arguments) in enumerate(answer.calls):
        yield {"tool_calls": [{"index": index, **_call(name, "")}]}
        for piece in answer.pieces(arguments):
            yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]} if piece else None


def _finished(asked: AskedModel, answer: Said) -> str:
    """Return how it ended; the call of a tool that had to be called is no reason of its own."""
    return "stop" if answer.end == "calls" and asked.forced else _FINISHED.get(answer.end, "stop")


def _usage(usage: Usage) -> dict[str, Any]:
    kept = usage.read // STEP * STEP if usage.read > STEP else usage.read
    return {
        "prompt_tokens": usage.prompt,
        "completion_tokens": usage.completion,
        "total_tokens": usage.total,
        "prompt_tokens_details": {"cached_tokens": kept, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }
