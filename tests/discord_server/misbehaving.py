"""What goes wrong with the real Discord now and then, on demand: lost lines, failures, limits, delays, repetitions."""

import asyncio
import json
from dataclasses import dataclass

from tests.discord_server.gateway import Gateway
from tests.discord_server.lines import INVALID, RECONNECT


@dataclass(slots=True)
class Fault:
    """Something that goes wrong with the next requests that match."""

    times: int
    path: str | None
    method: str | None = None
    status: int = 0
    after_doing: bool = False
    retry_after: float = 0.0
    is_global: bool = False
    seconds: float = 0.0

    def happens(self, method: str, path: str) -> bool:
        """Tell whether it concerns a request, and count it if so."""
        if self.times < 1 or self.method not in (None, method) or (self.path or "") not in path:
            return False
        self.times -= 1
        return True


class Misbehaving:
    """Makes the server misbehave; `path` is a part of the paths concerned, all where it is left out."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._failures: list[Fault] = []
        self._limits: list[Fault] = []
        self._delays: list[Fault] = []

    def drop(self) -> None:
        """Cut the connection without a word; the session can be gone on with."""
        self._end(None)

    def reconnect(self) -> None:
        """Ask the bot to come back, over a new connection."""
        self._end(json.dumps({"op": RECONNECT, "d": None, "s": None, "t": None}))

    def invalidate(self, resumable: bool) -> None:
        """Call the session invalid; where it is not resumable it is forgotten."""
        sessions = self._gateway.connected
        self._end(json.dumps({"op": INVALID, "d": resumable, "s": None, "t": None}))
        if not resumable:
            for session in sessions:
                self._gateway.forget(session)

    def _end(self, last: str | None) -> None:
        for session in self._gateway.connected:
            if session.line:
                session.line.put_nowait(last)
            session.line = None

    def fail(
        self,
        status: int = 500,
        times: int = 1,
        path: str | None = None,
        method: str | None = None,
        after_doing: bool = False,
    ) -> None:
        """Answer the next requests with an error; `after_doing`: what they ask for is done all the same."""
        self._failures.append(Fault(times, path, method, status=status, after_doing=after_doing))

    def cut(
        self, times: int = 1, path: str | None = None, method: str | None = None, after_doing: bool = False
    ) -> None:
        """Cut the connection of the next requests instead of an answer."""
        self.fail(0, times, path, method, after_doing)

    def limit(self, retry_after: float = 0.5, times: int = 1, path: str | None = None, global_: bool = False) -> None:
        """Refuse the next requests as too many."""
        self._limits.append(Fault(times, path, retry_after=retry_after, is_global=global_))

    def slow(self, seconds: float, path: str | None = None, times: int = 1) -> None:
        """Let the next requests wait."""
        self._delays.append(Fault(times, path, seconds=seconds))

    def duplicate(self, times: int = 1) -> None:
        """Tell the next events twice."""
        self._gateway.copies += times

    async def delay(self, method: str, path: str) -> None:
        """Wait as long as a request has to."""
        if fault := _next(self._delays, method, path):
            await asyncio.sleep(fault.seconds)

    def limited(self, method: str, path: str) -> Fault | None:
        """Return the limit a request runs into."""
        return _next(self._limits, method, path)

    def failing(self, method: str, path: str) -> Fault | None:
        """Return the failure a request runs into."""
        return _next(self._failures, method, path)


def _next(faults: list[Fault], method: str, path: str) -> Fault | None:
    return next((fault for fault in faults if fault.happens(method, path)), None)
