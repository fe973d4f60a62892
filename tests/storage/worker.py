"""A process that claims reminders and notes them as sent, with a journal that a kill cannot shorten."""

import asyncio
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.storage.database import opened_store

LEASE = timedelta(minutes=5)
BATCH = 7


class Journal:
    """A file that has each line as soon as it is written."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def write(self, act: str, id: int) -> None:
        """Write what is done with a reminder."""
        os.write(self._file, f"{act} {id}\n".encode())


async def work(url: str, name: str, now: datetime, journal: Journal) -> None:
    """Send all that is due, once the word to begin is given."""
    async with opened_store(url) as store:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
        while claimed := await store.reminders.claim(now, name, LEASE, BATCH):
            for one in claimed:
                journal.write("claimed", one.reminder.id)
            for one in claimed:
                journal.write("sending", one.reminder.id)
                await store.reminders.sent(one.reminder.id, now)
                journal.write("sent", one.reminder.id)


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3]), Journal(Path(sys.argv[4]))))
