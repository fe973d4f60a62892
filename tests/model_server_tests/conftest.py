"""A fresh server for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.model_server import ModelServer


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """Yield a running server."""
    async with ModelServer() as running:
        yield running
