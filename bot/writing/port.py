"""What is needed of a chat model, and what goes wrong with one."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.writing.prompting import Prompt
from bot.writing.spending import Tokens


class ProviderError(Exception):
    """The chat model gave no usable answer; the message says why, and quotes nobody."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A tool that the model would like to be used, and with what."""

    tool: str
    arguments: Mapping[str, Any]


class ChatModel(Protocol):
    """A chat model; whatever goes wrong with it is a ProviderError."""

    name: str

    def compose(self, prompt: Prompt, schema: Mapping[str, Any], tokens: Tokens) -> AsyncIterator[Mapping[str, Any]]:
        """Yield what it makes of a prompt as it grows, by a JSON schema."""

    async def choose(self, prompt: Prompt, tools: Sequence[Mapping[str, Any]], tokens: Tokens) -> Sequence[Chosen]:
        """Return the tools it would use."""

    async def close(self) -> None:
        """Let go of the connections to it."""
