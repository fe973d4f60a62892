"""The bot, or its peer, as a process of its own that a small Discord speaks to."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from bot.settings import Settings
from tests.discord_server import MiniDiscord

_ROOT = Path(__file__).resolve().parents[2]
_SECONDS_TO_COME, _SECONDS_TO_GO, _SECONDS_TO_WRITE = 60.0, 30.0, 10.0
_MEGABYTE = 1_048_576
_UNLIMITED = {"MEMBER_BURST": 1_000_000, "SERVER_BURST": 1_000_000}
"""Askers here ask more than members may."""


@dataclass(frozen=True, slots=True)
class Running:
    """A process that speaks to the server."""

    server: MiniDiscord
    process: subprocess.Popen[bytes]
    folder: Path

    def megabytes(self) -> float:
        """Return how much memory it holds now."""
        return float(psutil.Process(self.process.pid).memory_info().rss / _MEGABYTE)

    def processor(self) -> float:
        """Return how many seconds of the processor it has taken."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    async def stall(self) -> float:
        """Return the seconds its event loop stood still at most since this was last asked."""
        file = self.folder / "stall"
        file.unlink(missing_ok=True)
        self.process.send_signal(signal.SIGUSR1)
        async with asyncio.timeout(_SECONDS_TO_WRITE):
            while not file.exists():  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.01)
        return float(file.read_text())

    @property
    def log(self) -> str:
        """Return what it wrote to its log."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@asynccontextmanager
async def started(server: MiniDiscord, who: str = "bot") -> AsyncIterator[Running]:
    """Yield the bot, or the peer, once it is there, with a home of its own in which nothing is built; end it after."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = _home(folder / "home")
        command = [sys.executable, "-m", "tests.measuring.watched_run", str(folder / "stall"), who]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=_ROOT, env=_environment(server, home), stderr=log)  # noqa: ASYNC220
        running = Running(server, process, folder)
        try:
            await _come(running)
            yield running
        finally:
            process.terminate()
            await asyncio.to_thread(_end, process)


def _home(home: Path) -> Path:
    """Return a new home with the encoder and the index of the usual one."""
    usual = Settings().sources().home
    home.mkdir()
    (home / "encoders").symlink_to(usual / "encoders", target_is_directory=True)
    shutil.copytree(usual / "index", home / "index")
    return home


def _environment(server: MiniDiscord, home: Path) -> dict[str, str]:
    ours = {
        "HOME": home,
        "DISCORD_TOKEN": server.token,
        "DISCORD_API": server.api,
        "HEALTH": "127.0.0.1:0",
        **_UNLIMITED,
    }
    return os.environ | {f"IR_ADVISOR_{name}": str(value) for name, value in ours.items()}


async def _come(running: Running) -> None:
    coming = asyncio.create_task(running.server.ready(_SECONDS_TO_COME))
    while not coming.done() and running.process.poll() is None:
        await asyncio.wait((coming,), timeout=0.1)
    if not coming.done():
        coming.cancel()
        raise RuntimeError(f"the bot did not start:\n{running.log}")
    await coming


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_SECONDS_TO_GO)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
