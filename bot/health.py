"""Tell a supervisor whether the bot lives, and whether it answers."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

Check = Callable[[], Awaitable[str]]
"""Says what is missing; nothing where all is well."""
log = logging.getLogger(__name__)


@asynccontextmanager
async def watched(address: str, ready: Check) -> AsyncIterator[None]:
    """Serve /health and /ready at an address like 127.0.0.1:8377; nothing at none.

    An address that is taken is logged, and the bot runs without.
    """
    if not address:
        yield
        return
    host, _, port = address.rpartition(":")
    runner = web.AppRunner(_pages(ready), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host.strip("[]"), int(port)).start()
    except OSError as error:
        log.warning("no health page at %s: %s", address, error)
    try:
        yield
    finally:
        await runner.cleanup()


def _pages(ready: Check) -> web.Application:
    async def health(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readiness(_: web.Request) -> web.Response:
        missing = await ready()
        status = 503 if missing else 200
        return web.json_response({"status": missing or "ready"}, status=status)

    pages = web.Application()
    pages.add_routes([web.get("/health", health), web.get("/ready", readiness)])
    return pages
