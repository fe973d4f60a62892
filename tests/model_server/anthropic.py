"""Anthropic's messages."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.model_server.anthropic_checks import check
from tests.model_server.asked import AskedModel, Json, object_of, offered, said_by, text_of
from tests.model_server.counting import Usage
from tests.model_server.dialect import Dialect, bearer_of, event, new_id
from tests.model_server.refusing import Refused
from tests.model_server.said import Said

_STOPPED = {"stop": "end_turn", "calls": "tool_use", "length": "max_tokens", "refused": "refusal"}
_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    529: "overloaded_error",
}


class Anthropic(Dialect):
    """The protocol of `POST /v1/messages`."""

    name = "anthropic"
    path = "/v1/messages"
    alive = event({"type": "ping"}, "ping")

    def read(self, path: str, headers: Mapping[str, str], body: str) -> AskedModel:
        """Return what is asked."""
        parsed = object_of(body)
        system, tools, forced = parsed.get("system"), offered(parsed.get("tools"), "input_schema"), _forced(parsed)
        return AskedModel(
            protocol=self.name,
            path=path,
            headers=headers,
            body=body,
            parsed=parsed,
            model=str(parsed.get("model", "")),
            system=text_of(system),
            cacheable=_marked(system),
            human=(said_by(parsed.get("messages"), "user") or [""])[-1],
            tools=tools,
            forced=forced,
            schema=next((one.schema for one in tools if one.name == forced), _format(parsed)),
            streaming=parsed.get("stream") is True,
        )

    def check(self, asked: AskedModel) -> None:
        """Refuse what Anthropic refuses."""
        check(asked)

    def key_of(self, asked: AskedModel) -> str | None:
        """Return the key, from the header of its own or as a bearer's token."""
        return asked.headers.get("x-api-key") or bearer_of(asked)

    def error(self, refused: Refused, asked: AskedModel) -> Json:
        """Return an error with its kind."""
        kind = _KINDS.get(refused.status, "api_error")
        return {"type": "error", "error": {"type": kind, "message": str(refused)}, "request_id": new_id("req_")}

    def failure(self, refused: Refused, asked: AskedModel) -> bytes:
        """Return an error amid a stream."""
        return event(self.error(refused, asked), "error")

    def whole(self, asked: AskedModel, answer: Said, usage: Usage) -> Json:
        """Return a message."""
        text = [{"type": "text", "text": answer.text}] if answer.text and answer.end != "refused" else []
        calls = [_call(name, object_of(arguments)) for name, arguments in answer.calls]
        message = _message(asked, usage) | {"content": [*text, *calls]} | _stopped(answer)
        message["usage"] |= {"output_tokens": usage.completion}
        return message

    def parts(self, asked: AskedModel, answer: Said, usage: Usage) -> Iterator[bytes]:
        """Yield events from the message's start to its stop."""
        yield _event("message_start", message=_message(asked, usage))
        yield self.alive
        for index, (block, kind, pieces) in enumerate(_blocks(answer)):
            yield _event("content_block_start", index=index, content_block=block)
            for piece in pieces:
                told = _event("content_block_delta", index=index, delta=_delta(kind, piece))
                yield told if piece else self.alive
            if answer.end in ("lost", "error"):
                return
            yield _event("content_block_stop", index=index)
        yield _event("message_delta", delta=_stopped(answer), usage=_usage(usage, usage.completion))
        yield _event("message_stop")


def _event(name: str, **more: Any) -> bytes:
    return event({"type": name, **more}, name)


def _forced(parsed: Json) -> str:
    choice = parsed.get("tool_choice")
    return str(choice.get("name", "")) if isinstance(choice, dict) and choice.get("type") == "tool" else ""


def _format(parsed: Json) -> Json | None:
    config = parsed.get("output_config")
    wanted = config.get("format") if isinstance(config, dict) else None
    found = wanted.get("schema") if isinstance(wanted, dict) else None
    return found if isinstance(found, dict) else None


def _marked(system: Any) -> str:
    """Return the system text up to the last block that is marked to be kept."""
    blocks = [one for one in system if isinstance(one, dict)] if isinstance(system, list) else []
    last = max((place for place, one in enumerate(blocks) if one.get("cache_control")), default=-1)
    return text_of(blocks[: last + 1])


def _message(asked: AskedModel, usage: Usage) -> Json:
    head = {"id": new_id("msg_"), "type": "message", "role": "assistant", "model": asked.model, "content": []}
    return head | {"stop_reason": None, "stop_sequence": None, "usage": _usage(usage, 1)}


def _stopped(answer: Said) -> Json:
    reason = _STOPPED.get(answer.end, "end_turn")
    details = {"type": "refusal", "category": None, "explanation": answer.text} if reason == "refusal" else None
    return {"stop_reason": reason, "stop_sequence": None} | ({"stop_details": details} if details else {})


def _call(name: str, given: Json) -> Json:
    return {"type": "tool_use", "id": new_id("toolu_"), "name": name, "input": given}


def _blocks(answer: Said) -> Iterator[tuple[Json, str, Iterator[str]]]:
    """Yield how each block begins, what its pieces are, and them; a refusal has no blocks."""
    if answer.text and answer.end != "refused":
        yield {"type": "text", "text": ""}, "text", answer.pieces(answer.text)
    for name, arguments in answer.calls:
        yield _call(name, {}), "json", answer.pieces(arguments)


def _delta(kind: str, piece: str) -> Json:
    if kind == "text":
        return {"type": "text_delta", "text": piece}
    return {"type": "input_json_delta", "partial_json": piece}


def _usage(usage: Usage, written: int) -> Json:
    return {
        "input_tokens": max(usage.prompt - usage.read - usage.written, 1),
        "cache_creation_input_tokens": usage.written,
        "cache_read_input_tokens": usage.read,
        "output_tokens": written,
    }
