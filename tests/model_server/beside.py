"""The server in a thread of its own, for tests that do not run in an event loop."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread

from tests.model_server.behaviours import faithful
from tests.model_server.server import Behaviour, ModelServer


@contextmanager
def model_server_beside(behave: Behaviour = faithful, key: str | None = None) -> Iterator[ModelServer]:
    """Run a server in a thread, and end it; raises what a behaviour raised."""
    begun: Future[tuple[ModelServer, asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    ended: Future[None] = Future()

    async def serve() -> None:
        async with ModelServer(behave, key=key) as server:
            begun.set_result((server, asyncio.get_running_loop(), over := asyncio.Event()))
            await over.wait()

    def live() -> None:
        try:
            asyncio.run(serve())
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            (ended if begun.done() else begun).set_exception(error)
        else:
            ended.set_result(None)

    thread = Thread(target=live)
    thread.start()
    server, loop, over = begun.result()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
    ended.result()
