"""Seasons: how months are counted back from a Match in March, when one season follows another, and school years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.timeline.seasons import MOST_YEARS, Season, month_of, months_between, running, school_season, usable

DAY = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
YEARS = st.integers(2020, 2100)
MONTHS = range(121)


@pytest.mark.parametrize(
    ("season", "on", "months"),
    [
        pytest.param(2027, date(2026, 11, 22), 4, id="in the season"),
        pytest.param(2027, date(2026, 9, 1), 6, id="the month of ERAS"),
        pytest.param(2027, date(2026, 12, 31), 3, id="the last day of a year"),
        pytest.param(2027, date(2027, 1, 1), 2, id="the first day of the next"),
        pytest.param(2028, date(2028, 2, 29), 1, id="a leap day"),
        pytest.param(2028, date(2028, 3, 1), 0, id="the day after it"),
        pytest.param(2027, date(2027, 3, 31), 0, id="the last day of the month of the Match"),
        pytest.param(2027, date(2027, 4, 1), -1, id="the day after it is over"),
        pytest.param(2037, date(2026, 11, 22), 124, id="more than ten years ahead"),
    ],
)
def test_months_left_are_whole_months_to_march(season: int, on: date, months: int) -> None:
    assert Season(season).months_left(on) == months


@pytest.mark.parametrize(
    ("season", "months", "opens", "closes"),
    [
        pytest.param(2027, 0, date(2027, 3, 1), date(2027, 3, 31), id="the month of the Match"),
        pytest.param(2028, 1, date(2028, 2, 1), date(2028, 2, 29), id="a leap February"),
        pytest.param(2027, 1, date(2027, 2, 1), date(2027, 2, 28), id="another February"),
        pytest.param(2027, 3, date(2026, 12, 1), date(2026, 12, 31), id="the last month of a year"),
        pytest.param(2028, 6, date(2027, 9, 1), date(2027, 9, 30), id="the month of ERAS"),
        pytest.param(2028, 24, date(2026, 3, 1), date(2026, 3, 31), id="two years ahead"),
        pytest.param(2028, 9.5, date(2027, 5, 1), date(2027, 5, 31), id="half a month more"),
    ],
)
def test_a_month_before_the_match_has_its_days_in_the_calendar(
    season: int, months: float, opens: date, closes: date
) -> None:
    assert (Season(season).opens(months), Season(season).closes(months)) == (opens, closes)


@given(year=YEARS)
def test_months_before_a_match_follow_each_other_without_a_gap(year: int) -> None:
    season = Season(year)

    assert [season.months_left(season.opens(months)) for months in MONTHS] == [*MONTHS]
    assert [season.months_left(season.closes(months)) for months in MONTHS] == [*MONTHS]
    assert [season.closes(n + 1) + DAY for n in MONTHS] == [season.opens(n) for n in MONTHS]


@given(year=YEARS)
def test_applications_go_out_six_months_before_the_match(year: int) -> None:
    assert Season(year).eras == Season(year).opens(6) == date(year - 1, 9, 1)


@pytest.mark.parametrize(
    ("on", "season"),
    [
        pytest.param(date(2026, 9, 3), 2027, id="September"),
        pytest.param(date(2026, 12, 31), 2027, id="the end of a year"),
        pytest.param(date(2027, 1, 1), 2027, id="the beginning of the next"),
        pytest.param(date(2028, 2, 29), 2028, id="a leap day"),
        pytest.param(date(2027, 3, 31), 2027, id="the end of March"),
        pytest.param(date(2027, 4, 1), 2028, id="the beginning of April"),
    ],
)
def test_the_season_that_is_on_ends_with_march(on: date, season: int) -> None:
    assert running(on) == Season(season)


def test_a_season_follows_another_on_the_first_of_april_and_on_no_other_day() -> None:
    days = [date(2026, 1, 1) + n * DAY for n in range(4 * 366)]
    turns = [day for day in days if running(day) != running(day - DAY)]

    assert turns == [date(year, 4, 1) for year in (2026, 2027, 2028, 2029)]
    assert all(running(day) == Season(running(day - DAY).year + 1) for day in turns)


@pytest.mark.parametrize("year", range(2027, 2027 + MOST_YEARS))
def test_a_season_can_be_looked_up_from_the_one_that_is_on_to_nine_years_later(year: int) -> None:
    assert usable(year, Season(2027)) == Season(year)


@pytest.mark.parametrize(
    ("year", "says"),
    [
        pytest.param(2026, "season 2026: its Match is over; give 2027 or a later one", id="the one before"),
        pytest.param(0, "season 0: its Match is over", id="no year at all"),
        pytest.param(-5, "season -5: its Match is over", id="a year below 0"),
        pytest.param(2037, "season 2037: more than 10 years ahead; give one from 2027 to 2036", id="ten years later"),
        pytest.param(10**9, "more than 10 years ahead", id="a year without end"),
    ],
)
def test_a_season_that_is_over_or_too_far_ahead_is_refused_in_one_line(year: int, says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        usable(year, Season(2027))

    assert "\n" not in str(refused.value)


@given(on=DAYS)
def test_the_months_to_a_season_that_can_be_looked_up_are_120_at_most(on: date) -> None:
    left = [usable(running(on).year + later, running(on)).months_left(on) for later in range(MOST_YEARS)]

    assert min(left) >= 0
    assert max(left) <= 120


@pytest.mark.parametrize(
    ("school_year", "on", "season"),
    [
        pytest.param(1, date(2026, 11, 22), 2030, id="M1"),
        pytest.param(2, date(2026, 11, 22), 2029, id="M2"),
        pytest.param(3, date(2026, 11, 22), 2028, id="M3"),
        pytest.param(4, date(2026, 11, 22), 2027, id="M4"),
        pytest.param(3, date(2027, 5, 31), 2028, id="the last day of M3"),
        pytest.param(4, date(2027, 6, 1), 2028, id="the first day of M4"),
        pytest.param(4, date(2027, 3, 20), 2027, id="M4 after the Match"),
        pytest.param(4, date(2026, 12, 31), 2027, id="M4 at the end of a year"),
        pytest.param(4, date(2027, 1, 1), 2027, id="M4 at the beginning of the next"),
    ],
)
def test_a_year_of_school_says_which_match_it_leads_to(school_year: int, on: date, season: int) -> None:
    assert school_season(school_year, on) == Season(season)


@given(on=DAYS, school_year=st.integers(1, 3))
def test_a_year_later_and_a_year_further_in_school_it_is_the_same_match(on: date, school_year: int) -> None:
    later = date(on.year + 1, on.month, min(on.day, 28))

    assert school_season(school_year, on) == school_season(school_year + 1, later)


@given(first=DAYS, later=st.integers(-200, 200))
def test_a_month_so_many_months_later_is_so_many_months_away(first: date, later: int) -> None:
    month = month_of(first, later)

    assert month.day == 1
    assert months_between(first, month) == later
    assert months_between(month, first) == -later
