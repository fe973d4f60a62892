"""The desk: one thread for the guides, opened while members wait, and opened again where that failed."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest

from bot.aside import Aside
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.desk import Desk, GuidesClosedError
from knowledge.errors import IndexBrokenError


async def test_questions_are_worked_on_in_one_thread_beside_the_loop(adviser: Adviser) -> None:
    desk = Desk(lambda: nullcontext(adviser))
    await desk.open()

    names = await asyncio.gather(*(desk.work(lambda _: threading.current_thread().name) for _ in range(5)))
    answer = await desk.work(lambda opened: opened.ask(Question("How many letters do I need?")))

    assert len(set(names)) == 1
    assert names[0] != threading.current_thread().name
    assert answer.statements
    desk.close()


async def test_a_question_waits_while_the_guides_are_opened() -> None:
    @contextmanager
    def slowly() -> Iterator[str]:
        time.sleep(0.2)
        yield "opened"

    desk = Desk(slowly)  # type: ignore[arg-type]

    assert await desk.work(lambda adviser: str(adviser)) == "opened"
    desk.close()


async def test_guides_that_cannot_be_opened_are_tried_again_and_do_not_raise() -> None:
    tries: list[int] = []

    @contextmanager
    def at_the_second_try() -> Iterator[str]:
        tries.append(1)
        if len(tries) == 1:
            raise IndexBrokenError("index: version 1 cannot be read")
        yield "opened"

    desk = Desk(at_the_second_try)  # type: ignore[arg-type]
    await desk.open()

    assert not desk.is_open
    assert await desk.work(lambda adviser: str(adviser)) == "opened"
    desk.close()


async def test_guides_that_stay_closed_are_told_of() -> None:
    @contextmanager
    def never() -> Iterator[str]:
        raise OSError("no such folder")
        yield ""

    desk = Desk(never)  # type: ignore[arg-type]

    with pytest.raises(GuidesClosedError, match="cannot read my guides"):
        await desk.work(str)
    desk.close()


async def test_what_work_raises_reaches_whoever_waits() -> None:
    aside = Aside()

    with pytest.raises(ZeroDivisionError):
        await aside.work(lambda: 1 // 0)
    assert await aside.work(lambda: 2) == 2
    aside.close()
