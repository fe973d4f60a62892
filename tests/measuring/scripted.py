"""Questions asked of a scripted chat model: a server of the tests, through its real client."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.command_line.answering import AtHand
from bot.command_line.terminal import applicant_type
from bot.settings import ModelSettings
from bot.writing.opening import open_writer
from bot.writing.spending import OwnPurse
from bot.writing.writer import Writer
from tests.model_server.behaviours import Behaviour
from tests.model_server.server import ModelServer

from .sets import Line

KEY = "sk-canary-4f1d9be2c7"
_FULL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Scripted:
    """A scripted model, and the guides that are asked."""

    advice: Adviser
    server: ModelServer

    async def answers(
        self, lines: Sequence[Line], behave: Behaviour, seconds: float = _FULL_SECONDS
    ) -> Sequence[Answer]:
        """Return the answers while the model behaves in some way."""
        self.server.behave = behave
        self.server.asked.clear()
        writer, desk, purse = self._writer(seconds), AtHand(lambda: self.advice), OwnPurse()
        answers = [await writer.answer(asked(line), desk, purse) for line in lines]
        await writer.close()
        return answers

    def _writer(self, seconds: float) -> Writer:
        url = f"{self.server.url}/v1"
        return open_writer(ModelSettings(model="openai:scripted", model_url=url, model_key=KEY, model_seconds=seconds))


def asked(line: Line) -> Question:
    """Return a line of a set as it is asked."""
    return Question(line["question"], applicant_type(line.get("applicant")), tuple(line["turns"]))
