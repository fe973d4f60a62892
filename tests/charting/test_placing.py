"""Places of labels: near their points, on nothing else, and none where there is no room."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.charting.canvas import Box
from bot.charting.placing import Size, distance, places

ROOM, SIZE = Box(0, 0, 700, 600), Size(70, 36)
POINTS = st.lists(st.tuples(st.integers(50, 650), st.integers(60, 540)), min_size=1, max_size=25)


def meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes share any room."""
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


@given(points=POINTS)
def test_labels_meet_neither_each_other_nor_a_point(points: list[tuple[float, float]]) -> None:
    found = places(points, [SIZE] * len(points), [], ROOM)

    assert found is not None
    assert not any(meet(one, other) for one, other in combinations(found, 2))
    assert all(distance(point, box) >= 12 for box in found for point in points)
    assert all(min(box.left, box.top) >= 0 and box.right <= 700 and box.bottom <= 600 for box in found)


def test_a_label_stands_above_a_point_that_is_alone() -> None:
    (box,) = places([(350, 300)], [SIZE], [], ROOM) or []

    assert box.bottom < 300
    assert abs((box.left + box.right) / 2 - 350) <= 4
    assert distance((350, 300), box) < 26


def test_a_label_stands_below_where_a_line_runs_above() -> None:
    (box,) = places([(350, 300)], [SIZE], [((0, 265), (700, 265))], ROOM) or []

    assert box.top > 300


def test_no_places_are_found_where_labels_are_too_many_or_too_wide() -> None:
    assert places([(350, 300)] * 200, [SIZE] * 200, [], ROOM) is None
    assert places([(350, 300)], [Size(900, 36)], [], ROOM) is None
