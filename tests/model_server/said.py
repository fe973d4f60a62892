"""What a model says, in pieces, before a protocol puts it into its own form."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import Literal

from tests.model_server.asked import AskedModel
from tests.model_server.replies import (
    Broken,
    Calls,
    CutOff,
    Dribbling,
    Empty,
    Malformed,
    Refusing,
    Reply,
    Statements,
    Structured,
    Text,
    Truncated,
)

End = Literal["stop", "calls", "length", "refused", "lost", "error"]
BROKEN_JSON = '{"statements": [{"text" "Half of this is", sources: ["P1"}]] ,'
DRIBBLED = '{"statements": [{"text": "'


@dataclass(frozen=True, slots=True)
class Said:
    """What is said: text or calls, and how it ends."""

    text: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    """Names of tools, and their arguments as they are written."""
    end: End = "stop"
    piece: int = 24
    pause: float = 0.0
    endless: bool = False
    alive_only: bool = False
    status: int = 0
    """That of the error it ends with."""
    choices: bool = True

    def pieces(self, text: str) -> Iterator[str]:
        """Yield a text in pieces; where it is endless, single characters follow for ever."""
        cut = (text[start : start + self.piece] for start in range(0, len(text), self.piece))
        return chain(cut, repeat("." if not self.alive_only else "")) if self.endless else cut

    def shortened(self, characters: int, end: End, status: int = 0) -> "Said":
        """Return only as many characters of it, which end another way."""
        calls = tuple((name, arguments[:characters]) for name, arguments in self.calls[:1])
        return replace(self, text=self.text[:characters], calls=calls, end=end, status=status)


def said(reply: Reply, asked: AskedModel) -> Said:
    """Return what a reply says to a request."""
    match reply:
        case Truncated():
            return said(reply.then, asked).shortened(reply.after_characters, "lost")
        case Broken():
            return said(reply.then, asked).shortened(reply.after_characters, "error", reply.status)
        case CutOff():
            return said(reply.then, asked).shortened(reply.after_characters, "length")
        case Refusing():
            return Said(reply.words, end="refused")
    return _wholly_said(reply, asked)


def _wholly_said(reply: Reply, asked: AskedModel) -> Said:
    match reply:
        case Statements():
            return _structured(reply.structured(), asked)
        case Structured():
            return _structured(reply, asked)
        case Text():
            return Said(reply.text)
        case Calls():
            return Said(calls=tuple((one.name, json.dumps({**one.arguments})) for one in reply.calls), end="calls")
    return _strangely_said(reply, asked)


def _strangely_said(reply: Reply, asked: AskedModel) -> Said:
    match reply:
        case Malformed():
            return _demanded(BROKEN_JSON, asked)
        case Dribbling():
            begun = _demanded(DRIBBLED, asked)
            return replace(begun, endless=True, alive_only=reply.alive_only, pause=reply.every)
        case Empty():
            return Said(choices=reply.choices)
    raise TypeError(f"no reply that says anything: {reply!r}")


def _structured(reply: Structured, asked: AskedModel) -> Said:
    written = json.dumps({**reply.content}, ensure_ascii=False)
    return replace(_demanded(written, asked), piece=reply.piece, pause=reply.pause)


def _demanded(written: str, asked: AskedModel) -> Said:
    """Return what is written as a call where one is demanded, or the only one offered; else as text."""
    tool = asked.forced or (asked.tools[0].name if len(asked.tools) == 1 and not asked.schema else "")
    return Said(calls=((tool, written),), end="calls") if tool else Said(written)
