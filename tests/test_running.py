"""The bot as a process: started by the command, asked over a real socket, stopped by a signal."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.conftest import GUIDES
from tests.discord_server import MiniDiscord
from tests.test_health import free_port

AWAYS = "How long is the crossing?"


@asynccontextmanager
async def started(server: MiniDiscord, home: Path, **more: str) -> AsyncIterator[Process]:
    settings = {"DISCORD_TOKEN": server.token, "DISCORD_API": server.api, "HOME": str(home), "GUIDES": str(GUIDES)}
    settings |= {"HEALTH": f"127.0.0.1:{free_port()}"} | more
    environment = os.environ | {f"IR_ADVISOR_{name}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def until_ready(page: str) -> None:
    async with aiohttp.ClientSession() as asking, asyncio.timeout(20):
        while True:
            async with asking.get(page) as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.1)


async def test_it_answers_says_that_it_is_ready_and_finishes_what_was_asked(built_home: Path, tmp_path: Path) -> None:
    health = f"127.0.0.1:{free_port()}"
    async with MiniDiscord() as server:
        database = f"sqlite:///{tmp_path / 'state.sqlite'}"
        async with started(server, built_home, DATABASE=database, HEALTH=health) as process:
            await asyncio.wait_for(server.ready(), 60)
            ada = server.member("Ada")
            first = await server.slash(ada, "ask", question=AWAYS, timeout=30)
            await until_ready(f"http://{health}/ready")
            server.misbehave.slow(1.0, path="@original")
            asked = asyncio.create_task(server.slash(ada, "ask", question="What is a lantern?", timeout=10))
            await asyncio.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            second = await asked
            _, log = await process.communicate()

    assert "guides" in first.text
    assert second.text
    assert process.returncode == 0
    assert server.token not in log.decode()
    assert f"member={ada.id}" in log.decode()
    assert AWAYS not in log.decode()


@pytest.mark.parametrize(
    ("settings", "status", "says"),
    [
        pytest.param({"DISCORD_TOKEN": ""}, 2, "IR_ADVISOR_DISCORD_TOKEN is not set", id="no token"),
        pytest.param({"DISCORD_TOKEN": "a.b.c"}, 2, "does not accept the token", id="a wrong token"),
        pytest.param({"DISCORD_API": "http://127.0.0.1:9/api/v10"}, 1, "cannot be reached", id="no Discord"),
        pytest.param({"DATABASE": "mysql://x/y"}, 2, "mysql", id="a database of another kind"),
        pytest.param({"LOG_LEVEL": "loud"}, 2, "IR_ADVISOR_LOG_LEVEL", id="a level that does not exist"),
        pytest.param({"MEMBER_BURST": "0"}, 2, "IR_ADVISOR_MEMBER_BURST", id="nothing allowed"),
        pytest.param({"HEALTH": "here"}, 2, "IR_ADVISOR_HEALTH", id="an address without a port"),
    ],
)
async def test_what_keeps_it_from_starting_is_told_in_one_line(
    built_home: Path, tmp_path: Path, settings: dict[str, str], status: int, says: str
) -> None:
    async with MiniDiscord() as server:
        more = {"DATABASE": f"sqlite:///{tmp_path / 'state.sqlite'}"} | settings
        async with started(server, built_home, **more) as process:
            _, log = await asyncio.wait_for(process.communicate(), 60)

    lines = [line for line in log.decode().splitlines() if line.startswith("ir-advisor: ")]
    assert process.returncode == status
    assert len(lines) == 1
    assert says in lines[0]
    assert "Traceback" not in log.decode()
