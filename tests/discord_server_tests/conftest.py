"""A fresh miniature for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.discord_server import MiniDiscord, Person


@pytest.fixture
async def server() -> AsyncIterator[MiniDiscord]:
    """Yield a running server."""
    async with MiniDiscord() as running:
        yield running


@pytest.fixture
def ada(server: MiniDiscord) -> Person:
    """Return a member of the first guild."""
    return server.member("Ada")
