"""Answer questions in a terminal: in the words of the guides, or in those of a chat model where one is configured."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from bot.asking.path import Adviser
    from bot.asking.question import Question

T = TypeVar("T")
Answering: TypeAlias = "Callable[[Question], Answer]"


class AtHand:
    """The guides, worked with where they are: in a terminal nobody else waits for them."""

    def __init__(self, current: "Callable[[], Adviser]") -> None:
        self._current = current

    async def work(self, task: "Callable[[Adviser], T]") -> T:
        """Return what a task makes of them."""
        return task(self._current())


@contextmanager
def answering(current: "Callable[[], Adviser]") -> Iterator[Answering]:
    """Yield what answers questions from the guides that are current.

    Raises SettingError where a chat model is configured that cannot be used.
    """
    from bot.settings import ModelSettings, Settings  # noqa: PLC0415 - few commands read them

    if not Settings().model:
        yield lambda question: current().ask(question)
        return
    from bot.writing.opening import open_writer  # noqa: PLC0415 - only a chat model needs it
    from bot.writing.spending import OwnPurse  # noqa: PLC0415

    writer, desk, purse = open_writer(ModelSettings()), AtHand(current), OwnPurse()
    with asyncio.Runner() as runner:
        try:
            yield lambda question: runner.run(writer.answer(question, desk, purse))
        finally:
            runner.run(writer.close())
