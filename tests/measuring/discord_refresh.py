"""Ask the bot while everything it knows is encoded anew beside it, and until it answers from that.

`python -m tests.measuring.discord_refresh`
"""

import asyncio
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from bot.curating.worker import Worker
from bot.settings import Settings
from knowledge.publishing import publish
from tests.discord_server import MiniDiscord
from tests.discord_server.checks_messages import shown_text
from tests.measuring.discord_askers import WAYS, Asker, Question, askers, questions
from tests.measuring.discord_process import started
from tests.measuring.discord_rounds import opened
from tests.measuring.rows import Row, show, told
from tests.measuring.scoring import quantile
from tests.measuring.sets import ADVERSARIAL, KINDS

_QUIET = 150
"""Questions asked before anything is refreshed."""
_STALL, _TIMES, _SWAP = 50.0, 2.0, 5.0
"""Milliseconds of a stall; times a quiet answer; seconds until a published version answers."""
_SEED = 20_261_129
_ASKED_FOR = "How many letters do I need?"
_MARK = "zephyr"
_LINE = re.compile(r"^(?![#\s<]|---|\w+:|$)(.*?)([.:]?)$", re.MULTILINE)
_RECORDED = re.compile(r"^(  - (?:\d+: )?)(.+?)([\"']?)$", re.MULTILINE)


@dataclass(slots=True)
class Refreshing:
    """Questions before and during a refresh, and what it took."""

    quiet: list[Question] = field(default_factory=list)
    meanwhile: list[Question] = field(default_factory=list)
    stall: float = 0.0
    encoded: int = 0
    seconds: float = 0.0
    until_answered: float = 0.0


def rows() -> Iterator[Row]:
    """Yield every line."""
    found = asyncio.run(_refreshed())
    quiet, meanwhile = (_p95(asked) * 1e3 for asked in (found.quiet, found.meanwhile))
    asked = f"p95 of {len(found.meanwhile)} (beside: quiet)"
    what = f"question to answer during a full refresh of {found.seconds:.0f} s, {asked}"
    yield Row(what, meanwhile, quiet, "ms", told(meanwhile / quiet, _TIMES, "x"))
    what = f"longest stall of the bot's event loop meanwhile ({found.encoded} passages encoded)"
    yield Row(what, found.stall * 1e3, 0, "ms", told(found.stall * 1e3, _STALL, "ms"))
    lost = sum(bool(one.failed) for one in (*found.quiet, *found.meanwhile))
    yield Row("questions meanwhile without an answer", lost, 0, "", told(lost, 0, ""))
    what = "from publishing to the first answer from it, in another process"
    yield Row(what, found.until_answered, 0, "s", told(found.until_answered, _SWAP, "s"))


async def _refreshed() -> Refreshing:
    found = Refreshing()
    with _guides():
        async with MiniDiscord(described=False) as server, started(server) as running:
            with _set(IR_ADVISOR_HOME=str(running.folder / "home")):
                [member] = askers(server, 1)
                await opened(member)
                asked = zip(cycle(WAYS), cycle(questions(_SEED, frozenset(KINDS) - {ADVERSARIAL})), strict=False)
                for way, text in islice(asked, 20):
                    await member.ask(way, text)
                found.quiet = [await member.ask(way, text) for way, text in islice(asked, _QUIET)]
                await running.stall()
                await _during(member, asked, found)
                found.stall = await running.stall()
    return found


async def _during(member: Asker, asked: Iterator[tuple[str, str]], found: Refreshing) -> None:
    """Ask until everything is encoded, then publish it and ask until the answer comes from it."""
    begun = time.perf_counter()
    refresh = asyncio.create_task(Worker().prepare("the bench", []))
    while not refresh.done():
        way, text = next(asked)
        found.meanwhile.append(await member.ask(way, text))
    review = (await refresh).review
    if review is None:
        raise RuntimeError("nothing was refreshed")
    found.seconds, found.encoded = time.perf_counter() - begun, review.encoded
    await asyncio.to_thread(publish, Settings().sources(), review.version)
    begun = time.perf_counter()
    while not any(_MARK in shown_text(one) for one in (await member.ask("command", _ASKED_FOR)).answers):  # noqa: ASYNC110 - it must be asked
        await asyncio.sleep(0.05)
    found.until_answered = time.perf_counter() - begun


@contextmanager
def _guides() -> Iterator[None]:
    """Let the guides be a copy in which every line has a word more."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "guides"
        shutil.copytree(Settings().sources().guides, folder)
        for path in folder.glob("*.md"):
            text = path.read_text(encoding="utf-8")
            front, body = text.split("\n---\n", 1)
            body = _RECORDED.sub(rf"\1\2 {_MARK}\3", _LINE.sub(rf"\1 {_MARK}\2", body))
            path.write_text(f"{front}\n---\n{body}", encoding="utf-8")
        with _set(IR_ADVISOR_GUIDES=str(folder)):
            yield


@contextmanager
def _set(**variables: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ |= variables
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            os.environ |= {name: value} if value is not None else {}


def _p95(asked: list[Question]) -> float:
    return quantile([one.answered for one in asked if not one.failed], 0.95) or 0.0


if __name__ == "__main__":
    show(rows())
