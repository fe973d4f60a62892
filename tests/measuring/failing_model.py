"""Measure what an answer costs while a chat model fails: no more than the time that it is given."""

import asyncio
import time

from bot.assembly import adviser
from bot.settings import Settings
from tests.model_server.behaviours import Behaviour, always, faithful
from tests.model_server.replies import Closed, Failing, Hanging, Malformed, Slow, Statements
from tests.model_server.server import ModelServer

from .rows import Row, told
from .scripted import KEY, Scripted
from .sets import ASKED_AT, ONE_TURN, Line, read_sets

_SECONDS, _BEYOND = 2.0, 0.2
"""How long an answer may take, and how much longer it may be."""
_TIMES = 4
_FAILURES: dict[str, Behaviour] = {
    "never answers": always(Hanging()),
    "answers too late": always(Slow(10.0, Statements([]))),
    "is away": always(Closed()),
    "has no time (429)": always(Failing(429)),
    "is broken (500)": always(Failing(500)),
    "sends a web page": always(Malformed("page")),
}


def rows(settings: Settings) -> list[Row]:
    """Return the longest an answer took for each way of failing, beside the time it may take."""
    return asyncio.run(_rows(settings))


async def _rows(settings: Settings) -> list[Row]:
    lines = [line for line in read_sets() if line["kind"] == ONE_TURN[0]][:_TIMES]
    with adviser(settings, clock=lambda: ASKED_AT) as advice:
        async with ModelServer(key=KEY) as server:
            scripted = Scripted(advice, server)
            await scripted.answers(lines, faithful)  # the client is loaded once, at the start of a bot
            return [_row(name, await _longest(scripted, lines, fails)) for name, fails in _FAILURES.items()]


def _row(name: str, longest: float) -> Row:
    what = f"longest of {_TIMES} answers while the model {name} (peer: its limit)"
    return Row(what, longest, _SECONDS, target=told(longest, _SECONDS + _BEYOND, "s"))


async def _longest(scripted: Scripted, lines: list[Line], fails: Behaviour) -> float:
    """Return the longest time of an answer; each is asked anew, so that no breaker spares it."""
    times = []
    for line in lines:
        began = time.perf_counter()
        (answer,) = await scripted.answers([line], fails, _SECONDS)
        times.append(time.perf_counter() - began)
        if not scripted.server.asked or answer.worded_by or not (answer.statements or answer.notes):
            raise AssertionError(f"{line['id']} did not ask the model, or was not answered in the guides' own words")
    return max(times)
