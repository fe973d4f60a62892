"""Calendar files: what strict parsers read back, what a second import changes, and when alarms ring."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, vText
from icalendar import Event as Component

from bot.calendar_files import Event, calendar_file

STAMP = datetime(2026, 11, 22, 8, 30, 15, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
ERAS = Event(
    uid="eras-2027@ir-advisor",
    title="ERAS opens; submit, early",
    opens=date(2026, 9, 1),
    closes=date(2026, 9, 2),
    description="Complete:\nletters, statement; CV\\file",
    category="Applications, ERAS",
    address="https://example.org/eras?a=1,2;b=3",
    alarms=(7, 1, 0),
)
MATCH = Event("match-2027@ir-advisor", "Match Day – Größe 面接 🩻", date(2027, 3, 19), date(2027, 3, 19), "")

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=120)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Draw an event of any texts and days."""
    opens = draw(DAYS)
    return Event(
        uid=draw(st.uuids()).hex,
        title=draw(TEXT),
        opens=opens,
        closes=opens + timedelta(days=draw(st.integers(0, 400))),
        description=draw(TEXT),
        category=draw(TEXT),
        address=draw(st.sampled_from(["", "https://example.org/é?q=1,2;3#x"])),
        alarms=tuple(draw(st.lists(st.integers(0, 365), max_size=3, unique=True))),
    )


def written(*listed: Event, name: str = "IR 2027", stamp: datetime = STAMP) -> bytes:
    """Return the file of some events."""
    return calendar_file(name, listed, stamp)


def imported(data: bytes) -> dict[str, Component]:
    """Return the events of a file by their uid, as strictly read as icalendar reads; nothing is passed over."""
    calendar = Calendar.from_ical(data)
    assert [one.errors for one in calendar.walk()] == [[]] * len(calendar.walk())
    return {str(one["UID"]): one for one in calendar.events}


def read_back(one: Component) -> Event:
    """Return the event that a component stands for."""
    start, end = one.decoded("DTSTART"), one.decoded("DTEND")
    return Event(
        uid=str(one["UID"]),
        title=str(one["SUMMARY"]),
        opens=start,
        closes=end - timedelta(days=1),
        description=str(one.get("DESCRIPTION", "")),
        category="".join(vText.from_ical(str(name)) for name in one["CATEGORIES"].cats) if "CATEGORIES" in one else "",
        address=str(one.get("URL", "")),
        alarms=tuple(-(alarm.TRIGGER - timedelta(hours=9)).days for alarm in one.walk("VALARM")),
    )


def rings(opens: date, trigger: timedelta, zone: ZoneInfo) -> datetime:
    """Return when an alarm rings: by RFC 5545 from local midnight by whole days, then by hours elapsed."""
    days, rest = divmod(abs(trigger), timedelta(days=1))
    sign = -1 if trigger < timedelta() else 1
    midnight = datetime.combine(opens + sign * timedelta(days=days), datetime.min.time(), zone)
    return (midnight.astimezone(UTC) + sign * rest).astimezone(zone)


def trigger(days: int) -> timedelta:
    """Return what the file writes for an alarm so many days before."""
    [one] = imported(written(replace(MATCH, alarms=(days,)))).values()
    [alarm] = one.walk("VALARM")
    return alarm.TRIGGER


def test_the_file_holds_what_the_standard_requires() -> None:
    lines = written(ERAS, MATCH).split(b"\r\n")

    assert lines[:3] == [b"BEGIN:VCALENDAR", b"VERSION:2.0", b"PRODID:-//ir-advisor//EN"]
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"X-WR-CALNAME:IR 2027" in lines
    for one in imported(written(ERAS, MATCH)).values():
        assert {"UID", "DTSTAMP", "DTSTART"} <= one.keys()
        assert all({"ACTION", "TRIGGER", "DESCRIPTION"} <= alarm.keys() for alarm in one.walk("VALARM"))


def test_it_is_a_snapshot_and_no_invitation() -> None:
    assert b"METHOD" not in written(ERAS)
    assert b"ATTENDEE" not in written(ERAS)


def test_an_event_takes_whole_days_and_its_end_is_the_day_after() -> None:
    lines = written(ERAS).split(b"\r\n")

    assert b"DTSTART;VALUE=DATE:20260901" in lines
    assert b"DTEND;VALUE=DATE:20260903" in lines


def test_an_event_leaves_its_days_free() -> None:
    lines = written(ERAS).split(b"\r\n")

    assert b"TRANSP:TRANSPARENT" in lines
    assert b"X-MICROSOFT-CDO-BUSYSTATUS:FREE" in lines


def test_the_moment_of_writing_is_in_utc_whatever_its_zone() -> None:
    abroad = STAMP.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert written(ERAS, stamp=abroad) == written(ERAS)
    assert written(ERAS).count(b":20261122T083015Z\r\n") == 2


def test_commas_semicolons_backslashes_and_new_lines_are_escaped() -> None:
    lines = written(ERAS, name="Plan, A; B\nC").split(b"\r\n")

    assert b"X-WR-CALNAME:Plan\\, A\\; B\\nC" in lines
    assert b"SUMMARY:ERAS opens\\; submit\\, early" in lines
    assert b"DESCRIPTION:Complete:\\nletters\\, statement\\; CV\\\\file" in lines
    assert b"CATEGORIES:Applications\\, ERAS" in lines
    assert b"URL:https://example.org/eras?a=1,2;b=3" in lines


