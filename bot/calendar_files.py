"""Write events as an iCalendar file that Google, Apple and Outlook import; plain data in, bytes out."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar

_PRODUCT = "-//ir-advisor//EN"
_ALARM_HOUR = timedelta(hours=9)
_MINUTE = 60
_UNWRITABLE = {"Cc", "Cs"}
"""Kinds of characters that a text of RFC 5545 (3.3.11), or UTF-8, cannot hold."""

# Why there is no METHOD. A file without it is a plain snapshot of events (RFC 5545, 3.7.2); Outlook reads it as
# PUBLISH anyway ([MS-STANOICAL] 2.2.51, V0078), and so does Google. With PUBLISH every event must name an ORGANIZER
# (RFC 5546, 3.2.1), which these have not: libical and ical4j then refuse the file (cyrusimap/cyrus-imapd#4136,
# ical4j/ical4j#789), and Apple Calendar took it for invalid (UWFlow/uwflow#108). Only Outlook XP and 2003 asked for
# it (alphagov/calendars#17).


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be reminded of, on whole days; the last day is included."""

    uid: str
    title: str
    opens: date
    closes: date
    description: str
    category: str = ""
    address: str = ""
    """A web address with more about it."""
    alarms: tuple[int, ...] = ()
    """Days before the first day; each rings at 09:00. Outlook keeps one an event: the one that matters goes first."""


def calendar_file(name: str, events: Iterable[Event], stamp: datetime) -> bytes:
    """Return a calendar of some events as written at a moment; the same inputs give the same bytes.

    Raises ValueError for no events, uids that come twice, an event that closes before it opens, an alarm after its
    first day, and a moment without a time zone.
    """
    listed = tuple(events)
    _check(listed, stamp)
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("x-wr-calname", icalendar.vText(_writable(name)))  # given as text, it is escaped
    for event in listed:
        calendar.add_component(_component(event, stamp.astimezone(UTC)))
    written: bytes = calendar.to_ical()
    return written


def _check(events: Sequence[Event], stamp: datetime) -> None:
    if stamp.utcoffset() is None:
        raise ValueError("the moment of writing has no time zone")
    if not events:
        raise ValueError("a calendar file holds at least one event")
    if twice := sorted(uid for uid, times in Counter(event.uid for event in events).items() if times > 1):
        raise ValueError(f"uids that come twice: {', '.join(twice)}")
    for event in events:
        _check_days(event)


def _check_days(event: Event) -> None:
    if event.closes < event.opens:
        raise ValueError(f"{event.uid}: it closes on {event.closes}, before it opens on {event.opens}")
    if any(days < 0 for days in event.alarms):
        raise ValueError(f"{event.uid}: alarms are counted in days before it opens, from 0")


def _component(event: Event, stamp: datetime) -> icalendar.Event:
    """Return an event that leaves its days free."""
    written = icalendar.Event()
    written.add("uid", _writable(event.uid))
    written.add("summary", _writable(event.title))
    written.add("dtstart", event.opens)
    written.add("dtend", event.closes + timedelta(days=1))
    written.add("dtstamp", stamp)
    written.add("last-modified", stamp)
    written.add("sequence", _sequence(stamp))
    written.add("transp", "TRANSPARENT")
    written.add("x-microsoft-cdo-busystatus", "FREE")
    _add_told(written, event)
    for days in dict.fromkeys(event.alarms):
        written.add_component(_alarm(event.title, days))
    return written


def _sequence(stamp: datetime) -> int:
    """Return a number that grows with the moment of writing.

    What moves needs a higher one (RFC 5546, 2.1.4); without it Google kept the old dates (OpenACalendar-Web-Core#176).
    In minutes it fits the 32 bits of an INTEGER.
    """
    return max(0, int(stamp.timestamp()) // _MINUTE)


def _add_told(written: icalendar.Event, event: Event) -> None:
    if event.description:
        written.add("description", _writable(event.description))
    if event.category:
        written.add("categories", [_writable(event.category)])
    if event.address:
        written.add("url", "".join(_writable(event.address).split()))


# An event of whole days starts at midnight wherever its reader is, so its alarms are counted from there: no moment in
# UTC is 09:00 for everybody. By RFC 5545 (3.3.6) whole days are counted first, on the calendar, then hours, on the
# clock. Seven days before at 09:00 is therefore -P6DT15H: back from the midnight that ends the day of the alarm,
# which a change of the clocks in the small hours does not reach. Apple writes the same. Two things no form mends for
# all. On the day of a change itself, 0 days before (PT9H) rings an hour off where a client counts as the RFC does;
# counted back from the END it would be exact, but Outlook counts from the start. And Outlook knows no alarm after the
# start: it takes the minutes without their sign ([MS-OXCICAL] 2.1.3.1.1.20.62), so that PT9H rings there at 15:00 the
# day before.
def _alarm(title: str, days: int) -> icalendar.Alarm:
    """Return an alarm at 09:00 so many days before an event."""
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _writable(title))
    alarm.add("trigger", _ALARM_HOUR - timedelta(days=days))
    return alarm


def _writable(text: str) -> str:
    """Return a text without what the format cannot hold; line ends of any kind become new lines."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in lined if one in "\n\t" or unicodedata.category(one) not in _UNWRITABLE)
