"""How days, months and windows are written: what both ends share is named once."""

from datetime import date

import pytest

from bot.timeline.seasons import Season
from bot.timeline.wording import before_match, days, month_names, months, standing


@pytest.mark.parametrize(
    ("opens", "closes", "of_days", "of_months"),
    [
        pytest.param(date(2028, 2, 29), date(2028, 2, 29), "29 February 2028", "February 2028", id="a day"),
        pytest.param(date(2027, 3, 15), date(2027, 3, 19), "15–19 March 2027", "March 2027", id="a month"),
        pytest.param(date(2027, 6, 1), date(2027, 7, 31), "1 June – 31 July 2027", "June–July 2027", id="a year"),
        pytest.param(
            date(2026, 9, 1),
            date(2027, 3, 31),
            "1 September 2026 – 31 March 2027",
            "September 2026 – March 2027",
            id="two years",
        ),
    ],
)
def test_a_run_of_days_and_of_months(opens: date, closes: date, of_days: str, of_months: str) -> None:
    assert (days(opens, closes), months(opens, closes)) == (of_days, of_months)


@pytest.mark.parametrize(
    ("latest", "earliest", "counted", "named"),
    [
        (8, 9, "8–9 months before the Match", "June–July"),
        (6, 6, "6 months before the Match", "September"),
        (1, 1, "1 month before the Match", "February"),
        (0, 1, "0–1 month before the Match", "February–March"),
        (0, 6, "0–6 months before the Match", "September–March"),
        (18, 24, "18–24 months before the Match", "March–September"),
    ],
)
def test_a_window_before_the_match(latest: int, earliest: int, counted: str, named: str) -> None:
    assert (before_match(latest, earliest), month_names(latest, earliest)) == (counted, named)


@pytest.mark.parametrize(
    ("year", "season", "left", "said"),
    [
        ("", None, None, ""),
        ("", None, 9.5, "9.5 months before the Match"),
        ("", Season(2027), 1, "2027 season, 1 month before the Match"),
        ("m3", Season(2028), None, "M3, 2028 season"),
        ("late_m2", None, None, "late M2"),
        ("m1_m2", None, None, "M1–M2"),
    ],
)
def test_a_point_in_time(year: str, season: Season | None, left: float | None, said: str) -> None:
    assert standing(year, season, left) == said
