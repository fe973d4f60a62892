"""A process that begins others, each of which sends reminders with the real client until it is killed.

It has loaded what they need, so that they begin at once. Each line it reads asks for one more; each that has begun
writes its number.
"""

import asyncio
import os
import signal
import sys
from datetime import timedelta

import discord

import bot.storage.migrating  # noqa: F401 - loaded here, once for all
from bot.clock import machine_clock
from bot.discord.member.direct import DirectMessages
from bot.discord.member.reminding import ReminderMessages
from bot.discord.pointing import point_at
from bot.discord.showing.citing import read_titles
from bot.reminding.firing import Firing
from bot.shipped import guides_folder
from bot.storage.database import opened_store
from bot.timeline.timetable import shipped_timetable

SLEEP = timedelta(seconds=0.1)


async def work(url: str, token: str, lease: timedelta, direct: DirectMessages, messages: ReminderMessages) -> None:
    """Send what is due, for ever."""
    async with opened_store(url) as store, discord.Client(intents=discord.Intents.none()) as client:
        await client.login(token)
        direct.through(client)
        sys.stdout.write(f"{os.getpid()}\n")
        sys.stdout.flush()
        await Firing(store.reminders, messages, machine_clock, lease=lease, longest_sleep=SLEEP).run()


def begin_each(url: str, api: str, token: str, seconds: str) -> None:
    """Begin one process a line, until there are no more lines."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    point_at(api)
    direct = DirectMessages()
    messages = ReminderMessages(direct, shipped_timetable(), read_titles(guides_folder()))
    while sys.stdin.readline():
        if os.fork() == 0:
            asyncio.run(work(url, token, timedelta(seconds=float(seconds)), direct, messages))


if __name__ == "__main__":
    begin_each(*sys.argv[1:])
