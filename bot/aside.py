"""Work that is done beside the answering, in a thread of its own: drawing, and writing files."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Aside:
    """Does one piece of work after another, off the event loop."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="aside")

    async def work(self, task: Callable[[], T]) -> T:
        """Return what a task comes to; what it raises is raised."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, task)

    def close(self) -> None:
        """End, after what is being done."""
        self._thread.shutdown()
