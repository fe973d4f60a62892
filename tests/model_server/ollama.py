"""Ollama's chat: lines of JSON, and no key."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from tests.model_server.asked import AskedModel, Json, functions_offered, object_of, said_by
from tests.model_server.counting import Usage
from tests.model_server.dialect import Dialect
from tests.model_server.refusing import Fault, Refused, fault_in, missing_of, must_be_object
from tests.model_server.said import Said


class Ollama(Dialect):
    """The protocol of `POST /api/chat`."""

    name = "ollama"
    path = "/api/chat"
    streamed_as = "application/x-ndjson"
    alive = b""

    def read(self, path: str, headers: Mapping[str, str], body: str) -> AskedModel:
        """Return what is asked; it streams unless told otherwise."""
        parsed = object_of(body)
        messages = parsed.get("messages")
        return AskedModel(
            protocol=self.name,
            path=path,
            headers=headers,
            body=body,
            parsed=parsed,
            model=str(parsed.get("model", "")),
            system="\n\n".join(said_by(messages, "system")),
            human=(said_by(messages, "user") or [""])[-1],
            tools=functions_offered(parsed.get("tools")),
            schema=_format(parsed),
            streaming=parsed.get("stream") is not False,
        )

    def check(self, asked: AskedModel) -> None:
        """Refuse what Ollama refuses."""
        must_be_object(asked, "invalid character 'x' looking for beginning of value")
        if fault := fault_in("ollama", asked.parsed):
            raise Refused(400, _worded(fault))

    def key_of(self, asked: AskedModel) -> str | None:
        """Return that there are no keys."""
        return None

    def error(self, refused: Refused, asked: AskedModel) -> Json:
        """Return an error, which is words alone."""
        return {"error": str(refused)}

    def failure(self, refused: Refused, asked: AskedModel) -> bytes:
        """Return an error amid the lines."""
        return _line(self.error(refused, asked))

    def whole(self, asked: AskedModel, answer: Said, usage: Usage) -> Json:
        """Return a message at once."""
        message: Json = {"role": "assistant", "content": answer.text}
        message |= {"tool_calls": _calls(answer)} if answer.calls else {}
        return _head(asked) | {"message": message} | _end(answer, usage)

    def parts(self, asked: AskedModel, answer: Said, usage: Usage) -> Iterator[bytes]:
        """Yield lines; calls come whole."""
        for piece in answer.pieces(answer.text):
            yield _line(_head(asked) | {"message": {"role": "assistant", "content": piece}, "done": False})
        if answer.end in ("lost", "error"):
            return
        if answer.calls:
            message = {"role": "assistant", "content": "", "tool_calls": _calls(answer)}
            yield _line(_head(asked) | {"message": message, "done": False})
        last = _head(asked) | {"message": {"role": "assistant", "content": ""}} | _end(answer, usage)
        yield _line(last)


def _line(data: Json) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode() + b"\n"


def _worded(fault: Fault) -> str:
    if fault.validator == "required":
        return f"{missing_of(fault)} is required"
    return f"json: cannot unmarshal {'.'.join(str(step) for step in fault.absolute_path)}: {fault.message}"


def _format(parsed: Json) -> Json | None:
    wanted = parsed.get("format")
    return wanted if isinstance(wanted, dict) else {"type": "object"} if wanted == "json" else None


def _calls(answer: Said) -> list[Json]:
    return [{"function": {"name": name, "arguments": object_of(arguments)}} for name, arguments in answer.calls]


def _head(asked: AskedModel) -> Json:
    return {"model": asked.model, "created_at": datetime.now(UTC).isoformat().replace("+00:00", "Z")}


def _end(answer: Said, usage: Usage) -> Json:
    counted = {"prompt_eval_count": usage.prompt, "eval_count": usage.completion}
    times = {"total_duration": 5_000_000, "load_duration": 1_000_000, "prompt_eval_duration": 1, "eval_duration": 1}
    return {"done": True, "done_reason": "length" if answer.end == "length" else "stop", **times, **counted}
