"""A chat model behind LangChain: what is asked of it, and whatever goes wrong with it as one kind of error."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any, TypeVar, cast

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.exceptions import ModelConnectionError, ModelError, ModelTimeoutError
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGeneration, LLMResult
from langchain_core.runnables import Runnable, RunnableBinding, RunnableSequence
from langsmith import tracing_context
from pydantic import SecretStr
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from bot.errors import SettingError
from bot.settings import ModelSettings
from bot.writing.port import Chosen, ProviderError
from bot.writing.prompting import Prompt
from bot.writing.spending import NotTakenError, Tokens
from bot.writing.unfinished import Unfinished

_TRIES, _FIRST_WAIT, _LONGEST_WAIT = 3, 0.2, 4.0
"""How often it is asked, and how many seconds are waited in between, twice as long each time."""
_MOST_WRITTEN = 4_000
"""Tokens of a reply, with what a model thinks before it writes."""
_CONTEXT = 16_384
"""Tokens that Ollama is to read: by itself it reads fewer, and leaves out the beginning without a word."""
_REFUSED, _BUSY, _SERVERS_FAULT = 400, (408, 409, 425, 429), 500
"""Statuses from which on nothing is answered, after which asking again may help, and from which on it may as well."""
_CACHED: Mapping[str, Mapping[str, Any]] = {"anthropic": {"cache_control": {"type": "ephemeral"}}}
"""How providers are told to keep the constant part of a prompt, where they do not do it unasked."""
_CLOSING = {"Connection": "close"}
"""A connection that is kept would be of use for some seconds only, and would have to be closed by whoever opened it."""
_OPTIONS_OF: Mapping[str, Mapping[str, Any]] = {
    "anthropic": {"default_headers": _CLOSING},
    "openai": {"default_headers": _CLOSING, "stream_usage": True, "stream_chunk_timeout": None},
}
"""What else a provider's client is told.

At another address OpenAI's counts nothing unasked; its own limit of time loses, now and then, a cancellation: of ours.
"""
_EXTRAS = ("anthropic", "ollama", "openai")
T = TypeVar("T")


class _TurnedAwayError(ProviderError, NotTakenError):
    """The provider did not take what was asked."""


class Provider:
    """Asks one chat model; may be used by many at once."""

    def __init__(self, model: BaseChatModel, name: str, method: str = "") -> None:
        self.name = name
        self._model = model
        self._kind = name.partition(":")[0]
        # Of Anthropic's newer models no tool can be forced, which is what its client would do by itself.
        method = method or ("json_schema" if self._kind == "anthropic" else "")
        self._method: Mapping[str, Any] = {"method": method} if method else {}

    async def compose(
        self, prompt: Prompt, schema: Mapping[str, Any], tokens: Tokens
    ) -> AsyncGenerator[Mapping[str, Any]]:
        """Yield what a model makes of a prompt as it grows, by a JSON schema whose last property is `done`.

        Raises ProviderError; a reply without its end is none.
        """
        asked = _asked_for(self._model.with_structured_output(dict(schema), **self._method))

        def open_stream() -> AsyncGenerator[Any]:
            stream = self._model.astream(self._messages(prompt), {"callbacks": [_Counting(tokens)]}, **asked)
            return cast(AsyncGenerator[Any], stream)

        written = Unfinished()
        reply: Mapping[str, Any] = {}
        async with aclosing(_told_plainly(open_stream)) as chunks:
            async for chunk in chunks:
                written.add(chunk.text, chunk.tool_call_chunks)
                if (said := written.said) not in ({}, reply):
                    yield (reply := said)
        if reply.get("done") is not True:
            raise ProviderError("its reply was cut off")

    async def choose(self, prompt: Prompt, tools: Sequence[Mapping[str, Any]], tokens: Tokens) -> Sequence[Chosen]:
        """Return the tools that a model would use; raises ProviderError."""
        asked = self._model.bind_tools([dict(tool) for tool in tools])
        config: Any = {"callbacks": [_Counting(tokens)]}

        async def ask() -> Any:
            return await asked.ainvoke(self._messages(prompt), config)

        said = await _again(ask)
        calls = said.tool_calls if isinstance(said, AIMessage) else []
        return [Chosen(call["name"], call["args"]) for call in calls]

    async def close(self) -> None:
        """Let go of the connections to it."""

    def _messages(self, prompt: Prompt) -> list[BaseMessage]:
        """Return a prompt as messages; the constant part is marked to be kept where a provider wants that."""
        kept = _CACHED.get(self._kind)
        system: Any = [{"type": "text", "text": prompt.system, **kept}] if kept else prompt.system
        return [SystemMessage(system), HumanMessage(prompt.human)]


def open_provider(settings: ModelSettings) -> Provider:
    """Return the chat model of the settings.

    Raises SettingError where its package or key is missing, or nothing goes by that name.
    """
    kind, _, named = settings.model.partition(":")
    try:
        from langchain.chat_models import init_chat_model  # noqa: PLC0415 - missing where no chat model is asked

        model = init_chat_model(named, model_provider=kind, **_options(kind, settings))
        _load_what_it_needs(model)
    except ImportError as error:
        package = f"'ir-advisor[{kind}]'" if kind in _EXTRAS else f"langchain langchain-{kind.replace('_', '-')}"
        says = f"IR_ADVISOR_MODEL={settings.model}: its package is missing; pip install {package}"
        raise SettingError(says) from error
    except Exception as error:  # whatever the package of a provider raises where a setting does not suit it
        what = (
            f"it cannot be used ({type(error).__name__}); is the name right, and the key set, as IR_ADVISOR_MODEL_KEY?"
        )
        says = f"IR_ADVISOR_MODEL={settings.model}: {what}"
        raise SettingError(says) from error
    if _lacks_key(model):
        raise SettingError(f"IR_ADVISOR_MODEL={settings.model}: its key is missing; set IR_ADVISOR_MODEL_KEY")
    return Provider(model, settings.model, settings.model_method)


def _load_what_it_needs(model: BaseChatModel) -> None:
    """Load a part of OpenAI's client that would be loaded by the first question, and hold up everybody for a second."""
    _ = getattr(getattr(model, "root_async_client", None), "beta", None)


