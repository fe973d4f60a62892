"""Dates of single seasons: what is known, from where, how sure, and what may be said of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from bot.entries import Written, read_entries
from bot.timeline.seasons import Season, running
from bot.timeline.wording import days

_OF_DATE = {"what", "season", "opens", "closes", "at", "detail", "state", "address", "checked"}
_OF_RULE = {"what", "says", "address", "checked"}


class Sure(StrEnum):
    """How sure a date is, and so how it may be shown."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    UNKNOWN = "unknown"
    RULE = "rule"
    """No date: what holds every year, named as a rule."""


@dataclass(frozen=True, slots=True)
class SeasonDate:
    """What is known of a date of a season; `opens` is None where it may not be shown as a date."""

    what: str
    title: str
    season: int
    sure: Sure
    address: str
    checked: date
    opens: date | None = None
    closes: date | None = None
    begins: datetime | None = None
    """The moment it begins, where the time of day is known."""
    ends: datetime | None = None
    """The moment from which it is over."""
    detail: str = ""
    template: str = ""
    """The sentence its day is put into."""
    zone_name: str = ""

    def is_over(self, now: datetime) -> bool:
        """Tell whether it has gone by."""
        return self.ends is not None and now >= self.ends

    @property
    def says(self) -> str:
        """Return the sentence that may be shown of it."""
        if self.sure is Sure.RULE:
            return f"{self.season} season: no date is known here. By rule, {self.detail} ({self.address})."
        if self.opens is None:
            return f"{self.season} season, {self.title}: the date is not known; look at {self.address}."
        said = self.template.format(when=days(self.opens, self.closes or self.opens) + self._at)
        detail = f"; {self.detail}" if self.detail else ""
        if self.sure is Sure.CONFIRMED:
            return f"{self.season} season: {said}{detail} (confirmed: {self.address})."
        return f"{self.season} season: {said}, unconfirmed{detail}; check {self.address}."

    @property
    def _at(self) -> str:
        return f", {self.begins:%H:%M} {self.zone_name}" if self.begins and self.begins.time() != time() else ""

    def as_json(self) -> dict[str, Any]:
        """Return it as data; nothing but a confirmed or unconfirmed date is a date."""
        last = self.closes or self.opens
        return {
            "what": self.what,
            "title": self.title,
            "season": self.season,
            "state": self.sure,
            "opens": self.opens and self.opens.isoformat(),
            "closes": last and last.isoformat(),
            "says": self.says,
            "address": self.address,
            "checked": self.checked.isoformat(),
        }


def said_of(dates: Iterable[SeasonDate]) -> Iterator[str]:
    """Yield the sentences that may be shown of dates, one for all rules that stand at the same address."""
    for (rule, season, address), some in groupby(dates, lambda one: (one.sure is Sure.RULE, one.season, one.address)):
        alike = list(some)
        if rule and len(alike) > 1:
            rules = "; ".join(one.detail for one in alike)
            yield f"{season} season: no dates are known here. By rule, {rules} ({address})."
        else:
            yield from (one.says for one in alike)


@dataclass(frozen=True, slots=True)
class SeasonDates:
    """Everything that is known of seasons' dates, and the rules for the seasons of which nothing is."""

    known: tuple[SeasonDate, ...]
    rules: Mapping[str, SeasonDate]
    unknown: Mapping[str, SeasonDate]
    """What is said of each where nothing is known, in the order of a season."""
    about: Mapping[str, frozenset[str]]
    """Which of them are meant by a name or subject."""
    zone: ZoneInfo

    def of(self, season: Season, asked: Collection[str] = ()) -> Iterator[SeasonDate]:
        """Yield what may be said of a season, in its order; that nothing is known, only of what is asked for."""
        known = {one.what: one for one in self.known if one.season == season.year}
        for name, unknown in self.unknown.items():
            if one := known.get(name) or self._by_rule(name, season):
                yield one
            elif name in asked:
                yield replace(unknown, season=season.year)

    def on_record(self, year: int) -> bool:
        """Tell whether anything is known of the season of a year."""
        return any(one.season == year for one in self.known)

    def running(self, now: datetime) -> Season:
        """Return the season that is on: the Match Week that is next, or not over yet, belongs to it."""
        season = running(now.astimezone(self.zone).date())
        match = next((one for one in self.known if one.season == season.year and one.what == "match_week"), None)
        return Season(season.year + 1) if match and match.ends and now >= match.ends else season

    def _by_rule(self, what: str, season: Season) -> SeasonDate | None:
        rule = self.rules.get(what)
        return rule and SeasonDate(
            what, rule.title, season.year, Sure.RULE, rule.address, rule.checked, detail=rule.detail
        )


def read_season_dates(tables: Written) -> SeasonDates:
    """Read the table of dates.

    Raises ValueError that names the entry at fault.
    """
    zone = ZoneInfo(tables["zone"])
    known = read_entries(tables, "date", ("what", "season"), _OF_DATE, lambda written: _date(written, tables, zone))
    rules = read_entries(tables, "rule", ("what",), _OF_RULE, lambda written: _rule(written, tables))
    about = {subject: frozenset(names) for subject, names in tables["about"].items()}
    return SeasonDates(
        known,
        {rule.what: rule for rule in rules},
        {name: _unknown(name, tables) for name in tables["what"]},
        about | {name: frozenset({name}) for name in tables["what"]},
        zone,
    )


def _date(written: Written, tables: Written, zone: ZoneInfo) -> SeasonDate:
    what, opens, closes = tables["what"][written["what"]], written.get("opens"), written.get("closes")
    _check(written, what["says"])
    begins = opens and datetime.combine(opens, written.get("at", time()), zone)
    return SeasonDate(
        what=written["what"],
        title=what["title"],
        template=what["says"],
        season=written["season"],
        sure=Sure(written["state"]),
        address=tables["addresses"][written["address"]],
        checked=written["checked"],
        opens=opens,
        closes=closes,
        begins=begins,
        ends=opens and datetime.combine((closes or opens) + timedelta(days=1), time(), zone),
        detail=written.get("detail", ""),
        zone_name=tables["zone_name"],
    )


def _check(written: Written, template: str) -> None:
    """Refuse a date whose days are not those of its state or its season, or whose sentence has no place for them."""
    season, days_of_it = written["season"], [written[end] for end in ("opens", "closes") if end in written]
    if bool(days_of_it) is (Sure(written["state"]) is Sure.UNKNOWN):
        raise ValueError(f"a date that is {written['state']} has {'no' if days_of_it else 'a'} day")
    if not {one.year for one in days_of_it} <= {season - 1, season} or days_of_it != sorted(days_of_it):
        raise ValueError(f"it opens in {season - 1} or {season} and closes after that")
    if "{when}" not in template:
        raise ValueError("its sentence has no {when}")


def _unknown(name: str, tables: Written) -> SeasonDate:
    what, checked = tables["what"][name], max(one["checked"] for one in tables["date"])
    return SeasonDate(name, what["title"], 0, Sure.UNKNOWN, tables["addresses"][what["address"]], checked)


def _rule(written: Written, tables: Written) -> SeasonDate:
    address = tables["addresses"][written["address"]]
    title = tables["what"][written["what"]]["title"]
    return SeasonDate(written["what"], title, 0, Sure.RULE, address, written["checked"], detail=written["says"])
