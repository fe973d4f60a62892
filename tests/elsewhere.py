"""What another process does to the versions, and what this one has open of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from knowledge.claiming import claimed
from knowledge.sources import Sources
from tests.measuring.refresh_kills import PROCESSES

HELD = r"a refresh is running: by Ada since \d\d:\d\d UTC, now encoding texts: 512 of 3000; wait until it is done"
"""How whoever comes meanwhile is told."""


@contextmanager
def held(sources: Sources) -> Iterator[BaseProcess]:
    """Let another process have the right to change the versions."""
    heard, says = PROCESSES.Pipe(duplex=False)
    hears, ends = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_hold, args=(sources, says, hears))
    process.start()
    hears.close()
    assert heard.recv() == "held"
    try:
        yield process
    finally:
        with suppress(BrokenPipeError):
            ends.send("end")
        process.join()


def held_open(folder: Path) -> set[str]:
    """Return the versions below a folder of which this process has files open, or mapped into memory."""
    opened = []
    for number in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            opened.append(str(number.readlink()))
    opened += Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    return {found[1] for line in opened if (found := re.search(rf"{re.escape(str(folder))}/(v[\d-]+)/", line))}


def _hold(sources: Sources, says: Connection, hears: Connection) -> None:
    with claimed(sources.versions, "Ada") as claim:
        claim.tell("encoding texts: 512 of 3000")
        says.send("held")
        hears.recv()
