"""Health and readiness, asked over HTTP."""

import logging
import socket

import aiohttp
import pytest

from bot.health import watched
from bot.logs import Discreet


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize(("missing", "status"), [("", 200), ("guides are being opened", 503)])
async def test_readiness_says_what_is_missing(missing: str, status: int) -> None:
    async def ready() -> str:
        return missing

    address = f"127.0.0.1:{free_port()}"
    async with watched(address, ready), aiohttp.ClientSession() as asking:
        async with asking.get(f"http://{address}/ready") as answer:
            assert answer.status == status
            assert (await answer.json())["status"] == (missing or "ready")
        async with asking.get(f"http://{address}/health") as answer:
            assert answer.status == 200


async def test_an_address_that_is_taken_is_logged_and_done_without(caplog: pytest.LogCaptureFixture) -> None:
    async def ready() -> str:
        return ""

    address = f"127.0.0.1:{free_port()}"
    async with watched(address, ready), watched(address, ready):
        assert address in caplog.text
    async with watched("", ready):
        pass


def test_secrets_are_hidden_in_every_line() -> None:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "sent %s", ("Bot abc.def",), None)

    assert Discreet(["abc.def", ""]).format(record).endswith("sent Bot [secret]")