def test_a_second_parser_reads_the_same() -> None:
    read = vobject.readOne(written(ERAS, MATCH).decode())
    eras, match = read.vevent_list

    assert read.validate(raiseException=True)
    assert (eras.summary.value, eras.description.value) == (ERAS.title, ERAS.description)
    assert (eras.dtstart.value, eras.dtend.value) == (date(2026, 9, 1), date(2026, 9, 3))
    assert [alarm.trigger.value for alarm in eras.valarm_list] == [timedelta(hours=9, days=-days) for days in (7, 1, 0)]
    assert match.summary.value == MATCH.title


@settings(max_examples=60)
@given(st.lists(events(), min_size=1, max_size=3, unique_by=lambda event: event.uid), TEXT)
def test_whatever_is_written_is_read_back(listed: list[Event], name: str) -> None:
    data = written(*listed, name=name)

    assert [read_back(one) for one in imported(data).values()] == listed
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert len(vobject.readOne(data.decode()).vevent_list) == len(listed)


@pytest.mark.parametrize("title", ["ü" * 300, "面" * 200, "🩻" * 100, "e\u0301" * 150, "a" * 74 + "ß"])
def test_a_long_title_of_any_script_is_folded_between_characters(title: str) -> None:
    data = written(replace(MATCH, title=title))

    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert all(line.decode() for line in data.split(b"\r\n")[:-1])
    assert read_back(imported(data)[MATCH.uid]).title == title


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [("one\r\ntwo\rthree", "one\ntwo\nthree"), ("bell\x07 nul\x00 tab\t", "bell nul tab\t"), ("half \ud800", "half ")],
    ids=["line ends", "control characters", "half a character"],
)
def test_what_the_format_cannot_hold_is_left_out(given_text: str, kept: str) -> None:
    assert read_back(imported(written(replace(MATCH, description=given_text)))[MATCH.uid]).description == kept


def test_an_address_is_one_line() -> None:
    lines = written(replace(MATCH, address="https://example.org/\r\nATTENDEE:x")).split(b"\r\n")

    assert b"URL:https://example.org/ATTENDEE:x" in lines


def test_a_second_import_changes_nothing() -> None:
    calendar = imported(written(ERAS, MATCH))
    before = {uid: one.to_ical() for uid, one in calendar.items()}
    calendar |= imported(written(ERAS, MATCH))

    assert {uid: one.to_ical() for uid, one in calendar.items()} == before


def test_an_event_that_moved_is_updated_and_none_is_added() -> None:
    moved = replace(ERAS, opens=date(2026, 9, 24), closes=date(2026, 9, 24))
    later = STAMP + timedelta(days=30)
    calendar = imported(written(ERAS, MATCH))
    before = calendar[ERAS.uid]
    calendar |= imported(written(moved, MATCH, stamp=later))

    assert calendar.keys() == {ERAS.uid, MATCH.uid}
    assert read_back(calendar[ERAS.uid]) == moved
    assert calendar[ERAS.uid]["SEQUENCE"] > before["SEQUENCE"]
    assert calendar[ERAS.uid].LAST_MODIFIED == later > before.LAST_MODIFIED


def test_a_moment_before_the_epoch_still_has_a_sequence_from_zero() -> None:
    [one] = imported(written(MATCH, stamp=datetime(1960, 1, 1, tzinfo=UTC))).values()

    assert one["SEQUENCE"] == 0


@pytest.mark.parametrize(
    ("days", "line"),
    [(0, b"TRIGGER:PT9H"), (1, b"TRIGGER:-PT15H"), (7, b"TRIGGER:-P6DT15H"), (30, b"TRIGGER:-P29DT15H")],
)
def test_an_alarm_is_counted_from_midnight(days: int, line: bytes) -> None:
    assert line in written(replace(MATCH, alarms=(days,))).split(b"\r\n")


def test_an_alarm_given_twice_is_written_once() -> None:
    assert written(replace(MATCH, alarms=(7, 7))).count(b"BEGIN:VALARM") == 1


@pytest.mark.parametrize("days", [1, 2, 7, 14, 30])
@pytest.mark.parametrize("change", [date(2027, 3, 14), date(2027, 11, 7)], ids=["spring", "autumn"])
def test_alarms_ring_at_nine_around_a_change_of_the_clocks(change: date, days: int) -> None:
    around = [change + timedelta(days=off) for off in range(-3, 35)]
    rung = [rings(opens, trigger(days), NEW_YORK).replace(tzinfo=None) for opens in around]

    nine = [datetime.combine(opens - timedelta(days=days), datetime.min.time()).replace(hour=9) for opens in around]
    assert rung == nine


@pytest.mark.parametrize(("change", "hour"), [(date(2027, 3, 14), 10), (date(2027, 11, 7), 8)])
def test_only_an_alarm_on_the_day_of_the_change_itself_is_an_hour_off(change: date, hour: int) -> None:
    around = [change + timedelta(days=off) for off in range(-3, 4)]

    assert [rings(opens, trigger(0), NEW_YORK).hour for opens in around] == [9, 9, 9, hour, 9, 9, 9]


@pytest.mark.parametrize(
    ("listed", "stamp", "says"),
    [
        ([replace(ERAS, closes=date(2026, 8, 31))], STAMP, "closes on 2026-08-31, before it opens"),
        ([ERAS, MATCH, replace(MATCH, uid=ERAS.uid)], STAMP, "come twice: eras-2027@ir-advisor"),
        ([replace(ERAS, alarms=(-1,))], STAMP, "days before it opens"),
        ([], STAMP, "at least one event"),
        ([ERAS], STAMP.replace(tzinfo=None), "no time zone"),
    ],
    ids=["closes first", "uid twice", "alarm after", "nothing", "no zone"],
)
def test_what_makes_no_calendar_is_refused(listed: list[Event], stamp: datetime, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        calendar_file("IR", listed, stamp)


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert written(ERAS, MATCH) == written(ERAS, MATCH)
