"""Time lookups in the timeline, plans and pictures, and how long a picture holds up an event loop."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import median

from bot.exporting import timeline_picture
from bot.planning.backward import plan_back
from bot.planning.circumstances import Circumstances
from bot.planning.tables import read_planning
from bot.shipped import config_folder
from bot.strategy.inputs import APPLICANTS
from bot.timeline.looking_up import look_up
from bot.timeline.timeline import Asked
from bot.timeline.timetable import shipped_timetable
from knowledge.encoder import Encoder

from .sets import ASKED_AT

_ROUNDS, _PICTURES, _TICK = 20, 5, 0.005
_CASES = [
    *(Asked(months=months, applicant=who) for months in range(0, 31) for who in APPLICANTS),
    *(Asked(year=year, applicant=who) for year in ("m1", "late_m2", "m3", "m4") for who in APPLICANTS),
    *(Asked(season=2028, applicant=who, next=soon) for who in APPLICANTS for soon in (False, True)),
    *(Asked(about=(name,)) for name in ("letters", "ck", "aways", "eras", "match_week")),
]
_FIRST = (
    "import sys; from bot.command_line.app import main;"
    " main(['timeline', '--season', '2028', '--applicant', 'us_img', '--png', sys.argv[1]])"
)


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds: of the slowest lookup, a plan, a pass of the encoder, a picture alone and in a new process, a stall."""

    lookup: float
    plan: float
    forward: float
    picture: float
    first_picture: float
    stall: float
    stall_without: float


def timelines(encoder: Encoder, file: str) -> Timed:
    """Return the times, each the median of many; `file` is where the picture of a new process goes."""
    table = shipped_timetable()
    planning = read_planning(config_folder() / "timeline" / "planning.toml", table.catalogue)
    given = Circumstances(season=2028, applicant="non_us_img", baseline=221, hours=8, exam_day=date(2027, 6, 14))
    found = look_up(Asked(season=2028, applicant="non_us_img"), table, ASKED_AT)
    draw = partial(timeline_picture, found, table, "IR timeline", ASKED_AT.date())
    draw()
    return Timed(
        lookup=max(_median(partial(look_up, asked, table, ASKED_AT), _ROUNDS) for asked in _CASES),
        plan=_median(partial(plan_back, given, table, planning, ASKED_AT), _ROUNDS),
        forward=_median(partial(encoder.query_vectors, ["how many letters do I need"]), _ROUNDS),
        picture=_median(draw, _PICTURES),
        first_picture=_median(partial(_in_a_new_process, file), 3),
        stall=asyncio.run(_stall(draw)),
        stall_without=asyncio.run(_stall(partial(time.sleep, 0.5))),
    )


def _median(work: Callable[[], object], rounds: int) -> float:
    return median(_seconds(work) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _in_a_new_process(file: str) -> None:
    subprocess.run([sys.executable, "-c", _FIRST, file], check=True, stdout=subprocess.DEVNULL)


async def _stall(work: Callable[[], object]) -> float:
    """Return the longest time by which a ticking event loop was late while work was done in a thread beside it."""
    working = asyncio.ensure_future(asyncio.to_thread(work))
    longest = 0.0
    while not working.done():
        started = time.perf_counter()
        await asyncio.sleep(_TICK)
        longest = max(longest, time.perf_counter() - started - _TICK)
    await working
    return longest
