"""Dates of seasons: what may be said of each, when one is over, and which season is on, wherever the asker is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingError
from bot.timeline.season_dates import SeasonDate, SeasonDates, Sure, read_season_dates, said_of
from bot.timeline.seasons import Season
from bot.timeline.timetable import read_timetable
from tests.strategy.shipped import shipped
from tests.timeline.conftest import Edit
from tests.timeline.shipped import TABLES, table

EASTERN, TOKYO, AUCKLAND, HONOLULU = map(
    ZoneInfo, ("America/New_York", "Asia/Tokyo", "Pacific/Auckland", "Pacific/Honolulu")
)
ZONES = st.sampled_from([EASTERN, TOKYO, AUCKLAND, HONOLULU, UTC, ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin")])
HOUR = timedelta(hours=1)
YEAR = re.compile(r"\b20\d\d\b")
LATER = range(2028, 2041)
"""Seasons of which nothing is known."""

SHIPPED_DATES = [pytest.param(one, id=f"{one.what}-{one.season}") for one in table().dates.known]


def of_season(year: int) -> dict[str, SeasonDate]:
    """Return what may be said of a season, by what it is of."""
    return {one.what: one for one in table().dates.of(Season(year))}


def own_dates(*entries: str) -> SeasonDates:
    """Return a table of dates that holds the entries given and no others."""
    tables = tomli.loads((TABLES / "seasons.toml").read_text(encoding="utf-8"))
    written = "\n".join(f'[[date]]\naddress = "eras"\nchecked = 2026-11-22\n{entry}' for entry in entries)
    return read_season_dates({**tables, **tomli.loads(written)})


def own_date(entry: str) -> SeasonDate:
    """Return the one date of a table."""
    [one] = own_dates(entry).known
    return one


@pytest.mark.parametrize(
    ("season", "what", "says"),
    [
        pytest.param(
            2026,
            "eras_submit",
            "2026 season: first day to submit in ERAS: 3 September 2025, 09:00 US Eastern (confirmed: https://",
            id="a confirmed day with its hour",
        ),
        pytest.param(
            2026, "match_week", "2026 season: Match Week: 16–20 March 2026; applicants learned", id="confirmed days"
        ),
        pytest.param(
            2027,
            "eras_submit",
            "2027 season: first day to submit in ERAS: 2 September 2026, unconfirmed; check https://",
            id="an unconfirmed day",
        ),
        pytest.param(
            2027,
            "match_week",
            "2027 season: Match Week: 15–19 March 2027, unconfirmed; the third week of March by the rule",
            id="unconfirmed days with what else is known",
        ),
        pytest.param(
            2027,
            "rank_lists",
            "2027 season, Rank-list deadline: the date is not known; look at https://",
            id="an unknown day",
        ),
        pytest.param(
            2028,
            "match_week",
            "2028 season: no date is known here. By rule, Match Week is the third week of March, every year (https://",
            id="a rule",
        ),
    ],
)
def test_a_date_is_said_as_its_state_allows(season: int, what: str, says: str) -> None:
    assert of_season(season)[what].says.startswith(says)


@pytest.mark.parametrize("one", SHIPPED_DATES)
def test_a_date_says_how_sure_it_is_and_where_to_look(one: SeasonDate) -> None:
    shown = one.as_json()

    assert one.address in one.says
    assert ("(confirmed:" in one.says) is (one.sure is Sure.CONFIRMED)
    assert ("unconfirmed" in one.says) is (one.sure is Sure.UNCONFIRMED)
    assert ("not known" in one.says) is (one.sure is Sure.UNKNOWN) is (shown["opens"] is None)
    assert shown["checked"] >= "2026-11-22"


@pytest.mark.parametrize("year", LATER)
def test_of_a_season_nothing_is_known_of_there_are_rules_and_no_days(year: int) -> None:
    shown = of_season(year)

    assert shown.keys() == table().dates.rules.keys()
    for one in shown.values():
        assert one.sure is Sure.RULE
        assert (one.opens, one.closes, one.begins, one.ends) == (None,) * 4
        assert (one.as_json()["opens"], one.as_json()["closes"]) == (None, None)
        assert "By rule" in one.says
        assert set(YEAR.findall(one.says.replace(one.address, ""))) == {str(year)}


@pytest.mark.parametrize("year", [2026, 2027, *LATER])
def test_a_season_never_lends_its_dates_to_another(year: int) -> None:
    told = [one.says.replace(one.address, "") for one in of_season(year).values()]

    assert {int(found) for says in told for found in YEAR.findall(says)} <= {year, year - 1}
    assert {one.season for one in of_season(year).values()} == {year}
    assert all(one.opens.year in {year - 1, year} for one in of_season(year).values() if one.opens)


def test_the_dates_of_a_season_come_in_its_order() -> None:
    days = [one.opens for one in of_season(2026).values() if one.opens]

    assert len(days) == 5
    assert days == sorted(days)
    assert list(of_season(2027)) == ["eras_opens", "eras_submit", "eras_review", "rank_lists", "match_week"]


def test_rules_of_one_address_are_one_sentence_and_dates_stay_apart() -> None:
    by_rule, known = list(said_of(of_season(2028).values())), list(said_of(of_season(2026).values()))

    assert [one.count("By rule") for one in by_rule] == [1, 1]
    assert "MyERAS opens in June; applicants may submit in the first half of September" in by_rule[0]
    assert known == [one.says for one in of_season(2026).values()]


def test_everything_that_can_be_asked_for_is_a_date_of_the_table() -> None:
    dates = table().dates

    assert frozenset().union(*dates.about.values()) == dates.unknown.keys()
    assert {one.what for one in dates.known} | dates.rules.keys() == dates.unknown.keys()


@pytest.mark.parametrize(
    ("here", "zone"),
    [
        pytest.param("2025-09-03T09:00", EASTERN, id="in New York"),
        pytest.param("2025-09-03T13:00", UTC, id="in UTC, in summer time"),
        pytest.param("2025-09-03T22:00", TOKYO, id="in Tokyo, the evening of that day"),
        pytest.param("2025-09-03T03:00", HONOLULU, id="in Honolulu, the night before it"),
        pytest.param("2025-09-04T01:00", AUCKLAND, id="in Auckland, the next day"),
    ],
)
def test_a_submission_begins_at_one_moment_for_everybody(here: str, zone: ZoneInfo) -> None:
    submit = of_season(2026)["eras_submit"]

    assert submit.begins == datetime.fromisoformat(here).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        pytest.param(datetime(2025, 9, 3, 23, 59, tzinfo=EASTERN), False, id="that evening in New York"),
        pytest.param(datetime(2025, 9, 4, tzinfo=EASTERN), True, id="midnight in New York"),
        pytest.param(datetime(2025, 9, 4, 12, 59, tzinfo=TOKYO), False, id="the next noon in Tokyo"),
        pytest.param(datetime(2025, 9, 4, 13, tzinfo=TOKYO), True, id="an hour later in Tokyo"),
        pytest.param(datetime(2025, 9, 3, 17, 59, tzinfo=HONOLULU), False, id="that afternoon in Honolulu"),
        pytest.param(datetime(2025, 9, 3, 18, tzinfo=HONOLULU), True, id="that evening in Honolulu"),
    ],
)
def test_a_date_is_over_when_its_day_has_ended_in_the_zone_it_is_of(now: datetime, over: bool) -> None:
    assert of_season(2026)["eras_submit"].is_over(now) is over


def test_what_has_no_day_is_never_over() -> None:
    later = datetime(2040, 1, 1, tzinfo=UTC)

    assert not any(one.is_over(later) for one in (of_season(2027)["rank_lists"], *of_season(2028).values()))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param("2027-03-13", 24, id="the day before the clocks go forward"),
        pytest.param("2027-03-14", 23, id="the day on which they do"),
        pytest.param("2027-03-15", 24, id="the day after"),
        pytest.param("2026-11-01", 25, id="the day on which they go back"),
        pytest.param("2028-02-29", 24, id="a leap day"),
    ],
)
def test_a_day_lasts_from_midnight_to_midnight_of_its_zone(day: str, hours: int) -> None:
    season = 2027 if day < "2027-04" else 2028
    one = own_date(f'what = "rank_lists"\nseason = {season}\nopens = {day}\nstate = "unconfirmed"')

    assert one.begins
    assert one.ends
    assert one.ends.astimezone(UTC) - one.begins.astimezone(UTC) == hours * HOUR


@pytest.mark.parametrize(
    ("now", "season"),
    [
        pytest.param(datetime(2026, 3, 20, 23, 59, tzinfo=EASTERN), 2026, id="Match Day 2026 to its end"),
        pytest.param(datetime(2026, 3, 21, tzinfo=EASTERN), 2027, id="the day after it"),
        pytest.param(datetime(2026, 9, 2, 9, tzinfo=EASTERN), 2027, id="submission opens"),
        pytest.param(datetime(2026, 12, 31, 23, 59, tzinfo=EASTERN), 2027, id="the end of a year"),
        pytest.param(datetime(2027, 1, 1, tzinfo=AUCKLAND), 2027, id="the new year in Auckland"),
        pytest.param(datetime(2027, 3, 14, 3, tzinfo=EASTERN), 2027, id="the clocks go forward"),
        pytest.param(datetime(2027, 3, 19, 23, 59, tzinfo=EASTERN), 2027, id="Match Day 2027 to its end"),
        pytest.param(datetime(2027, 3, 20, tzinfo=EASTERN), 2028, id="the midnight after it"),
        pytest.param(datetime(2027, 3, 20, 3, 59, tzinfo=UTC), 2027, id="before it in UTC, by summer time"),
        pytest.param(datetime(2027, 3, 20, 4, tzinfo=UTC), 2028, id="after it in UTC, by summer time"),
        pytest.param(datetime(2027, 3, 20, 16, 59, tzinfo=AUCKLAND), 2027, id="before it in Auckland, a day ahead"),
        pytest.param(datetime(2027, 3, 20, 17, tzinfo=AUCKLAND), 2028, id="after it in Auckland"),
        pytest.param(datetime(2027, 3, 19, 17, 59, tzinfo=HONOLULU), 2027, id="before it in Honolulu"),
        pytest.param(datetime(2027, 3, 19, 18, tzinfo=HONOLULU), 2028, id="after it in Honolulu, still Friday"),
        pytest.param(datetime(2028, 2, 29, 12, tzinfo=UTC), 2028, id="a leap day"),
        pytest.param(datetime(2028, 3, 31, 23, 59, tzinfo=EASTERN), 2028, id="March, where no Match Week is known"),
        pytest.param(datetime(2028, 4, 1, 12, 59, tzinfo=TOKYO), 2028, id="April in Tokyo, but not in New York"),
        pytest.param(datetime(2028, 4, 1, 13, tzinfo=TOKYO), 2029, id="April in both"),
    ],
)
def test_a_season_is_on_until_its_match_week_has_ended_in_the_east_of_the_us(now: datetime, season: int) -> None:
    assert table().dates.running(now) == Season(season)


def hours_of(year: int) -> Iterator[datetime]:
    """Yield every hour of the months around a Match."""
    first = datetime(year, 2, 15, tzinfo=UTC)
    return (first + n * HOUR for n in range(24 * 60))


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_season_turns_once_a_year_and_never_back(year: int) -> None:
    seasons = [table().dates.running(now).year for now in hours_of(year)]

    assert seasons == sorted(seasons)
    assert set(seasons) == {year, year + 1}


@given(hours=st.integers(0, 8 * 366 * 24), zone=ZONES)
def test_the_same_moment_is_in_the_same_season_in_every_zone(hours: int, zone: ZoneInfo) -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC) + hours * HOUR

    assert table().dates.running(now.astimezone(zone)) == table().dates.running(now)


def test_after_the_rollover_no_day_of_the_season_before_is_left() -> None:
    after = table().dates.running(datetime(2027, 3, 20, 12, tzinfo=EASTERN))

    assert [one.opens for one in table().dates.of(after)] == [None] * 5
    assert not table().dates.on_record(after.year)
    assert table().dates.on_record(2026)


@pytest.mark.parametrize(
    ("pattern", "after", "named"),
    [
        pytest.param(r"^zone = .*", 'zone = "America/NewYork"', ["America/NewYork"], id="no zone"),
        pytest.param(r"^zone_name = .*\n", "", ["zone_name"], id="no name of the zone"),
        pytest.param(
            r"opening day: \{when\}", "opening day", ["date eras_opens 2026", "{when}"], id="no place for the day"
        ),
        pytest.param(r'"MyERAS opens", says', '"MyERAS opens", sais', ["says"], id="no sentence"),
        pytest.param(r'^state = "confirmed"', 'state = "sure"', ["date eras_opens 2026", "sure"], id="no known state"),
        pytest.param(r'^state = "confirmed"', 'state = "unknown"', ["date eras_opens 2026", "no day"], id="a day"),
        pytest.param(r"^opens = 2025-06-04\n", "", ["date eras_opens 2026", "has a day"], id="no day"),
        pytest.param(r"2025-06-04", "2024-06-04", ["date eras_opens 2026", "2025 or 2026"], id="another season's day"),
        pytest.param(r"2026-03-20", "2026-03-15", ["date match_week 2026", "closes after"], id="closes first"),
        pytest.param(r"2025-06-04", '"4 June 2025"', ["date eras_opens 2026"], id="a day as text"),
        pytest.param(r"09:00:00", '"9 am"', ["date eras_submit 2026"], id="an hour as text"),
        pytest.param(r"^season = 2026", 'season = "2026"', ["date eras_opens 2026"], id="a season as text"),
        pytest.param(r'^address = "eras"', 'address = "aras"', ["date eras_opens 2026", "aras"], id="no such address"),
        pytest.param(r"^checked = .*\n", "", ["date eras_opens 2026", "checked"], id="never looked at"),
        pytest.param(r'^what = "eras_opens"', 'what = "eras"', ["date eras 2026", "eras"], id="a date of nothing"),
        pytest.param(r"^what = .*\n", "", ["date ? 2026", "what"], id="no word of what it is of"),
        pytest.param(r"^at = ", "hour = ", ["date eras_submit 2026", "hour"], id="a key that is not known"),
        pytest.param(
            r'^what = "eras_review"', 'what = "eras_submit"', ["date eras_submit 2026", "twice"], id="there twice"
        ),
        pytest.param(
            r'^says = "MyERAS', 'sais = "MyERAS', ["rule eras_opens", "sais"], id="a key of a rule that is not known"
        ),
        pytest.param(r'^says = "MyERAS.*\n', "", ["rule eras_opens", "says"], id="a rule without a sentence"),
        pytest.param(
            r'(\[\[rule\]\]\nwhat = )"rank_lists"', r'\1"eras_opens"', ["rule eras_opens", "twice"], id="a rule twice"
        ),
        pytest.param(r"^zone = .*", 'zone = "', ["line 6"], id="no TOML"),
    ],
)
def test_a_wrong_date_stops_the_start_and_the_message_says_where(
    edit: Edit, pattern: str, after: str, named: list[str]
) -> None:
    file = edit("seasons.toml", pattern, after)

    with pytest.raises(SettingError) as wrong:
        read_timetable(file.parent, shipped())

    assert str(wrong.value).startswith(f"{file}: ")
    assert [name for name in named if name not in str(wrong.value)] == []


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"seasons\.toml"):
        read_timetable(tmp_path, shipped())
