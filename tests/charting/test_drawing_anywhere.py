"""Pictures are drawn in any thread and process alike, and leave nothing behind."""

import asyncio
import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import matplotlib

from bot.charting.scores_chart import Scored, scores_png
from bot.charting.timeline_chart import Bar, timeline_png

ROOT = Path(__file__).resolve().parent.parent.parent
SCORES = [Scored(date(2027, 3, 1), 221), Scored(date(2027, 4, 1), 232)]
BARS = [Bar("Take Step 2 CK", date(2027, 6, 1), date(2027, 8, 30), "Exams")]
ELSEWHERE = """
import hashlib, sys
from tests.charting.test_drawing_anywhere import SCORES, scores_png
print(hashlib.sha256(scores_png("Practice", SCORES, 250, 240)).hexdigest(), "matplotlib.pyplot" in sys.modules)
"""


async def test_a_picture_arrives_while_the_loop_goes_on() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    content = await asyncio.to_thread(timeline_png, "Your road", BARS)
    ticking.cancel()

    assert content == timeline_png("Your road", BARS)
    assert ticks > 1


async def test_pictures_drawn_side_by_side_are_those_drawn_alone() -> None:
    calls = [(timeline_png, "Your road", BARS), (scores_png, "Practice", SCORES)] * 3
    drawn = await asyncio.gather(*(asyncio.to_thread(*call) for call in calls))

    assert drawn == [draw(title, shown) for draw, title, shown in calls]


def test_another_process_draws_the_same_and_loads_no_pyplot() -> None:
    command, environment = [sys.executable, "-c", ELSEWHERE], os.environ | {"PYTHONHASHSEED": "7"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)

    here = hashlib.sha256(scores_png("Practice", SCORES, 250, 240)).hexdigest()
    assert done.stdout.split() == [here, "False"]


def test_drawing_changes_no_setting_of_matplotlib() -> None:
    before = dict(matplotlib.rcParams)
    timeline_png("Your road", BARS)

    assert dict(matplotlib.rcParams) == before
