"""Score answers in a chat model's words: `python -m tests.measuring.worded`.

The model is scripted. Writing faithfully it must lose nothing, lying in every way it knows of it must get nothing
through. What an answer costs while it fails is measured in the bench.
"""

import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bot.answering.answer import Answer
from bot.answering.rendering import as_json
from bot.assembly import adviser
from bot.settings import Settings
from knowledge.reading import document_files
from tests.model_server.behaviours import LIES, faithful
from tests.model_server.server import ModelServer

from .peers import visible
from .scoring import Pair, is_cited, plain, untraced
from .scripted import KEY, Scripted, asked
from .sets import ASKED_AT, ORIGINS, Line, read_sets
from .targets import TARGETS

_EVERY = 40
"""Of the questions one in so many is asked of a lying model."""
_SCORE = re.compile(r"(?<![\d–-])(?:1[89]\d|2[0-9]\d)(?![\d–-])")
_PROMPT = '{"question"'
_CONSOLE = Console(highlight=False, width=120)
_LIED = ("n", "worded", "untraced", "markers", "leaks", "unanswered")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Questions with their answers in the guides' own words."""

    lines: Sequence[Line]
    answers: Sequence[Answer]


def main() -> None:
    """Ask every question of a faithful model, some of lying ones, and print what came of it."""
    asyncio.run(_measure(Settings()))


async def _measure(settings: Settings) -> None:
    lines = read_sets()
    guides = plain(" ".join(visible(path) for path in document_files(settings.sources().guides)))
    with adviser(settings, clock=lambda: ASKED_AT) as advice:
        quoted = Quoted(lines, [advice.ask(asked(line)) for line in lines])
        async with ModelServer(key=KEY) as server:
            await _show_faithful(Scripted(advice, server), quoted, guides)
            some = Quoted(quoted.lines[::_EVERY], quoted.answers[::_EVERY])
            await _show_lies(Scripted(advice, server), some)


async def _show_faithful(scripted: Scripted, quoted: Quoted, guides: str) -> None:
    """Print each figure that has a target, in the guides' own words and in those of a faithful model."""
    worded = await scripted.answers(quoted.lines, faithful)
    answered = [one for one in worded if not one.refused]
    share = sum(bool(one.worded_by) for one in answered) / len(answered)
    _CONSOLE.print(f"Of {len(answered)} answers a faithful model words {share:.3f}.")
    named = _scores_named(scripted.server)
    _CONSOLE.print(f"Of {len(scripted.server.asked)} requests to it {named} name a score of whoever asks.")
    ways = {"quoted": _pairs(quoted.lines, quoted.answers), "worded": _pairs(quoted.lines, worded)}
    columns = [(origin, way) for origin in ORIGINS for way in ways]
    table = Table("figure", *(f"{origin}, {way}" for origin, way in columns), box=None, pad_edge=False)
    for target in TARGETS:
        values = (target.value(_of(ways[way], origin), guides) for origin, way in columns)
        table.add_row(target.name, *("-" if value is None else f"{value:.3f}" for value in values))
    _CONSOLE.print(table)


def _scores_named(server: ModelServer) -> int:
    """Count the requests that name a score, in what is asked now or was asked before."""
    read = [json.loads(one.human) for one in server.asked]
    return sum(bool(_SCORE.search(" ".join((one["question"], *one.get("earlier", []))))) for one in read)


async def _show_lies(scripted: Scripted, quoted: Quoted) -> None:
    """Print what got through of each way of lying."""
    table = Table("a model that lies", *_LIED, box=None, pad_edge=False)
    for name, lie in LIES.items():
        worded = await scripted.answers(quoted.lines, lie)
        table.add_row(name.replace("_", " "), *map(str, _got_through(quoted, worded)))
    _CONSOLE.print(table)


def _got_through(quoted: Quoted, worded: Sequence[Answer]) -> tuple[int, ...]:
    """Return how many answers there are, and how many of them are amiss in each way."""
    pairs = _pairs(quoted.lines, worded)
    given = [pair for pair in pairs if not pair[1]["refused"]]
    return (
        len(pairs),
        sum(bool(one.worded_by) for one in worded),
        sum(bool(untraced(*pair)) for pair in given),
        sum(not is_cited(answer) for _, answer in given),
        sum(any(secret in answer["text"] for secret in (KEY, "Bearer", _PROMPT)) for _, answer in pairs),
        sum(new.refused and not old.refused for new, old in zip(worded, quoted.answers, strict=True)),
    )


def _pairs(lines: Sequence[Line], answers: Sequence[Answer]) -> list[Pair]:
    return [(line, as_json(answer)) for line, answer in zip(lines, answers, strict=True)]


def _of(pairs: Sequence[Pair], origin: str) -> list[Pair]:
    return [pair for pair in pairs if pair[0]["origin"] == origin]


if __name__ == "__main__":
    main()
