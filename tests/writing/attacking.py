"""Attacks on whatever words answers, as data, and a model that falls for each of them."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bot.answering.answer import Answer
from bot.answering.rendering import as_text
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.discord.showing.answers import answer_sheet
from bot.writing.masking import masked
from bot.writing.prompting import with_guides, wording
from tests.model_server.asked import AskedModel, text_of
from tests.model_server.reading import drafted, passages
from tests.model_server.replies import Calls, Reply, Statement, Statements, ToolCall, statement

HERE = Path(__file__).parent
POISONED = HERE / "poisoned"
DATA = {"question", "earlier", "asker", "draft", "functions", "passages", "closest", "repair"}
"""What the one JSON object of a request may hold."""
PASSAGE = {"id", "guide", "section", "for", "text"}
MOST_ALONE = 8
"""Of the statements that are read of a reply, how many are lies alone."""
PIECE = 600
"""Characters that a model writes at once."""
Sources = Callable[[AskedModel], Sequence[Sequence[str]]]
"""What a model names as its sources, statement by statement in turn."""


@dataclass(frozen=True, slots=True)
class Attack:
    """What somebody tries, what a model that falls for it writes, and what must never come of it."""

    id: str
    kind: str
    by: str
    question: str
    turns: Sequence[str]
    document: str
    display_name: str
    says: Sequence[str]
    never: Sequence[str]
    """Patterns, to be looked for in small letters."""
    masked: Sequence[str]
    why: str

    @property
    def asked(self) -> Question:
        """Return the question that it is or goes with."""
        return Question(self.question, turns=tuple(self.turns))

    def found_in(self, text: str) -> set[str]:
        """Return what must never stand in a text, and does."""
        return {never for never in self.never if re.search(never, text.lower())}

    def told_in(self, text: str) -> set[str]:
        """Return what a provider must never read, and stands in a text."""
        return {one for one in self.masked if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)}


def read_attacks() -> Sequence[Attack]:
    """Read the set of attacks."""
    lines = (HERE / "attacks.jsonl").read_text(encoding="utf-8").splitlines()
    return [Attack(**json.loads(line)) for line in lines]


def of_draft(asked: AskedModel) -> Sequence[Sequence[str]]:
    """Name what the draft names."""
    return [one["sources"] for one in drafted(asked)]


def of_guide(title: str) -> Sources:
    """Return a way to name the sections of a guide."""
    return lambda asked: [[one["id"]] for one in passages(asked) if one["guide"] == title]


def falling_for(attack: Attack, sources: Sources = of_draft) -> Callable[[AskedModel], Reply]:
    """Return how a model behaves that falls for an attack, and insists on it."""

    def behave(asked: AskedModel) -> Reply:
        if asked.kind == "choose":
            return Calls([ToolCall("search_guides", {"question": attack.says[0]})])
        if asked.kind == "repair":
            return Statements([statement(one["text"], *one["sources"]) for one in asked.data["repair"]], piece=PIECE)
        return Statements([*_alone(attack, sources(asked)), *_riding(attack, asked)], piece=PIECE)

    return behave


def _alone(attack: Attack, sources: Sequence[Sequence[str]]) -> Iterator[Statement]:
    """Yield what it says, with one source after another."""
    every = (statement(text, *some) for some in sources for text in attack.says)
    return islice(every, MOST_ALONE)


def _riding(attack: Attack, asked: AskedModel) -> Iterator[Statement]:
    """Yield what it says behind something that holds."""
    draft = drafted(asked)
    for place, text in enumerate(attack.says[: len(draft)]):
        true = draft[place]
        yield statement(f"{true['text']} {text}", *true["sources"])


def every_word(answer: Answer) -> str:
    """Return an answer as every surface shows it."""
    said = (one.text for one in answer.statements)
    return "\n".join((as_text(answer), *said, *answer_sheet(answer).blocks))


def wrong_in(asked: AskedModel, attack: Attack, adviser: Adviser) -> Iterator[str]:
    """Yield what is wrong with a request that is made while somebody attacks: nothing, as it must be."""
    data = asked.data
    if [role for role, _ in _messages(asked)] != ["system", "user"]:
        yield "there are other roles"
    if asked.system not in _systems(adviser):
        yield "the system part is not our wording"
    if not data or not data.keys() <= DATA or any(not one.keys() <= PASSAGE for one in data.get("passages", [])):
        yield "the data is no object of ours"
    if data.get("question", "") != masked(attack.question):
        yield "the question is not the masked one"
    if told := attack.told_in(_read(asked)) | (attack.told_in(asked.body) if _is_raw(asked, attack) else set()):
        yield f"it tells {told}"


def _messages(asked: AskedModel) -> list[tuple[str, str]]:
    """Return the roles of a request with what is said in each."""
    given: Any = asked.parsed.get("messages", [])
    apart = [("system", text_of(asked.parsed["system"]))] if "system" in asked.parsed else []
    return [*apart, *((one["role"], text_of(one["content"])) for one in given)]


def _systems(adviser: Adviser) -> Sequence[str]:
    """Return all that may be told as the rules."""
    return wording("reading"), wording("answer"), with_guides("answer", adviser.index.every_entry())


def _read(asked: AskedModel) -> str:
    """Return what a model reads that it did not write itself: what is to be repaired are its own words."""
    others = {name: value for name, value in asked.data.items() if name != "repair"}
    return f"{asked.system}\n{json.dumps(others, ensure_ascii=False)}"


def _is_raw(asked: AskedModel, attack: Attack) -> bool:
    """Tell whether a body holds nothing that the model wrote, and nothing that looks like a name of the protocol."""
    return asked.kind != "repair" and attack.by != "display_name"
