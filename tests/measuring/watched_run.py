"""Run the bot, or its peer, with something beside it that notes how long the event loop stands still.

`python -m tests.measuring.watched_run FILE bot|peer`; on SIGUSR1 the longest stall is written and forgotten.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.command_line.app import main as command_line

_TICK = 0.005


class Watch:
    """Sleeps a moment again and again, and notes by how much it woke too late."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._longest = 0.0

    async def watch(self) -> None:
        """Watch the event loop, until cancelled."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, self._write)
        while True:
            begun = loop.time()
            await asyncio.sleep(_TICK)
            self._longest = max(self._longest, loop.time() - begun - _TICK)

    def _write(self) -> None:
        written = self._file.with_suffix(".new")
        written.write_text(f"{self._longest}")
        written.replace(self._file)
        self._longest = 0.0


class Watched(asyncio.DefaultEventLoopPolicy):
    """Makes event loops that are watched from their first moment."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch
        self._tasks: set[asyncio.Task[None]] = set()

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """Return a new event loop."""
        loop = super().new_event_loop()
        loop.call_soon(lambda: self._tasks.add(loop.create_task(self._watch.watch())))
        return loop


def main(file: Path, who: str) -> None:
    """Run one of the two until it is told to stop."""
    asyncio.set_event_loop_policy(Watched(Watch(file)))
    if who == "bot":
        command_line(["run"])
    else:
        _peer()


def _peer() -> None:
    from tests.measuring import discord_peer  # noqa: PLC0415 - the bot loads its parts itself, in its own order

    asyncio.run(discord_peer.run(os.environ["IR_ADVISOR_DISCORD_TOKEN"], os.environ["IR_ADVISOR_DISCORD_API"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
