"""What tests of a writer share: a model server, and somebody who asks a writer about the shipped guides."""

from collections.abc import AsyncIterator

import pytest

from bot.asking.path import Adviser
from tests.model_server import ModelServer
from tests.writing.beside import KEY, Asking


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    """Yield a server whose model writes faithfully; in the end nothing was asked that no provider would take."""
    async with ModelServer(key=KEY) as running:
        yield running
        assert running.refusals == []


@pytest.fixture
def asking(server: ModelServer, shipped_adviser: Adviser) -> Asking:
    """Return what asks a writer."""
    return Asking(shipped_adviser, server)
