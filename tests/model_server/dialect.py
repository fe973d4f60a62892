"""What every protocol has to be able to say."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from tests.model_server.asked import AskedModel, Json
from tests.model_server.counting import Usage
from tests.model_server.refusing import Refused
from tests.model_server.said import Said

_numbers = count(1)


class Dialect(ABC):
    """A protocol: how a request is read and checked, and how an answer or an error is put."""

    name: str
    path: str
    streamed_as = "text/event-stream; charset=utf-8"
    alive: bytes = b": alive\n\n"
    """What is sent for a sign of life."""

    @abstractmethod
    def read(self, path: str, headers: Mapping[str, str], body: str) -> AskedModel:
        """Return what is asked, however strange."""

    @abstractmethod
    def check(self, asked: AskedModel) -> None:
        """Refuse what the provider would not take."""

    @abstractmethod
    def key_of(self, asked: AskedModel) -> str | None:
        """Return the key that came along; none where the protocol knows no keys."""

    @abstractmethod
    def error(self, refused: Refused, asked: AskedModel) -> Json:
        """Return an error in the provider's form."""

    @abstractmethod
    def whole(self, asked: AskedModel, answer: Said, usage: Usage) -> Json:
        """Return an answer at once."""

    @abstractmethod
    def parts(self, asked: AskedModel, answer: Said, usage: Usage) -> Iterator[bytes]:
        """Yield an answer piece by piece; one that is lost or fails ends without its last pieces."""

    @abstractmethod
    def failure(self, refused: Refused, asked: AskedModel) -> bytes:
        """Return an error as it comes amid the pieces of an answer."""


def event(data: Any, name: str = "") -> bytes:
    """Return an event of a stream of server-sent events."""
    said = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f"{f'event: {name}{chr(10)}' if name else ''}data: {said}\n\n".encode()


def new_id(prefix: str) -> str:
    """Return an id that nothing else has."""
    return f"{prefix}{next(_numbers):08x}{time.time_ns():x}"


def bearer_of(asked: AskedModel) -> str:
    """Return the token of the bearer."""
    return asked.headers.get("authorization", "").removeprefix("Bearer").strip()


def starred(key: str) -> str:
    """Return a key as providers repeat a wrong one."""
    return f"{'*' * max(len(key) - 4, 4)}{key[-4:]}"
