"""Ask the bot, alone and twenty at once, a thousand times over; note waits, stalls of its event loop, its memory."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from tests.discord_server import MiniDiscord
from tests.discord_server.checks_messages import shown_text
from tests.measuring.discord_askers import WAYS, Asker, Question, askers, questions
from tests.measuring.discord_process import Running, started
from tests.measuring.sets import ADVERSARIAL, KINDS

ASKERS, ROUNDS, ALONE = 20, 10, 100
_WARM_UP = 2
"""Rounds before the clock starts."""
HALF, CHARTS = 500, 10
"""Questions until memory is looked at, and again until it is looked at once more; calendars with charts after that."""
_OPENING = "opening my guides"
_SECONDS_TO_OPEN = 60.0
_ASKED = frozenset(KINDS) - {ADVERSARIAL}
_SEED = 20_261_129
_CHART, _SEASON = "timeline calendar", 2028


@dataclass(slots=True)
class Waits:
    """Questions to one asker and to many at once, and seconds that the event loop stood still at most meanwhile."""

    alone: list[Question] = field(default_factory=list)
    among: list[Question] = field(default_factory=list)
    stall: float = 0.0
    processor: float = 0.0
    """Seconds of the processor that a question takes."""


@dataclass(slots=True)
class Memory:
    """Megabytes after the start, after half of the questions, after all, and after charts."""

    first: float = 0.0
    half: float = 0.0
    end: float = 0.0
    charted: float = 0.0
    unanswered: int = 0


async def waits(who: str) -> Waits:
    """Return how long members wait for the bot, or for its peer."""
    async with MiniDiscord(described=False) as server, started(server, who) as running:
        members, texts, found = askers(server, ASKERS), cycle(questions(_SEED, _ASKED)), Waits()
        await opened(members[0])
        for _ in range(_WARM_UP):
            await _round(members, texts)
        for way, text in zip(islice(cycle(WAYS), ALONE), texts, strict=False):
            found.alone.append(await members[0].ask(way, text))
        await running.stall()
        begun = running.processor()
        for shift in range(ROUNDS):
            found.among += await _round(members, texts, shift)
        found.stall = await running.stall()
        found.processor = (running.processor() - begun) / len(found.among)
    return found


async def memory() -> Memory:
    """Return how much memory the bot holds after many questions, and after charts that are asked for then."""
    async with MiniDiscord(described=False) as server, started(server) as running:
        members, texts, found = askers(server, ASKERS), cycle(questions(_SEED, _ASKED)), Memory()
        await opened(members[0])
        found.first = running.megabytes()
        found.half = await _after(running, members, texts, found)
        found.end = await _after(running, members, texts, found)
        for member in members[:CHARTS]:
            reply = await member.server.slash(member.person, _CHART, season=_SEASON, channel=member.channel, timeout=30)
            found.unanswered += not any(name.endswith(".png") for name in reply.files)
        found.charted = running.megabytes()
    return found


async def _after(running: Running, members: Sequence[Asker], texts: Iterator[str], found: Memory) -> float:
    """Ask half of the questions, and return the megabytes after them."""
    for number in range(HALF // ASKERS):
        asked = await _round(members, texts, number)
        found.unanswered += sum(bool(one.failed) for one in asked)
    return running.megabytes()


async def _round(members: Sequence[Asker], texts: Iterator[str], shift: int = 0) -> list[Question]:
    """Let every member ask at the same moment, each in another way than last time."""
    ways = islice(cycle(WAYS), shift, None)
    asked = [member.ask(way, text) for member, way, text in zip(members, ways, texts, strict=False)]
    return list(await asyncio.gather(*asked))


async def opened(member: Asker) -> None:
    """Ask until the guides are open."""
    async with asyncio.timeout(_SECONDS_TO_OPEN):
        while _is_opening(await member.ask("command", "How many letters do I need?")):  # noqa: ASYNC110 - it must be asked
            await asyncio.sleep(0.2)


def _is_opening(asked: Question) -> bool:
    return not asked.answers or _OPENING in shown_text(asked.answers[0])
