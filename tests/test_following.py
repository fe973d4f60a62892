"""A version that another process publishes: picked up within seconds, while every question goes on being answered."""

import asyncio
import logging
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.assembly import Following, Opener
from bot.desk import Desk
from bot.settings import Settings
from knowledge.publishing import roll_back
from knowledge.refreshing import refresh
from knowledge.sources import Sources
from knowledge.versions import CURRENT
from tests.conftest import Prepare
from tests.elsewhere import held_open
from tests.measuring.refresh_kills import run

ASKED = Question("How many practice exams before Step 2?")
SECONDS = 3.0
"""Within which a version is to be picked up, on a machine that has nothing else to do."""
PATIENCE = 20 * SECONDS


@pytest.fixture(scope="module")
def twice(prepare: Prepare, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Return a home with two versions: one that says 5 practice exams, and one in use that says 8."""
    sources = prepare(tmp_path_factory.mktemp("twice"), built_home / "index")
    path = sources.guides / "score-ladder.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Sit 5", "Sit 8"), encoding="utf-8")
    refresh(sources)
    return sources


@pytest.fixture
def opener(twice: Sources, prepare: Prepare, tmp_path: Path) -> Opener:
    """Return what opens the guides of a home of its own, with both versions in it."""
    sources = prepare(tmp_path, twice.home / "index")
    return Opener(Settings(home=sources.home, guides=sources.guides))


def says(adviser: Adviser) -> str:
    """Ask, and return how many practice exams to sit."""
    found = re.findall(r"Sit (\d) practice exams", " ".join(one.text for one in adviser.ask(ASKED).statements))
    return found[0] if found else "nothing"


def elsewhere(opener: Opener, version: str) -> None:
    """Put a version to use in another process."""
    assert run(roll_back, opener.sources, version) == 0


def names(opener: Opener) -> list[str]:
    """Return the names of the versions, the oldest first."""
    return sorted(one.version for one in opener.sources.versions.usable())


@contextmanager
def following(desk: Desk) -> Iterator[None]:
    """Let a desk follow what is published."""
    task = asyncio.create_task(desk.follow())
    try:
        yield
    finally:
        task.cancel()
        desk.close()


async def until(desk: Desk, wanted: str) -> float:
    """Ask until the answer is the one wanted; return after how many seconds it was."""
    started = time.monotonic()
    while await desk.work(says) != wanted:
        assert time.monotonic() - started < PATIENCE
        await asyncio.sleep(0.02)
    return time.monotonic() - started


async def test_what_another_process_publishes_answers_soon_and_no_question_fails(opener: Opener) -> None:
    old, new = names(opener)
    folder = opener.sources.versions.folder
    desk, waits = Desk(opener.opened, opener.pointed), list[float]()
    await desk.open()
    with following(desk):
        assert await desk.work(says) == "8"
        for version, wanted in ((old, "5"), (new, "8")) * 3:
            await asyncio.to_thread(elsewhere, opener, version)
            waits.append(await until(desk, wanted))
            await desk.work(says)
            assert held_open(folder) == {version}
    assert not held_open(folder)
    assert min(waits) <= SECONDS


async def test_a_question_ends_on_the_version_on_which_it_began(opener: Opener) -> None:
    old, _ = names(opener)
    begun, go_on = threading.Event(), threading.Event()

    def slowly(adviser: Adviser) -> str:
        before = says(adviser)
        begun.set()
        go_on.wait(PATIENCE)
        return before + says(adviser)

    desk = Desk(opener.opened, opener.pointed)
    await desk.open()
    question = asyncio.create_task(desk.work(slowly))
    await asyncio.to_thread(begun.wait, PATIENCE)
    await asyncio.to_thread(elsewhere, opener, old)

    await desk.catch_up()
    later = asyncio.create_task(desk.work(says))
    await asyncio.sleep(0)
    go_on.set()

    assert await question == "88"
    assert await later == "5"
    desk.close()


async def test_two_that_catch_up_at_once_open_one_version_once(opener: Opener) -> None:
    old, _ = names(opener)
    opened: list[str] = []

    @contextmanager
    def counted() -> Iterator[Adviser]:
        opened.append(opener.pointed())
        with opener.opened() as adviser:
            yield adviser

    desk = Desk(counted, opener.pointed)
    await desk.open()
    await asyncio.to_thread(elsewhere, opener, old)

    await asyncio.gather(*(desk.catch_up() for _ in range(5)))

    assert opened[1:] == [old]
    assert await desk.work(says) == "5"
    assert held_open(opener.sources.versions.folder) == {old}
    desk.close()


async def test_a_damaged_version_is_named_once_and_the_one_before_goes_on_answering(
    opener: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    old, new = names(opener)
    folder = opener.sources.versions.folder
    roll_back(opener.sources, old)
    desk = Desk(opener.opened, opener.pointed)
    await desk.open()
    (folder / new / "leads.npy").write_bytes(b"half")
    (folder / CURRENT).write_text(new, encoding="utf-8")

    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            await desk.catch_up()
            assert await desk.work(says) == "5"

    assert len([line for line in caplog.messages if "leads.npy" in line]) == 1
    desk.close()


async def test_where_nothing_can_be_opened_what_is_open_goes_on_answering(
    opener: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    folder = opener.sources.versions.folder
    desk = Desk(opener.opened, opener.pointed)
    await desk.open()
    for name in names(opener):
        (folder / name / "words.sqlite").unlink()
    shutil.rmtree(opener.sources.guides)
    (folder / CURRENT).write_text("v1", encoding="utf-8")

    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            await desk.catch_up()
            assert await desk.work(says) == "8"

    assert len([line for line in caplog.messages if "cannot be opened" in line]) == 1
    desk.close()


async def test_a_desk_that_was_closed_meanwhile_keeps_nothing_open(opener: Opener) -> None:
    old, _ = names(opener)
    opening, go_on = threading.Event(), threading.Event()

    @contextmanager
    def slowly() -> Iterator[Adviser]:
        with opener.opened() as adviser:
            opening.set()
            go_on.wait(PATIENCE)
            yield adviser

    desk = Desk(slowly, opener.pointed)
    go_on.set()
    await desk.open()
    go_on.clear()
    opening.clear()
    await asyncio.to_thread(elsewhere, opener, old)
    catching_up = asyncio.create_task(desk.catch_up())
    await asyncio.to_thread(opening.wait, PATIENCE)

    desk.close()
    go_on.set()
    await catching_up

    assert not held_open(opener.sources.versions.folder)


def test_a_conversation_is_answered_from_the_version_in_use_at_each_question(opener: Opener) -> None:
    old, new = names(opener)
    with Following(opener, lambda _: None) as guides:
        assert [says(guides.current()) for _ in range(2)] == ["8", "8"]
        for version, wanted in ((old, "5"), (new, "8")):
            elsewhere(opener, version)
            assert says(guides.current()) == wanted
            assert held_open(opener.sources.versions.folder) == {version}
    assert not held_open(opener.sources.versions.folder)


def test_chat_picks_up_a_version_between_two_questions(opener: Opener) -> None:
    old, _ = names(opener)
    home, guides = opener.sources.home, opener.sources.guides
    environment = os.environ | {"IR_ADVISOR_HOME": str(home), "IR_ADVISOR_GUIDES": str(guides), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "bot", "chat"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as chat:
        assert chat.stdin
        assert chat.stdout

        def ask() -> str:
            chat.stdin.write(f"{ASKED.text}\n")  # type: ignore[union-attr]
            chat.stdin.flush()  # type: ignore[union-attr]
            return next(found[1] for line in chat.stdout if (found := re.search(r"Sit (\d) practice", line)))  # type: ignore[union-attr]

        assert ask() == "8"
        elsewhere(opener, old)
        assert ask() == "5"
        chat.stdin.write("\n")