def _lacks_key(model: BaseChatModel) -> bool:
    """Tell whether a client was made without a key, which some find out only when they ask."""
    return any(isinstance(value, SecretStr) and not value.get_secret_value() for _, value in model)


def _options(kind: str, settings: ModelSettings) -> dict[str, Any]:
    """Return what a provider's client is told; it tries once, since trying again is seen to here."""
    address = {"base_url": settings.model_url} if settings.model_url else {}
    if kind == "ollama":
        client = {"timeout": settings.model_seconds, "headers": _CLOSING}
        return {**address, "num_ctx": _CONTEXT, "num_predict": _MOST_WRITTEN, "client_kwargs": client}
    key = settings.model_key.get_secret_value() or ("none" if address else "")
    common = {"timeout": settings.model_seconds, "max_retries": 0, "max_tokens": _MOST_WRITTEN}
    # At another address few speak the newer of its two protocols.
    older = {"use_responses_api": False} if kind == "openai" and address else {}
    of_key = {"api_key": key} if key else {}
    return {**address, **common, **_OPTIONS_OF.get(kind, {}), **older, **of_key}


def _asked_for(structured: Runnable[Any, Any]) -> Mapping[str, Any]:
    """Return what keeps a reply in form, to be asked of the model itself.

    LangChain's own reading of a reply leaves connections open, now and then, when it is cancelled.
    """
    first = structured.first if isinstance(structured, RunnableSequence) else structured
    return first.kwargs if isinstance(first, RunnableBinding) else {}


async def _told_plainly(opening: Callable[[], AsyncGenerator[Any]]) -> AsyncGenerator[Any]:
    """Yield what a stream holds, opened again while nothing has come of it; whatever it raises is a ProviderError."""

    async def begun() -> tuple[Any, AsyncGenerator[Any]]:
        stream = opening()
        return await anext(stream, None), stream

    first, stream = await _again(begun)
    async with aclosing(stream):
        if first is not None:
            yield first
        try:
            async for item in stream:
                yield item
        except Exception as error:
            raise ProviderError(_plainly(error)) from error


async def _again(act: Callable[[], Awaitable[T]]) -> T:
    """Do something again and again where that may help."""
    waits = wait_random_exponential(multiplier=_FIRST_WAIT, max=_LONGEST_WAIT)
    trying = AsyncRetrying(
        stop=stop_after_attempt(_TRIES), wait=waits, retry=retry_if_exception(_may_pass), reraise=True
    )
    try:
        with tracing_context(enabled=False):  # whatever the environment says, nobody else is told what was asked
            return await trying(act)
    except Exception as error:
        kind = _TurnedAwayError if _turned_away(error) else ProviderError
        raise kind(_plainly(error)) from error


def _may_pass(error: BaseException) -> bool:
    """Tell whether asking again may help."""
    if isinstance(error, ModelError):
        return error.is_retryable
    status = getattr(error, "status_code", None)
    return isinstance(error, OSError) if status is None else status in _BUSY or status >= _SERVERS_FAULT


def _turned_away(error: Exception) -> bool:
    """Tell whether nothing that was asked came to be read, so that nobody will ask for money."""
    status = getattr(error, "status_code", None)
    if status is None:
        lost = isinstance(error, ModelConnectionError | OSError)
        return lost and not isinstance(error, ModelTimeoutError | TimeoutError)
    return bool(status >= _REFUSED)


def _plainly(error: Exception) -> str:
    """Return an error as what may be logged: providers quote keys and questions in theirs."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__


class _Counting(BaseCallbackHandler):
    """Counts the tokens of a call."""

    run_inline = True
    """It takes no time, and a thread for each piece of a reply would."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        """Add what a call took."""
        for generation in (one for some in response.generations for one in some):
            message = generation.message if isinstance(generation, ChatGeneration) else None
            if isinstance(message, AIMessage) and (used := message.usage_metadata):
                cached = (used.get("input_token_details") or {}).get("cache_read", 0)
                self._tokens.add(used["input_tokens"], cached, used["output_tokens"])
