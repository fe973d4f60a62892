"""The real clients, pointed at the server, and what is asked with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.callbacks import UsageMetadataCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.runnables import Runnable

from tests.model_server import ModelServer
from tests.model_server_tests.samples import SCHEMA, composing

KINDS = ("openai", "anthropic", "ollama")
METHODS = (
    ("openai", "json_schema"),
    ("openai", "function_calling"),
    ("openai", "json_mode"),
    ("anthropic", "function_calling"),
    ("anthropic", "json_schema"),
    ("ollama", "json_schema"),
    ("ollama", "function_calling"),
    ("ollama", "json_mode"),
)
_ASKED = composing()
MESSAGES = [SystemMessage(_ASKED.system), HumanMessage(_ASKED.human)]
KEY = "sk-of-the-tests"
_CLOSING = {"Connection": "close"}
"""A connection that is kept outlives the loop of the test."""


def client(kind: str, server: ModelServer, timeout: float = 30.0, **more: Any) -> BaseChatModel:
    """Return a client that tries once."""
    named, told = _told(kind, server, timeout)
    made = init_chat_model(**{"model": named, **told, **more})
    assert isinstance(made, BaseChatModel)
    return made


def _told(kind: str, server: ModelServer, seconds: float) -> tuple[str, dict[str, Any]]:
    """Return the model, and what its client is told."""
    common = {"api_key": KEY, "max_retries": 0, "timeout": seconds, "max_tokens": 500, "default_headers": _CLOSING}
    if kind == "openai":
        own = {"base_url": f"{server.url}/v1", "stream_usage": True, "stream_chunk_timeout": None}
        return "openai:gpt-4.1-mini", common | own
    if kind == "anthropic":
        return "anthropic:claude-haiku-4-5", common | {"base_url": server.url}
    told = {"client_kwargs": {"timeout": seconds}, "async_client_kwargs": {"headers": _CLOSING}}
    return "ollama:llama3.2", {"base_url": server.url, **told}


def structured(kind: str, server: ModelServer, method: str = "json_schema", **more: Any) -> Runnable[Any, Any]:
    """Return a client that answers by the schema."""
    return client(kind, server, **more).with_structured_output(SCHEMA, method=method)


async def streamed(
    asked: Runnable[Any, Any],
    messages: Sequence[Any] = MESSAGES,
    usage: UsageMetadataCallbackHandler | None = None,
    into: list[Any] | None = None,
) -> list[Any]:
    """Return all that comes of a request, in the order in which it comes; `into` has it even where that fails."""
    config: Any = {"callbacks": [usage] if usage else []}
    come: list[Any] = [] if into is None else into
    async for one in asked.astream(messages, config):
        come.append(one)
    return come


def grows(earlier: Any, later: Any) -> bool:
    """Tell whether all that stands in one part of a reply stands in a later part too."""
    if isinstance(earlier, Mapping) and isinstance(later, Mapping):
        return all(name in later and grows(value, later[name]) for name, value in earlier.items())
    if isinstance(earlier, list) and isinstance(later, list):
        return len(earlier) <= len(later) and all(map(grows, earlier, later))
    return later.startswith(earlier) if isinstance(earlier, str) else bool(earlier == later)
