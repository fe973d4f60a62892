"""The gateway: greets the bot, checks who it is, tells it what happens, and lets it go on where it left off."""

import asyncio
import json
from collections.abc import Callable
from secrets import token_hex
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.discord_server.lines import (
    ACK,
    FORBIDDEN_INTENTS,
    HEARTBEAT,
    HELLO,
    IDENTIFY,
    INVALID,
    LATE,
    MOST_BYTES,
    NO_JSON,
    NOT_IDENTIFIED,
    PRESENCE,
    REQUEST_MEMBERS,
    RESUME,
    TWICE,
    UNKNOWN_OP,
    VOICE,
    WRONG_INTENTS,
    WRONG_TOKEN,
    WRONG_VERSION,
    Line,
    send,
)
from tests.discord_server.messages import readable
from tests.discord_server.places import Guild
from tests.discord_server.refusing import Json
from tests.discord_server.sessions import (
    EVERY_INTENT,
    GUILDS,
    MESSAGE_CONTENT,
    PRIVILEGED,
    Session,
    is_direct,
    packing,
    wanted,
)
from tests.discord_server.world import World


class Gateway:
    """Every session there is, and the connections they are told over."""

    def __init__(self, may_ask_for: int, heartbeat: float) -> None:
        self._forbidden, self._heartbeat = PRIVILEGED & ~may_ask_for, heartbeat
        self.world: World
        self.token = ""
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.intents = 0
        self.copies = 0
        """How many of the next events are told twice."""

    def dispatch(self, event: str, data: Json) -> None:
        """Tell every session of an event, as far as it asked for such."""
        intent = wanted(event, data)
        times = 2 if self.copies else 1
        self.copies = max(self.copies - 1, 0)
        for session in self.sessions.values():
            if not intent or session.intents & intent:
                for _ in range(times):
                    session.dispatch(event, self._readable(event, data, session))

    def _readable(self, event: str, data: Json, session: Session) -> Json:
        if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
            return data
        return readable(data, self.world.bot, is_direct(data), bool(session.intents & MESSAGE_CONTENT))

    @property
    def connected(self) -> list[Session]:
        """Return the sessions whose bot is there."""
        return [one for one in self.sessions.values() if one.line]

    def forget(self, session: Session) -> None:
        """Let a session be gone."""
        self.sessions.pop(session.id, None)

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one connection, from the greeting to its end."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=1 << 20)
        await socket.prepare(request)
        packed = packing(request.query.get("compress"))
        if (request.query.get("v"), request.query.get("encoding", "json")) != ("10", "json") or packed is None:
            await socket.close(code=WRONG_VERSION)
            return socket
        line: Line = asyncio.Queue()
        sending = asyncio.create_task(send(line, socket, packed, request))
        try:
            await _Connection(self, line).hear(socket, self._heartbeat)
        finally:
            line.put_nowait(int(WSCloseCode.OK))
            await asyncio.wait((sending,), timeout=1)
            sending.cancel()
        return socket

    def greet(self, line: Line, data: Json) -> Session | int:
        """Begin a session, or return the code that closes the connection."""
        if data.get("token") != self.token:
            return WRONG_TOKEN
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~EVERY_INTENT:
            return WRONG_INTENTS
        if intents & self._forbidden:
            return FORBIDDEN_INTENTS
        self.sessions = {id_: one for id_, one in self.sessions.items() if one.line}
        session = Session(token_hex(16), intents, line=line)
        self.sessions[session.id] = session
        self.intents = intents
        self._open(session)
        self.identified += 1
        self.world.changed()
        return session

    def _open(self, session: Session) -> None:
        guilds = list(self.world.guilds.values())
        session.dispatch("READY", self._ready(session, guilds))
        if session.intents & GUILDS:
            for guild in guilds:
                session.dispatch("GUILD_CREATE", guild.opened(self.world.bot))

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        return {
            "v": 10,
            "user": self.world.bot.described() | {"verified": True, "mfa_enabled": False, "flags": 0},
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.world.origin.replace("http", "ws", 1) + "/gateway",
            "application": {"id": self.world.bot.id, "flags": 0},
            "session_type": "normal",
            "private_channels": [],
            "relationships": [],
            "_trace": [],
        }

    def resume(self, line: Line, data: Json) -> Session | int | None:
        """Go on with a session; None where it is gone."""
        if data.get("token") != self.token:
            return WRONG_TOKEN
        session, sequence = self.sessions.get(str(data.get("session_id"))), data.get("seq")
        if session is None or not isinstance(sequence, int) or not session.can_go_on_after(sequence):
            return None
        if session.line:
            session.line.put_nowait(None)
        for payload in session.after(sequence):
            line.put_nowait(payload)
        session.line = line
        session.dispatch("RESUMED", {"_trace": []})
        self.resumed += 1
        self.world.changed()
        return session


