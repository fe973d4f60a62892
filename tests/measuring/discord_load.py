"""Measure the bot as it runs in Discord, beside what discord.py alone costs.

`python -m tests.measuring.discord_load [load|memory|storm|kills]...`; all of it where nothing is named.
"""

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.discord_server import MiniDiscord
from tests.measuring import discord_rounds
from tests.measuring.discord_askers import Question, askers, questions
from tests.measuring.discord_process import started
from tests.measuring.discord_rounds import ASKERS, CHARTS, HALF, Waits
from tests.measuring.discord_storm import Outcome, faults, storm
from tests.measuring.reminder_kills import kills
from tests.measuring.rows import Row, show, told
from tests.measuring.scoring import quantile
from tests.measuring.sets import ONE_TURN

_ACK, _LATEST_ACK, _ALONE, _AMONG, _STALL = 300.0, 3_000.0, 300.0, 1_500.0, 50.0
"""Milliseconds: of an acknowledgement, of the latest, of an answer to one asker and to one of many, of a stall."""
_MEGABYTES, _GROWTH = 350.0, 2.0
_FAULTS, _IN_THE_STORM, _KILLS = 200, 12, 50
_SEED = 20_261_129


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is named, and print the table."""
    show(row for part in _PARTS if not arguments or part in arguments for row in _PARTS[part]())


def rows() -> Iterator[Row]:
    """Yield every line."""
    for part in _PARTS.values():
        yield from part()


def _load() -> Iterator[Row]:
    ours, peer = asyncio.run(discord_rounds.waits("bot")), asyncio.run(discord_rounds.waits("peer"))
    yield from _acknowledged(ours, peer)
    yield from _answered(ours, peer)
    what = f"longest stall of the bot's event loop, {ASKERS} at once (peer: discord.py alone)"
    yield Row(what, ours.stall * 1e3, peer.stall * 1e3, "ms", told(ours.stall * 1e3, _STALL, "ms"))
    what = "processor time a question"
    yield Row(what, ours.processor * 1e3, peer.processor * 1e3, "ms")
    late = sum(bool(one.failed) for one in (*ours.alone, *ours.among))
    yield Row("questions under load without an answer", late, 0, "", told(late, 0, ""))


def _acknowledged(ours: Waits, peer: Waits) -> Iterator[Row]:
    for name, at, most in (("p50", 0.5, None), ("p99", 0.99, _ACK), ("latest", 1.0, _LATEST_ACK)):
        mine, theirs = (_at(at, one.among, lambda asked: asked.acknowledged) for one in (ours, peer))
        what = f"question to acknowledgement, {ASKERS} at once, {name} of {len(ours.among)}"
        yield Row(what, mine, theirs, "ms", told(mine, most, "ms") if most else "-")


def _answered(ours: Waits, peer: Waits) -> Iterator[Row]:
    for who, most in (("alone", _ALONE), ("among", _AMONG)):
        what = f"question to answer, {'one asker' if who == 'alone' else f'{ASKERS} at once'}"
        for name, at in (("p50", 0.5), ("p95", 0.95)):
            mine, theirs = (_at(at, getattr(one, who), lambda asked: asked.answered) for one in (ours, peer))
            target = told(mine, most, "ms") if name == "p95" else "-"
            yield Row(f"{what}, {name} of {len(getattr(ours, who))}", mine, theirs, "ms", target)


def _at(at: float, asked: Sequence[Question], seconds: Callable[[Question], float]) -> float:
    return (quantile([seconds(one) for one in asked if not one.failed], at) or 0.0) * 1e3


def _memory() -> Iterator[Row]:
    found = asyncio.run(discord_rounds.memory())
    what = f"memory after {2 * HALF} questions (beside: after the start)"
    yield Row(what, found.end, found.first, "MB", told(found.end, _MEGABYTES, "MB"))
    growth = (found.end / found.half - 1) * 100
    what = f"its growth over the last {HALF} (beside: MB before them)"
    yield Row(what, growth, found.half, "%", told(growth, _GROWTH, "%"))
    what = f"memory after {CHARTS} charts more (beside: before them)"
    yield Row(what, found.charted, found.end, "MB")
    yield Row("of these questions without an answer", found.unanswered, 0, "", told(found.unanswered, 0, ""))


def _storm() -> Iterator[Row]:
    outcome = asyncio.run(_stormed())
    asked = f"of {len(outcome.asked)} questions, {outcome.faults} faults"
    yield Row(f"lost {asked}", len(outcome.lost), 0, "", told(len(outcome.lost), 0, ""))
    yield Row(f"answered twice {asked}", len(outcome.twice), 0, "", told(len(outcome.twice), 0, ""))
    yield Row("longest wait for an answer meanwhile", outcome.longest, 0)
    for one in (*outcome.lost, *outcome.twice):
        sys.stderr.write(f"{one.way}: {one.text[:60]!r}, {len(one.answers)} answers {one.failed[-40:]}\n")


async def _stormed() -> Outcome:
    async with MiniDiscord(described=False) as server, started(server):
        await discord_rounds.opened(askers(server, 1)[0])
        return await storm(server, faults(_FAULTS, _SEED), _IN_THE_STORM, questions(_SEED, ONE_TURN))


def _kills() -> Iterator[Row]:
    found = kills(_KILLS)
    what = f"of {found.due} reminders over {found.times} kills"
    yield Row(f"lost {what} (beside: interrupted)", found.missing, found.interrupted, "", told(found.missing, 0, ""))
    yield Row(f"sent twice {what}", found.twice, found.interrupted, "", told(found.twice, 0, ""))


_PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {"load": _load, "memory": _memory, "storm": _storm, "kills": _kills}


if __name__ == "__main__":
    main(sys.argv[1:])
