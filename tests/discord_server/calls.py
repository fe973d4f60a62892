"""A call of the REST API as its handlers see it, and how its body is read."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, MultipartReader, web

from tests.discord_server.messages import Files
from tests.discord_server.refusing import Json, Refusal
from tests.discord_server.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked: the parts of the path, the query, the body and the files."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: Files

    def __getitem__(self, part: str) -> str:
        return self.path[part]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: how it is called, what does it, and whether the bot's token is asked for."""

    method: str
    template: str
    act: Callable[[World, Call], Awaitable[Any]]
    with_token: bool = True


async def read_body(request: web.Request) -> tuple[Any, Files]:
    """Return the JSON body of a request, and the files that come along; refuses what is neither."""
    if request.content_type == "multipart/form-data":
        return await _read_parts(request)
    content = await request.read()
    if not content:
        return None, {}
    if request.content_type != "application/json":
        raise Refusal(400, 50035, f"Invalid Form Body: Content-Type {request.content_type}")
    return _parsed(content), {}


async def _read_parts(request: web.Request) -> tuple[Any, Files]:
    body: Json = {}
    files: dict[str, tuple[str, bytes]] = {}
    reader: MultipartReader = await request.multipart()
    async for part in reader:
        if not isinstance(part, BodyPartReader):
            raise Refusal(400, 50035, "Invalid Form Body: nested parts")
        name, content = part.name or "", bytes(await part.read())
        if name == "payload_json":
            body = _parsed(content)
        elif name.startswith("files[") and name.endswith("]"):
            files[name[6:-1]] = (part.filename or "file", content)
    return body, files


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from None