class _Connection:
    """What the bot says over one connection."""

    def __init__(self, gateway: Gateway, line: Line) -> None:
        self._gateway, self._line = gateway, line
        self._session: Session | None = None
        self._acts: dict[int, Callable[[Any], None]] = {
            HEARTBEAT: self._beat,
            IDENTIFY: self._identify,
            RESUME: self._resume,
            PRESENCE: self._known,
            VOICE: self._known,
            REQUEST_MEMBERS: self._members,
        }

    async def hear(self, socket: web.WebSocketResponse, heartbeat: float) -> None:
        """Hear the bot until it goes or falls silent."""
        self._say(HELLO, {"heartbeat_interval": int(heartbeat * 1000), "_trace": []})
        while not socket.closed:
            try:
                message = await socket.receive(timeout=heartbeat * 1.5)
            except TimeoutError:
                self._line.put_nowait(LATE)
                break
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                break
            self._take(message.data)
        self._leave(socket)

    def _take(self, content: str | bytes) -> None:
        try:
            payload = json.loads(content)
            act = self._acts.get(payload["op"])
        except (ValueError, KeyError, TypeError):
            self._line.put_nowait(NO_JSON)
            return
        if len(content) > MOST_BYTES or act is None:
            self._line.put_nowait(UNKNOWN_OP if act is None else NO_JSON)
        else:
            act(payload.get("d"))

    def _leave(self, socket: web.WebSocketResponse) -> None:
        session = self._session
        if session and session.line is self._line:
            session.line = None
            if socket.close_code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY):
                self._gateway.forget(session)

    def _say(self, op: int, data: Any) -> None:
        self._line.put_nowait(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def _beat(self, _: Any) -> None:
        self._say(ACK, None)

    def _identify(self, data: Any) -> None:
        self._begin(TWICE if self._session else self._gateway.greet(self._line, data))

    def _resume(self, data: Any) -> None:
        self._begin(TWICE if self._session else self._gateway.resume(self._line, data))

    def _begin(self, begun: Session | int | None) -> None:
        if begun is None:
            self._say(INVALID, False)
        elif isinstance(begun, int):
            self._line.put_nowait(begun)
        else:
            self._session = begun

    def _known(self, _: Any) -> None:
        if self._session is None:
            self._line.put_nowait(NOT_IDENTIFIED)

    def _members(self, data: Any) -> None:
        guild = self._gateway.world.guilds.get(str(data.get("guild_id")))
        if self._session is None or guild is None:
            self._known(data)
            return
        asked = data.get("user_ids") or []
        ids = {str(one) for one in (asked if isinstance(asked, list) else [asked])}
        people = [person for person, _ in guild.members.values() if person.id in ids]
        members = [guild.member(person) | {"user": person.described()} for person in people]
        told = {"guild_id": guild.id, "members": members, "chunk_index": 0, "chunk_count": 1}
        self._session.dispatch("GUILD_MEMBERS_CHUNK", told | {"nonce": data.get("nonce")})
