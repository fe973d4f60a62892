"""How replies go over the wire: at once or in pieces, late, broken, cut off, or never."""

import asyncio
import json
import socket
import struct
from contextlib import suppress

from aiohttp import web

from tests.model_server.asked import AskedModel, Json
from tests.model_server.counting import Counting
from tests.model_server.dialect import Dialect
from tests.model_server.failing import failure
from tests.model_server.refusing import Refused
from tests.model_server.replies import Closed, Failing, Hanging, Malformed, Reply, Slow
from tests.model_server.said import Said, said

PAGE = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"
_BROKEN_FRAMES = b'data: {"id": "chatcm\n\ndata: <not json>\n\n'
_BREATH = 0.02
"""How long a lost answer waits, so that what was sent before arrives."""


class Sending:
    """Sends replies for as long as the server lives."""

    def __init__(self, counting: Counting) -> None:
        self._counting = counting
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Release whatever waits."""
        self._closing.set()

    async def send(self, request: web.Request, dialect: Dialect, asked: AskedModel, reply: Reply) -> web.StreamResponse:
        """Send a reply to a request."""
        match reply:
            case Slow():
                await self._wait(reply.seconds)
                return await self.send(request, dialect, asked, reply.then)
            case Hanging():
                await self._closing.wait()
                return lost(request)
            case Closed():
                return lost(request)
            case Failing():
                refused = failure(reply.status, dialect, asked, reply.message)
                return refusal(dialect, asked, refused, reply.retry_after)
        return await self._send_content(request, dialect, asked, reply)

    async def _send_content(
        self, request: web.Request, dialect: Dialect, asked: AskedModel, reply: Reply
    ) -> web.StreamResponse:
        if isinstance(reply, Malformed) and reply.how == "page":
            return web.Response(text=PAGE, content_type="text/html")
        if isinstance(reply, Malformed) and reply.how == "frames":
            kind = dialect.streamed_as if asked.streaming else "application/json"
            return web.Response(body=_BROKEN_FRAMES, headers={"Content-Type": kind})
        answer = said(reply, asked)
        if asked.streaming:
            return await self._stream(request, dialect, asked, answer)
        return await self._send_whole(request, dialect, asked, answer)

    async def _stream(
        self, request: web.Request, dialect: Dialect, asked: AskedModel, answer: Said
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": dialect.streamed_as, "Cache-Control": "no-cache"})
        await response.prepare(request)
        for part in dialect.parts(asked, answer, self._counting.usage(asked, answer)):
            await response.write(part)
            await self._wait(answer.pause)
            if answer.endless and self._closing.is_set():
                break
        if answer.end == "error":
            await response.write(dialect.failure(failure(answer.status, dialect, asked), asked))
        if answer.end == "lost":
            return await _break_off(request, response)
        return response

    async def _send_whole(
        self, request: web.Request, dialect: Dialect, asked: AskedModel, answer: Said
    ) -> web.StreamResponse:
        if answer.end == "error":
            return refusal(dialect, asked, failure(answer.status, dialect, asked))
        if answer.endless:
            return await self._drip(request, answer)
        body = dialect.whole(asked, answer, self._counting.usage(asked, answer))
        return await _send_half(request, body) if answer.end == "lost" else told(body)

    async def _drip(self, request: web.Request, answer: Said) -> web.StreamResponse:
        """Send blanks, which JSON may begin with, until the server closes."""
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        while not self._closing.is_set():
            await response.write(b" ")
            await self._wait(answer.pause)
        return await _break_off(request, response)

    async def _wait(self, seconds: float) -> None:
        """Wait, or until the server closes."""
        if seconds:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._closing.wait()


def told(body: Json, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Return JSON as an answer."""
    content = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(body, ensure_ascii=False).encode(), status=status, headers=content)


def refusal(dialect: Dialect, asked: AskedModel, refused: Refused, retry_after: float | None = None) -> web.Response:
    """Return an error as an answer."""
    later = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
    return told(dialect.error(refused, asked), refused.status, later)


def lost(request: web.Request) -> web.Response:
    """Reset the connection of a request."""
    transport = request.transport
    held = transport.get_extra_info("socket") if transport else None
    if transport and held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()


async def _break_off(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """Close the connection in the middle of an answer."""
    await asyncio.sleep(_BREATH)
    if request.transport:
        request.transport.close()
    return response


async def _send_half(request: web.Request, body: Json) -> web.StreamResponse:
    content = json.dumps(body, ensure_ascii=False).encode()
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(content))})
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    return await _break_off(request, response)
