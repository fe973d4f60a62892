"""Which reminders a subscription has, and when."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.discord.showing.citing import read_titles
from bot.errors import InputError
from bot.reminding.due import Due, due_for
from bot.reminding.telling import notice_of
from bot.reminding.zones import DEFAULT_ZONE, local, moment_of, time_zones, zone_named, zones_like
from bot.shipped import guides_folder
from bot.storage.reminders import Subscription
from bot.strategy.inputs import APPLICANTS
from bot.timeline.looking_up import look_up
from bot.timeline.season_dates import SeasonDate, Sure
from bot.timeline.timeline import Asked
from bot.timeline.timetable import Timetable
from tests.reminding.conftest import NOW

WANTED = Subscription(1, 2028, "non_us_img", 9, DEFAULT_ZONE)
MATCH_WEEK = date(2028, 3, 13)


def by_key(found: Iterable[Due]) -> dict[str, Due]:
    return {one.key: one for one in found}


def with_date(timetable: Timetable, sure: Sure) -> Timetable:
    """Return a timetable in which the Match Week of 2028 is known."""
    known = SeasonDate(
        what="match_week",
        title="Match Week",
        season=2028,
        sure=sure,
        address="https://match.example/calendar",
        checked=NOW.date(),
        opens=MATCH_WEEK,
        closes=MATCH_WEEK + timedelta(days=4),
        template="Match Week: {when}",
    )
    return replace(timetable, dates=replace(timetable.dates, known=(*timetable.dates.known, known)))


@pytest.mark.parametrize(
    ("key", "day", "at"),
    [
        pytest.param("mentors", date(2027, 3, 1), datetime(2027, 2, 22, 14, tzinfo=UTC), id="a week before it opens"),
        pytest.param("visa", date(2027, 7, 31), datetime(2027, 7, 24, 13, tzinfo=UTC), id="a week before it closes"),
        pytest.param("ck-when-ready", date(2027, 7, 15), datetime(2027, 7, 8, 13, tzinfo=UTC), id="a day of its own"),
        pytest.param(
            "step1-passed", date(2027, 3, 31), datetime(2027, 3, 24, 13, tzinfo=UTC), id="begun: before its end"
        ),
    ],
)
def test_a_reminder_comes_a_week_ahead_at_the_hour_of_the_member(
    timetable: Timetable, key: str, day: date, at: datetime
) -> None:
    due = by_key(due_for(WANTED, timetable, NOW))[key]

    assert (due.on, due.at) == (day, at)


@pytest.mark.parametrize("applicant", APPLICANTS)
@pytest.mark.parametrize("season", [2027, 2028, 2030])
def test_all_reminders_lie_ahead_in_order_and_are_of_the_members_own_timeline(
    timetable: Timetable, applicant: str, season: int
) -> None:
    wanted = replace(WANTED, applicant=applicant, season=season)
    due = due_for(wanted, timetable, NOW)
    shown = {one.milestone.id for one in look_up(Asked(season=season, applicant=applicant), timetable, NOW).entries}

    assert due
    assert [one.at for one in due] == sorted(one.at for one in due)
    assert all(one.at > NOW for one in due)
    assert {local(one.at, wanted.zone).hour for one in due} == {9}
    assert len({one.key for one in due}) == len(due)
    assert {one.key for one in due} <= shown


@pytest.mark.parametrize("applicant", APPLICANTS)
@pytest.mark.parametrize("season", [2027, 2028, 2030])
def test_no_two_milestones_come_on_a_day_and_none_comes_less_than_a_week_ahead(
    timetable: Timetable, applicant: str, season: int
) -> None:
    wanted = replace(WANTED, applicant=applicant, season=season)
    due = due_for(wanted, timetable, NOW)
    days = [local(one.at, wanted.zone).date() for one in due]

    assert len(set(days)) == len(days)
    late = [one for one, day in zip(due, days, strict=True) if one.on - day < timedelta(days=7)]
    assert [one.key for one in late if one.on - NOW.date() > timedelta(days=7)] == []


def test_what_falls_together_comes_on_the_days_before_and_with_a_date_on_none_of_its_own(timetable: Timetable) -> None:
    wanted = replace(WANTED, applicant="us_md")
    found = due_for(wanted, timetable, NOW)

    assert [local(one.at, wanted.zone).day for one in found if one.on == date(2027, 5, 31)] == list(range(17, 24))
    assert [one.key for one in found if one.on == date(2027, 6, 1)] == ["aways", "home-sub-i"]


def test_where_the_days_before_are_over_they_come_on_those_after_and_at_the_latest_on_their_own(
    timetable: Timetable,
) -> None:
    wanted, now = replace(WANTED, applicant="us_md"), datetime(2027, 5, 25, 15, tzinfo=UTC)
    found = [one for one in due_for(wanted, timetable, now) if one.on <= date(2027, 6, 1)]
    days = [local(one.at, wanted.zone).date() for one in found]

    assert len(found) == 9
    assert set(days) == {date(2027, 5, 26) + timedelta(days=n) for n in range(7)}
    assert [one.key for one, day in zip(found, days, strict=True) if day > one.on] == []


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_nothing_but_dates_comes_in_the_month_of_the_match(timetable: Timetable, applicant: str) -> None:
    wanted = replace(WANTED, applicant=applicant)
    last = date(2028, 3, 1)
    ahead = due_for(wanted, timetable, NOW)
    late = due_for(wanted, timetable, datetime(2028, 3, 2, 12, tzinfo=UTC))

    assert [one.key for one in ahead if max(one.on, local(one.at, wanted.zone).date()) > last] == []
    assert late == ()


def test_what_is_over_has_no_reminder(timetable: Timetable) -> None:
    keys = by_key(due_for(WANTED, timetable, NOW)).keys()

    assert "settle-on-ir" not in keys
    assert "plan-exams" not in keys


@pytest.mark.parametrize(
    ("now", "at"),
    [
        pytest.param(datetime(2027, 7, 24, 12, 59, tzinfo=UTC), datetime(2027, 7, 24, 13, tzinfo=UTC), id="before"),
        pytest.param(datetime(2027, 7, 24, 13, tzinfo=UTC), datetime(2027, 7, 31, 13, tzinfo=UTC), id="at that moment"),
        pytest.param(datetime(2027, 7, 29, 12, tzinfo=UTC), datetime(2027, 7, 31, 13, tzinfo=UTC), id="in its week"),
        pytest.param(datetime(2027, 7, 31, 14, tzinfo=UTC), None, id="on its day, after the hour"),
        pytest.param(datetime(2027, 5, 1, 15, tzinfo=UTC), datetime(2027, 7, 24, 13, tzinfo=UTC), id="long before"),
    ],
)
def test_within_its_week_a_reminder_comes_on_the_day_itself(
    timetable: Timetable, now: datetime, at: datetime | None
) -> None:
    due = by_key(due_for(WANTED, timetable, now)).get("visa")

    assert (due and due.at) == at


def test_a_confirmed_date_has_reminders_a_week_and_a_day_before(timetable: Timetable) -> None:
    found = due_for(WANTED, with_date(timetable, Sure.CONFIRMED), NOW)

    assert [(one.key, one.title, local(one.at, WANTED.zone).date()) for one in found if one.on == MATCH_WEEK] == [
        ("date.match_week.7", "Match Week", MATCH_WEEK - timedelta(days=7)),
        ("date.match_week.1", "Match Week", MATCH_WEEK - timedelta(days=1)),
    ]


def test_a_date_that_is_not_confirmed_has_no_reminder(timetable: Timetable) -> None:
    found = due_for(WANTED, with_date(timetable, Sure.UNCONFIRMED), NOW)

    assert found == due_for(WANTED, timetable, NOW)


@pytest.mark.parametrize("season", [2026, 2037])
def test_a_season_that_cannot_be_used_is_refused(timetable: Timetable, season: int) -> None:
    with pytest.raises(InputError, match=f"season {season}"):
        due_for(replace(WANTED, season=season), timetable, NOW)


@pytest.mark.parametrize("applicant", APPLICANTS)
def test_every_reminder_can_be_told_with_its_section(timetable: Timetable, applicant: str) -> None:
    titles = read_titles(guides_folder())
    found = due_for(replace(WANTED, applicant=applicant), timetable, NOW)
    notices = [notice_of(one.key, 2028, timetable) for one in found]

    assert [notice and notice.title for notice in notices] == [one.title for one in found]
    assert all(notice and notice.source and notice.source.guide in titles for notice in notices)
    assert all(notice and notice.when and notice.says for notice in notices)


def test_a_date_is_told_with_its_address(timetable: Timetable) -> None:
    notice = notice_of("date.match_week.7", 2028, with_date(timetable, Sure.CONFIRMED))

    assert notice
    assert notice.source is None
    assert "13–17 March 2028" in notice.says
    assert "https://match.example/calendar" in notice.says


@pytest.mark.parametrize("key", ["given-up-long-ago", "date.graduation.7", "date.match_week", ""])
def test_what_is_not_known_any_more_is_not_told(timetable: Timetable, key: str) -> None:
    assert notice_of(key, 2028, timetable) is None


@pytest.mark.parametrize(
    ("zone", "day", "hour", "moment"),
    [
        pytest.param("America/New_York", date(2027, 1, 4), 9, datetime(2027, 1, 4, 14, tzinfo=UTC), id="winter"),
        pytest.param("America/New_York", date(2027, 7, 5), 9, datetime(2027, 7, 5, 13, tzinfo=UTC), id="summer"),
        pytest.param("America/New_York", date(2027, 3, 14), 2, datetime(2027, 3, 14, 7, tzinfo=UTC), id="skipped"),
        pytest.param("America/New_York", date(2027, 11, 7), 1, datetime(2027, 11, 7, 5, tzinfo=UTC), id="twice"),
        pytest.param(
            "Africa/Cairo", date(2027, 4, 30), 0, datetime(2027, 4, 29, 22, tzinfo=UTC), id="midnight skipped"
        ),
        pytest.param("Asia/Kolkata", date(2027, 1, 4), 9, datetime(2027, 1, 4, 3, 30, tzinfo=UTC), id="half an hour"),
        pytest.param("Pacific/Kiritimati", date(2027, 1, 4), 9, datetime(2027, 1, 3, 19, tzinfo=UTC), id="a day ahead"),
        pytest.param("UTC", date(2027, 1, 4), 23, datetime(2027, 1, 4, 23, tzinfo=UTC), id="UTC"),
    ],
)
def test_an_hour_is_that_of_the_members_clocks(zone: str, day: date, hour: int, moment: datetime) -> None:
    assert moment_of(day, hour, zone) == moment


def test_a_skipped_hour_comes_as_the_one_after_it() -> None:
    assert local(moment_of(date(2027, 3, 14), 2, "America/New_York"), "America/New_York").hour == 3


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        pytest.param("America/New_York", "America/New_York", id="as it is"),
        pytest.param(" europe/berlin ", "Europe/Berlin", id="case and blanks"),
        pytest.param("america/new york", "America/New_York", id="a blank in it"),
        pytest.param("utc", "UTC", id="UTC"),
        pytest.param("New York", "America/New_York", id="a city"),
        pytest.param("new_york", "America/New_York", id="a city with a line"),
        pytest.param("EST", "America/New_York", id="an abbreviation"),
        pytest.param("pdt", "America/Los_Angeles", id="one of summer"),
        pytest.param("CST", "America/Chicago", id="one of two places"),
        pytest.param("UK", "Europe/London", id="a country"),
        pytest.param("India", "Asia/Kolkata", id="a country of another name"),
        pytest.param("Boston", "America/New_York", id="a city without a zone of its own"),
        pytest.param("kolkatta", "Asia/Kolkata", id="a slip"),
    ],
)
def test_a_zone_is_found_as_people_type_it(typed: str, zone: str) -> None:
    assert zone_named(typed, time_zones()) == zone


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("india", "Asia/Kolkata", id="a country"),
        pytest.param("indi", "Asia/Kolkata", id="its beginning"),
        pytest.param("berl", "Europe/Berlin", id="the beginning of a city"),
        pytest.param("san fr", "America/Los_Angeles", id="that of one without a zone"),
        pytest.param("london", "Europe/London", id="a city"),
        pytest.param("", "Africa/Abidjan", id="nothing"),
    ],
)
def test_zones_are_offered_with_what_is_meant_first(typed: str, first: str) -> None:
    offered = zones_like(typed, time_zones())

    assert offered[0] == first
    assert len(offered) == len(set(offered)) <= 25


def test_whatever_people_call_a_zone_leads_to_one() -> None:
    named = ("Delhi", "Lahore", "Manila", "Cairo", "Lagos", "Beijing", "Dubai", "Seattle", "Houston", "Denver", "GMT")

    assert {zone_named(name, time_zones()) for name in named} <= set(time_zones())


@pytest.mark.parametrize("typed", ["", "Atlantis", "../../etc/passwd", "America/", "Etc/GMT+5", "x" * 500])
def test_what_is_no_zone_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(InputError, match="no time zone I know"):
        zone_named(typed, time_zones())
