"""The axis: where days stand, and which months, days and years are named in the room there is."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charting.canvas import LEFT, NOTE, RIGHT, STRONG
from bot.charting.scale import Scale, day_labels, month_labels, whole_months, year_labels
from bot.charting.wording import width_of

DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))


def axis(first: date, last: date) -> Scale:
    return whole_months(first, last, LEFT, RIGHT)


def test_first_and_last_day_reach_the_edges() -> None:
    scale = Scale(date(2027, 3, 1), date(2027, 3, 10), 100, 200)

    assert scale.x(date(2027, 3, 1)) == 100
    assert scale.x(date(2027, 3, 10), 1) == 200
    assert scale.x(date(2027, 3, 3), 0.5) == 125


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        pytest.param(date(2027, 6, 3), date(2027, 6, 9), "Jun", id="one month"),
        pytest.param(date(2027, 6, 3), date(2027, 9, 9), "Jun Jul Aug Sep", id="names"),
        pytest.param(date(2026, 7, 1), date(2028, 1, 9), "J A S O N D J F M A M J J A S O N D J", id="letters"),
        pytest.param(date(2026, 12, 1), date(2029, 3, 9), "Jan Apr Jul Oct Jan Apr Jul Oct Jan", id="quarters"),
        pytest.param(date(2024, 12, 1), date(2029, 3, 9), "Jan Jul Jan Jul Jan Jul Jan Jul Jan", id="half years"),
        pytest.param(date(2024, 8, 1), date(2034, 3, 9), "", id="years do"),
    ],
)
def test_months_are_named_as_there_is_room(first: date, last: date, named: str) -> None:
    assert " ".join(label.words for label in month_labels(axis(first, last))) == named


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        pytest.param(date(2027, 6, 3), date(2027, 6, 9), "2027", id="one"),
        pytest.param(date(2026, 12, 1), date(2029, 3, 9), "2027 2028 2029", id="no room for December's"),
        pytest.param(date(2026, 6, 1), date(2029, 1, 9), "2026 2027 2028", id="no room for January's"),
        pytest.param(date(2024, 8, 1), date(2034, 12, 9), "2026 2028 2030 2032 2034", id="every other"),
        pytest.param(date(2024, 8, 1), date(2064, 12, 9), "2025 2030 2035 2040 2045 2050 2055 2060", id="every fifth"),
    ],
)
def test_years_are_named_as_there_is_room(first: date, last: date, named: str) -> None:
    assert " ".join(label.words for label in year_labels(axis(first, last))) == named


@pytest.mark.parametrize(
    ("first", "last", "named", "years"),
    [
        pytest.param(date(2027, 3, 1), date(2027, 3, 14), "1 Mar, 5 Mar, 9 Mar, 13 Mar", "2027", id="a fortnight"),
        pytest.param(
            date(2026, 12, 20), date(2027, 1, 20), "20 Dec, 27 Dec, 3 Jan, 10 Jan, 17 Jan", "2026 2027", id="weeks"
        ),
        pytest.param(date(2026, 9, 5), date(2027, 3, 5), "Oct, Nov, Dec, Jan, Feb, Mar", "2026 2027", id="months"),
        pytest.param(
            date(2026, 8, 5), date(2028, 3, 5), "Oct, Jan, Apr, Jul, Oct, Jan", "2026 2027 2028", id="quarters"
        ),
    ],
)
def test_days_are_named_as_there_is_room(first: date, last: date, named: str, years: str) -> None:
    names, below = day_labels(Scale(first, last, 160, 820))

    assert ", ".join(label.words.replace("\N{NO-BREAK SPACE}", " ") for label in names) == named
    assert " ".join(label.words for label in below) == years


@given(one=DAYS, other=DAYS, alone=st.booleans())
def test_names_on_an_axis_never_touch(one: date, other: date, alone: bool) -> None:
    scale = axis(min(one, other), max(one, other))
    for labels, face in ((month_labels(scale, alone), NOTE), (year_labels(scale), STRONG)):
        wide = [width_of(label.words, face) for label in labels]
        starts = [label.x - (w / 2 if label.align == "center" else 0) for label, w in zip(labels, wide, strict=True)]

        assert all(start + w < after for (start, after), w in zip(pairwise(starts), wide, strict=False))
        assert all(start >= LEFT and start + w <= RIGHT for start, w in zip(starts, wide, strict=True))
