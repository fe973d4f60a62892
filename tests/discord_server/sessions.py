"""Sessions of the gateway: what each was told, what it may be told, and how that is packed."""

import json
import zlib
from asyncio import Queue
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.discord_server.places import DM
from tests.discord_server.refusing import Json

KEPT = 2000
GUILDS, MEMBERS, PRESENCES, MESSAGE_CONTENT = 1 << 0, 1 << 1, 1 << 8, 1 << 15
PRIVILEGED, EVERY_INTENT = MEMBERS | PRESENCES | MESSAGE_CONTENT, (1 << 26) - 1
_MESSAGES, _REACTIONS, _TYPING = 1 << 9, 1 << 10, 1 << 11
_TO_DIRECT = 3
"""How far the bit of an event in direct conversations lies from the one in guilds."""
_WANTS = {
    "MESSAGE": _MESSAGES,
    "TYPING": _TYPING,
    "GUILD_MEMBER": MEMBERS,
    "GUILD_MEMBERS_CHUNK": 0,
    "GUILD": GUILDS,
    "CHANNEL": GUILDS,
    "THREAD": GUILDS,
    "MESSAGE_REACTION": _REACTIONS,
}
Packing = Callable[[str], bytes | str]


@dataclass(eq=False, slots=True)
class Session:
    """One session: its intents, the number of the last event, the events that can be told again, and its line."""

    id: str
    intents: int
    sequence: int = 0
    events: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=KEPT))
    line: "Queue[str | int | None] | None" = None
    """What goes out to the bot: payloads, a close code, or None to cut the line."""

    def dispatch(self, event: str, data: Json) -> None:
        """Give an event its number, keep it, and send it where the bot is there."""
        self.sequence += 1
        payload = json.dumps({"op": 0, "s": self.sequence, "t": event, "d": data})
        self.events.append((self.sequence, payload))
        if self.line:
            self.line.put_nowait(payload)

    def can_go_on_after(self, sequence: int) -> bool:
        """Tell whether everything after an event is still there."""
        oldest = self.events[0][0] if self.events else self.sequence + 1
        return oldest - 1 <= sequence <= self.sequence

    def after(self, sequence: int) -> list[str]:
        """Return what was told after an event."""
        return [payload for number, payload in self.events if number > sequence]


def wanted(event: str, data: Json) -> int:
    """Return the intent an event is told for; 0 where it is told to every bot."""
    name = next((one for one in sorted(_WANTS, key=len, reverse=True) if event.startswith(one)), "")
    intent = _WANTS.get(name, 0)
    is_direct = intent in (_MESSAGES, _REACTIONS, _TYPING) and "guild_id" not in data
    return intent << _TO_DIRECT if is_direct else intent


def is_direct(data: Json) -> bool:
    """Tell whether a message stands in a direct conversation."""
    return data.get("channel_type") == DM


def packing(compress: str | None) -> Packing | None:
    """Return how payloads are packed for one connection, or None where that way is not known."""
    if compress is None:
        return lambda payload: payload
    if compress == "zlib-stream":
        return _streaming(zlib.compressobj(), zlib.Z_SYNC_FLUSH)
    return _zstd() if compress == "zstd-stream" else None


def _streaming(packer: Any, flush: int) -> Packing:
    return lambda payload: bytes(packer.compress(payload.encode()) + packer.flush(flush))


def _zstd() -> Packing | None:
    try:
        import zstandard  # noqa: PLC0415 - there only where something else brings it
    except ImportError:
        return None
    return _streaming(zstandard.ZstdCompressor().compressobj(), zstandard.COMPRESSOBJ_FLUSH_BLOCK)
