"""Who takes part in wording an answer beside the writer: desks, purses, and whoever asks over and over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.answering.answer import Answer
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.command_line.answering import AtHand
from bot.settings import ModelSettings
from bot.writing.opening import open_writer
from bot.writing.spending import SpentError
from bot.writing.writer import SoFar, Writer, unseen
from tests.measuring.scripted import KEY
from tests.model_server import ModelServer
from tests.model_server.asked import AskedModel

T = TypeVar("T")
KINDS = ("openai", "anthropic", "ollama")


@dataclass(slots=True)
class Overtaken:
    """Guides in whose place others are published after some tasks."""

    before: Adviser
    after: Adviser
    tasks: int

    async def work(self, task: Callable[[Adviser], T]) -> T:
        """Return what a task makes of those that are in use."""
        self.tasks -= 1
        return task(self.before if self.tasks >= 0 else self.after)


@dataclass(slots=True)
class NotedPurse:
    """Writes down what was taken, and what was settled; empty from some number of takings on."""

    takes: int = 99
    says: str = ""
    taken: list[int] = field(default_factory=list)
    settled: list[tuple[int, int]] = field(default_factory=list)

    async def take(self, tokens: int) -> None:
        """Set tokens aside; raises SpentError once it is empty."""
        if len(self.taken) == self.takes:
            raise SpentError(self.says)
        self.taken.append(tokens)

    async def settle(self, taken: int, used: int) -> None:
        """Put back what was not used."""
        self.settled.append((taken, used))


@dataclass(slots=True)
class Asking:
    """Asks questions of a writer whose model is the server's."""

    advice: Adviser
    server: ModelServer
    purse: NotedPurse = field(default_factory=NotedPurse)
    writer: Writer | None = None

    def opened(self, kind: str = "openai", **settings: Any) -> Writer:
        """Return the writer that is asked from now on."""
        self.writer = open_writer(settings_for(self.server, kind, **settings))
        return self.writer

    async def answer(self, question: Question, so_far: SoFar = unseen) -> Answer:
        """Return the answer to a question; what was asked of the model before is forgotten."""
        self.server.asked.clear()
        writer = self.writer or self.opened()
        return await writer.answer(question, AtHand(lambda: self.advice), self.purse, so_far)

    def quoted(self, question: Question) -> Answer:
        """Return the answer in the words of the guides."""
        return self.advice.ask(question)

    @property
    def kinds(self) -> Sequence[str]:
        """Return what the model was asked for, in order."""
        return [one.kind for one in self.server.asked]

    @property
    def only(self) -> AskedModel:
        """Return what the model was asked, which was one thing."""
        (asked,) = self.server.asked
        return asked


def settings_for(server: ModelServer, kind: str, **settings: Any) -> ModelSettings:
    """Return settings for a model of the server, behind a protocol."""
    url = f"{server.url}/v1" if kind == "openai" else server.url
    given: dict[str, Any] = {"model": f"{kind}:scripted", "model_url": url, "model_key": KEY, "model_seconds": 30.0}
    return ModelSettings(**(given | settings))
