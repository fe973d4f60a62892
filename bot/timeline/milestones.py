"""What is due when: milestones that say what rows of the strategy functions say, each with its time and its track."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.advising.catalogue import Catalogue
from bot.entries import Written, read_entries
from bot.strategy.advice import Reason
from bot.strategy.cells import ends
from bot.strategy.tables import APPLIES, Row

IMG, US = "img", "us"
TRACKS = {"us_md": US, "us_do": US, "us_img": IMG, "non_us_img": IMG, "": IMG}
"""Which timeline a kind of applicant follows; one that is not told, the one by months."""
US_IMG = "us_img"
DAYS = ("opens", "closes")
"""Ends of a window, of which one goes into a calendar."""
_LONGEST_TITLE = 42
_KEYS = {"id", "title", "rule", "about", "tracks", "months", "year", "says", "why", "note", "day", "on"}


@dataclass(frozen=True, slots=True)
class Window:
    """A time counted in whole months before the Match, both ends included; it begins at the larger number."""

    latest: int
    earliest: int

    def overlaps(self, other: "Window") -> bool:
        """Tell whether some month belongs to both."""
        return self.latest <= other.earliest and other.latest <= self.earliest


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says, and the kinds of applicants it speaks to."""

    reason: Reason
    applicants: frozenset[str]

    def speaks_to(self, applicant: str) -> bool:
        """Tell whether it is for a kind of applicant; one that is not told may be of any kind."""
        return not applicant or applicant in self.applicants


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something to be done in a window; `reason` says it and names the section it rests on."""

    id: str
    title: str
    about: frozenset[str]
    tracks: frozenset[str]
    window: Window
    by: str
    """Which end of the window goes into a calendar: `opens` or `closes`."""
    reason: Reason
    applicants: frozenset[str]
    """Kinds of applicants its section speaks to."""
    on: int | None = None
    """The day of its last month that goes into a calendar, where that is not the last one."""
    why: tuple[Told, ...] = ()
    """Further rows that are told where it is asked for by name."""
    note: str = ""
    """What the guides leave open of it."""

    def speaks_to(self, applicant: str) -> bool:
        """Tell whether it is for a kind of applicant; one that is not told may be of any kind."""
        return not applicant or applicant in self.applicants

    def meant_for(self, applicant: str) -> bool:
        """Tell whether it may be told to a kind of applicant: what was written for IMGs alone is not for US graduates.

        What belongs to no timeline holds for everybody.
        """
        written_for = {TRACKS[one] for one in self.applicants}
        return not applicant or not self.tracks or TRACKS[applicant] in written_for

    def reasons(self, applicant: str) -> tuple[Reason, ...]:
        """Return what is told where it is asked for by name: what it says, and why, as far as that is for the asker."""
        open_of_it = [replace(self.reason, says=self.note, caveat=True)] if self.note else []
        why = (one.reason for one in self.why if one.speaks_to(applicant))
        return (self.reason, *why, *open_of_it)


def window(written: str) -> Window:
    """Read a window written as "8..12".

    Raises ValueError where an end is missing or is no whole number of months.
    """
    low, high, *_ = ends(written)
    if not isinstance(low, int) or not isinstance(high, int):
        raise ValueError(f"window {written!r}: write whole months before the Match, the later end first, as 8..12")  # noqa: TRY004
    return Window(low, high)


def read_milestones(tables: Written, years: Mapping[str, Window], catalogue: Catalogue) -> tuple[Milestone, ...]:
    """Read the milestones of a table.

    Raises ValueError that names the milestone at fault, and what is wrong with it.
    """

    def read(written: Written) -> Milestone:
        _check(written)
        return _milestone(written, years, catalogue)

    return read_entries(tables, "milestone", ("id",), _KEYS, read)


def _check(written: Written) -> None:
    if len(written["title"]) > _LONGEST_TITLE:
        raise ValueError(f"a title has at most {_LONGEST_TITLE} characters")
    if written["day"] not in DAYS:
        raise ValueError(f"day {written['day']!r}: write {' or '.join(DAYS)}")
    if foreign := sorted(set(written["tracks"]) - {IMG, US}):
        raise ValueError(f"track {foreign[0]!r}: write {IMG} or {US}")
    if ("months" in written) is ("year" in written):
        raise ValueError("write when it is due, by months or by year")


def _milestone(written: Written, years: Mapping[str, Window], catalogue: Catalogue) -> Milestone:
    row = row_of(written["rule"], catalogue)
    return Milestone(
        id=written["id"],
        title=written["title"],
        about=frozenset(written["about"]),
        tracks=frozenset(written["tracks"]),
        window=years[written["year"]] if "year" in written else window(written["months"]),
        by=written["day"],
        reason=reason_of(row, written.get("says", "")),
        applicants=frozenset(APPLIES[row.applies]),
        on=written.get("on"),
        note=written.get("note", ""),
        why=tuple(told_of(one, catalogue) for one in written.get("why", ())),
    )


def row_of(name: str, catalogue: Catalogue) -> Row:
    """Return the row that is named as "FUNCTION ROW".

    Raises ValueError where there is none.
    """
    function, _, id_ = name.partition(" ")
    rows = catalogue.functions[function].rows if function in catalogue.functions else ()
    row = next((row for row in rows if row.id == id_), None)
    if row is None:
        raise ValueError(f"rule {name!r}: write a function and one of its rows, as timeline_by_months R-22.7")
    return row


def told_of(name: str, catalogue: Catalogue) -> Told:
    """Return what the row that is named as "FUNCTION ROW" says; raises as `row_of` and `reason_of` do."""
    row = row_of(name, catalogue)
    return Told(reason_of(row), frozenset(APPLIES[row.applies]))


def reason_of(row: Row, says: str = "") -> Reason:
    """Return what a row says whatever the inputs are, or what is said in its place."""
    if "{" in (says or row.says):
        raise ValueError(f"rule {row.id} says something else for each input")
    return Reason(row.id, says or row.says, row.source, row.caveat, settles=not row.caveat)
