"""Names of phases: within their own stretch where they fit, else in a row of their own."""

import pytest

from bot.charting.canvas import LEFT, RIGHT
from bot.charting.phases import Stretch, in_rows

WIDE = [Stretch("Content review", 100, 400), Stretch("Question bank", 400, 640), Stretch("Dedicated", 640, 900)]
NARROW = [Stretch("Content review", 100, 160), Stretch("Question bank", 160, 220), Stretch("Dedicated", 220, 260)]


@pytest.mark.parametrize(
    ("stretches", "rows"),
    [
        pytest.param([], [], id="none"),
        pytest.param(WIDE, [["Content review", "Question bank", "Dedicated"]], id="side by side"),
        pytest.param(NARROW, [["Content review"], ["Question bank"], ["Dedicated"]], id="one below the other"),
        pytest.param(
            [WIDE[0], Stretch("All", 100, 900), WIDE[2]], [["Content review", "Dedicated"], ["All"]], id="overlapping"
        ),
    ],
)
def test_names_share_a_row_where_there_is_room(stretches: list[Stretch], rows: list[list[str]]) -> None:
    assert [[one.stretch.name for one in row] for row in in_rows(stretches)] == rows


def test_a_name_breaks_once_to_stay_within_its_stretch() -> None:
    ((one,),) = in_rows([Stretch("Content review", 300, 480)])

    assert one.lines == ("Content", "review")


@pytest.mark.parametrize("left", [LEFT, 500, RIGHT - 20])
def test_a_name_wider_than_its_stretch_stays_on_the_card(left: int) -> None:
    ((one,),) = in_rows([Stretch("A phase by a rather long name", left, left + 20)])

    assert one.x >= LEFT
    assert one.x + one.width <= RIGHT
