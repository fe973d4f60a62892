"""One line to the bot: what is said over it, by number, the codes it is closed with, and the sending."""

import asyncio

from aiohttp import WSCloseCode, web

from tests.discord_server.sessions import Packing

HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID, HELLO, ACK = 7, 8, 9, 10, 11
UNKNOWN_OP, NO_JSON, NOT_IDENTIFIED, WRONG_TOKEN, TWICE, LATE = 4001, 4002, 4003, 4004, 4005, 4009
WRONG_VERSION, WRONG_INTENTS, FORBIDDEN_INTENTS = 4012, 4013, 4014
MOST_BYTES = 4096
Line = asyncio.Queue[str | int | None]


async def send(line: Line, socket: web.WebSocketResponse, packed: Packing, request: web.Request) -> None:
    """Send what stands in the line, in its order, until the connection ends."""
    while not socket.closed:
        one = await line.get()
        if one is None and request.transport:
            request.transport.abort()  # the line is cut, without a farewell
        if not isinstance(one, str):
            await socket.close(code=one or WSCloseCode.ABNORMAL_CLOSURE)
            return
        content = packed(one)
        try:
            await (socket.send_bytes(content) if isinstance(content, bytes) else socket.send_str(content))
        except ConnectionError:
            return
