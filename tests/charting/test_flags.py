"""Flags of single days: labels on the side where there is room, and on no other flag's line."""

import pytest

from bot.charting.canvas import LEFT, RIGHT
from bot.charting.flags import Flag, placed
from bot.charting.wording import width_of


@pytest.mark.parametrize(
    ("xs", "order"),
    [
        pytest.param([300], "300>", id="alone"),
        pytest.param([1_000], "<1000", id="no room on the right"),
        pytest.param([200, 400, 600], "200> 400> 600>", id="downwards to the right"),
        pytest.param([600, 200, 400], "200> 400> 600>", id="in any order"),
        pytest.param([300, 900, 1_000], "<1000 <900 300>", id="those on the left on top"),
        pytest.param([700, 900], "<900 <700", id="aside for a line on the right"),
    ],
)
def test_each_label_stands_above_the_lines_it_would_be_crossed_by(xs: list[int], order: str) -> None:
    flags = placed([Flag("Exam 14 Jun 2027", x) for x in xs])

    assert " ".join(f"<{one.flag.x}" if one.on_left else f"{one.flag.x}>" for one in flags) == order


@pytest.mark.parametrize("x", [60, 400, 540, 700, 1_030])
def test_a_long_label_is_broken_into_lines_that_fit_beside_its_line(x: int) -> None:
    (one,) = placed([Flag("A mark whose title is so long that one line cannot hold it, wherever it stands", x)])
    room = x - LEFT if one.on_left else RIGHT - x

    assert len(one.lines) > 1
    assert max(width_of(line, one.flag.face) for line in one.lines) < room
