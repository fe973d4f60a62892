"""What a model can reply, and every way in which a reply can go wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Statement = dict[str, Any]


class Reply:
    """Whatever a model does when it is asked."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Structured(Reply):
    """A JSON object, as the schema's arguments or as text; streamed in pieces of some characters, with a pause each."""

    content: Mapping[str, Any]
    piece: int = 24
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Statements(Reply):
    """Statements as they are asked for when an answer is worded."""

    statements: Sequence[Statement]
    done: bool = True
    piece: int = 24
    pause: float = 0.0

    def structured(self) -> Structured:
        """Return the object they are sent as."""
        content: dict[str, Any] = {"statements": [*self.statements]}
        return Structured(content | ({"done": True} if self.done else {}), self.piece, self.pause)


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One call of a tool."""

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calls(Reply):
    """Calls of tools."""

    calls: Sequence[ToolCall]


@dataclass(frozen=True, slots=True)
class Text(Reply):
    """Plain prose, whatever was demanded."""

    text: str


@dataclass(frozen=True, slots=True)
class Failing(Reply):
    """An error in the provider's words; `message` replaces them."""

    status: int
    retry_after: float | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Slow(Reply):
    """A reply that begins late."""

    seconds: float
    then: Reply


@dataclass(frozen=True, slots=True)
class Hanging(Reply):
    """No answer for as long as the server lives."""


@dataclass(frozen=True, slots=True)
class Dribbling(Reply):
    """A little progress now and then, for ever: a character of text, or signs of life alone."""

    every: float = 0.02
    alive_only: bool = False


@dataclass(frozen=True, slots=True)
class Truncated(Reply):
    """A reply whose connection is lost after some characters."""

    then: Reply
    after_characters: int


@dataclass(frozen=True, slots=True)
class Broken(Reply):
    """A reply that turns into the provider's error after some characters; where nothing streams, at once."""

    then: Reply
    after_characters: int
    status: int = 503


@dataclass(frozen=True, slots=True)
class CutOff(Reply):
    """A reply that used up its tokens after some characters."""

    then: Reply
    after_characters: int


@dataclass(frozen=True, slots=True)
class Malformed(Reply):
    """Something else than the protocol, with status 200: broken JSON as content, broken frames, or a web page."""

    how: Literal["content", "frames", "page"] = "content"


@dataclass(frozen=True, slots=True)
class Empty(Reply):
    """An answer in which nothing is said; without `choices`, not even an empty one."""

    choices: bool = True


@dataclass(frozen=True, slots=True)
class Refusing(Reply):
    """A refusal in the provider's own form."""

    words: str = "I'm sorry, but I can't help with that."


@dataclass(frozen=True, slots=True)
class Closed(Reply):
    """A connection that is reset before an answer."""


def statement(text: str, *sources: str) -> Statement:
    """Return a statement as a model writes it."""
    return {"text": text, "sources": [*sources]}
