"""A server on this machine that speaks the protocols of chat providers, for the real clients over a real socket."""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import NamedTuple, Self

from aiohttp import web

from tests.model_server.anthropic import Anthropic
from tests.model_server.asked import AskedModel
from tests.model_server.behaviours import faithful
from tests.model_server.counting import Counting
from tests.model_server.dialect import Dialect
from tests.model_server.failing import check_key
from tests.model_server.ollama import Ollama
from tests.model_server.openai import OpenAI
from tests.model_server.refusing import Refused
from tests.model_server.replies import Reply
from tests.model_server.sending import Sending, refusal

DIALECTS: tuple[Dialect, ...] = (OpenAI(), Anthropic(), Ollama())
MOST_BYTES = 64 * 1024 * 1024
Behaviour = Callable[[AskedModel], Reply]


class Refusal(NamedTuple):
    """A request that was refused, and why."""

    path: str
    status: int
    reason: str


class ModelServer:
    """The server; used with `async with`. What it does is `behave`, which can be exchanged at any time."""

    def __init__(self, behave: Behaviour = faithful, *, key: str | None = None, kept_from: int = 1024) -> None:
        """Set it up: how it behaves, the only key it takes (any, where none is told), and the tokens it keeps from."""
        self.behave = behave
        self.key = key
        self.asked: list[AskedModel] = []
        """Every request that came, refused ones too."""
        self.refusals: list[Refusal] = []
        """Requests that no provider would take; failures on demand are not among them."""
        self.answering = 0
        """How many requests are being answered now."""
        self.url = ""
        self._sending = Sending(Counting(kept_from))
        self._broken: list[Exception] = []
        self._changed = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MOST_BYTES)
        for dialect in DIALECTS:
            app.router.add_post(dialect.path, self._handler(dialect))
        app.router.add_route("*", "/{rest:.*}", self._nothing)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Release what hangs and close; raises what a behaviour raised."""
        self._sending.close()
        if self._runner:
            await self._runner.cleanup()
        if self._broken and error is None:
            raise self._broken[0]

    @property
    def bodies(self) -> str:
        """Return everything that was sent here, headers too."""
        return "\n".join(f"{one.path}\n{dict(one.headers)}\n{one.body}" for one in self.asked)

    async def until_asked(self, times: int = 1, timeout: float = 30.0) -> AskedModel:  # noqa: ASYNC109 - a test's patience
        """Wait until so many requests came, and return the last of them."""
        await self._until(lambda: len(self.asked) >= times, timeout)
        return self.asked[times - 1]

    async def until_idle(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - a test's patience
        """Wait until nothing is being answered."""
        await self._until(lambda: not self.answering, timeout)

    async def _until(self, so: Callable[[], bool], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not so():
                self._changed.clear()
                await self._changed.wait()

    def _handler(self, dialect: Dialect) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            headers = {name.lower(): value for name, value in request.headers.items()}
            asked = dialect.read(request.path, headers, (await request.read()).decode("utf-8", "replace"))
            self.asked.append(asked)
            self._count(1)
            try:
                return await self._answer(request, dialect, asked)
            finally:
                self._count(-1)

        return handle

    def _count(self, more: int) -> None:
        self.answering += more
        self._changed.set()

    async def _answer(self, request: web.Request, dialect: Dialect, asked: AskedModel) -> web.StreamResponse:
        try:
            check_key(dialect, asked, self.key)
            dialect.check(asked)
        except Refused as refused:
            self.refusals.append(Refusal(asked.path, refused.status, str(refused)))
            return refusal(dialect, asked, refused)
        return await self._sending.send(request, dialect, asked, self._decided(asked))

    def _decided(self, asked: AskedModel) -> Reply:
        try:
            return self.behave(asked)
        except Exception as error:
            self._broken.append(error)
            raise

    async def _nothing(self, request: web.Request) -> web.StreamResponse:
        self.refusals.append(Refusal(request.path, 404, "no such path"))
        said = f"Invalid URL ({request.method} {request.path})"
        return web.json_response({"error": {"message": said, "type": "invalid_request_error"}}, status=404)
