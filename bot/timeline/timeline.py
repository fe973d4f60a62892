"""What a timeline is asked for and what it shows: milestones with their states, dates, the functions behind them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.strategy.advice import Advice, Reason
from bot.strategy.inputs import APPLICANT_NAMES
from bot.timeline.milestones import Milestone
from bot.timeline.season_dates import SeasonDate
from bot.timeline.seasons import Season
from bot.timeline.wording import before_match, month_names, months, standing

_SHORT = 3
"""Months from which a window without a season is counted back, instead of named by its months."""


class State(StrEnum):
    """Where a milestone stands."""

    NOW = "now"
    OPEN = "still_open"
    """Its time is past: still to be done, if it is not."""
    AHEAD = "ahead"
    ANY = "any_time"
    """It is not told where the asker stands."""


TITLES = {
    State.NOW: "Due now",
    State.ANY: "When",
    State.AHEAD: "Ahead",
    State.OPEN: "Still open, if you have not done it",
}
"""What milestones of each state are shown under, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A milestone as a timeline shows it; without a season it has no days."""

    milestone: Milestone
    state: State
    opens: date | None = None
    closes: date | None = None
    others: bool = False
    """It was written for other applicants than the asker, and is shown as theirs."""

    @property
    def reason(self) -> Reason:
        """Return what it says, under the name of the timeline it belongs to where that is another's."""
        one = self.milestone.reason
        return replace(one, says=f"IMG timeline: {one.says}") if self.others else one

    @property
    def when(self) -> str:
        """Say when it is due: in months of the calendar, or counted back from the Match."""
        if self.opens and self.closes:
            return months(self.opens, self.closes)
        latest, earliest = self.milestone.window.latest, self.milestone.window.earliest
        return month_names(latest, earliest) if earliest - latest < _SHORT else before_match(latest, earliest)

    @property
    def due(self) -> date | None:
        """Return the day it has in a calendar."""
        if self.milestone.by == "opens" or self.closes is None:
            return self.opens
        return self.closes.replace(day=self.milestone.on) if self.milestone.on else self.closes

    def as_json(self) -> dict[str, Any]:
        """Return it as data, with its source."""
        one = self.milestone
        return {
            "id": one.id,
            "title": one.title,
            "state": self.state,
            "months_before_match": [one.window.latest, one.window.earliest],
            "opens": self.opens and self.opens.isoformat(),
            "closes": self.closes and self.closes.isoformat(),
            "when": self.when,
            "about": sorted(one.about),
            "audience": sorted(one.applicants),
            **self.reason.as_json(),
        }


Given = tuple[str, Mapping[str, Any], Advice]
"""A function of the catalogue that was asked, its inputs, and what it says."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a timeline is asked for; at least one of months, year, season, about and next is given."""

    months: float | None = None
    year: str = ""
    """A stage of medical school, of `[years]` in the table."""
    season: int | None = None
    about: tuple[str, ...] = ()
    """Names or subjects of milestones, or of a season's dates."""
    applicant: str = ""
    next: bool = False
    """Only what comes next."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a lookup finds: milestones due now, those still open, those ahead, and the season's dates."""

    asked: Asked
    months: float | None
    """How many months are left, where one number says it."""
    season: Season | None
    advice: tuple[Given, ...]
    """What the functions of the catalogue say of the same."""
    entries: tuple[Entry, ...]
    dates: tuple[SeasonDate, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Name the point in time and whom it is for."""
        at = standing(self.asked.year, self.season, self.months)
        return ", ".join(filter(None, (at, APPLICANT_NAMES.get(self.asked.applicant, "")))) or "any season"

    def of(self, state: State) -> list[Entry]:
        """Return the entries in one state."""
        return [entry for entry in self.entries if entry.state is state]

    def ahead(self, most: int) -> list[Entry]:
        """Return so many of the entries ahead, in the order in which they begin."""
        return sorted(self.of(State.AHEAD), key=lambda entry: -entry.milestone.window.earliest)[:most]

    @property
    def why(self) -> tuple[Reason, ...]:
        """Return what is told beside milestones that are asked for by name: further rows, and what is left open."""
        entries = self.entries if self.asked.about else ()
        reasons = (reason for entry in entries for reason in entry.milestone.reasons(self.asked.applicant)[1:])
        return tuple(dict.fromkeys(reasons))

    @property
    def caveats(self) -> tuple[str, ...]:
        """Return what is always to be shown."""
        of_functions = (says for *_, one in self.advice for says in one.caveats)
        by_name = (reason.says for reason in self.why if reason.caveat)
        return tuple(dict.fromkeys((*of_functions, *by_name, *self.notes)))

    def as_json(self) -> dict[str, Any]:
        """Return it as data; what the first function gives stands at the top, as `strategy` gives it."""
        asked = {name: value for name, value in asdict(self.asked).items() if not _left_out(value)}
        first = self.advice[0][2].as_json() if self.advice else {}
        return {
            "asked": asked,
            **first,
            "months_before_match": self.months,
            "season": self.season and self.season.year,
            "milestones": [entry.as_json() for entry in self.entries],
            "why": [reason.as_json() for reason in self.why],
            "dates": [one.as_json() for one in self.dates],
            "caveats": list(self.caveats),
            "functions": [{"function": n, "inputs": dict(i), "result": a.as_json()} for n, i, a in self.advice],
        }


def _left_out(value: Any) -> bool:
    return value is None or value is False or value in ("", ())
