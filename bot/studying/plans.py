"""A study plan as it is shown: weeks of days, what they rest on, and what does not fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bot.strategy.advice import Reason
from bot.studying.tables import Hours, Span

Kind = Literal["study", "test", "off", "exam_eve"]


@dataclass(frozen=True, slots=True)
class StudyDay:
    """A day of a plan."""

    label: str
    on: date | None
    kind: Kind
    questions: Span | None
    """None where none are planned, or where the guides give no number."""
    hours: tuple[float, float] | None
    """None where nobody says how long it takes."""
    parts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the day as data."""
        return {
            "label": self.label,
            "on": self.on and self.on.isoformat(),
            "kind": self.kind,
            "questions": self.questions and list(self.questions),
            "hours": self.hours and list(self.hours),
            "parts": list(self.parts),
        }


@dataclass(frozen=True, slots=True)
class StudyWeek:
    """A week of a plan: its load beside the guides' own, and its days."""

    number: int
    phase: str
    opens: date | None
    closes: date | None
    questions: Span | None
    """Of all its days; None where the guides give no number."""
    guide_load: Span | None
    fits: bool
    test: str
    days: tuple[StudyDay, ...]
    tight: bool = False
    """The load fits only with less than the longer review."""

    def as_json(self) -> dict[str, Any]:
        """Return the week as data."""
        return {
            "number": self.number,
            "phase": self.phase,
            "opens": self.opens and self.opens.isoformat(),
            "closes": self.closes and self.closes.isoformat(),
            "questions": self.questions and list(self.questions),
            "guide_load": self.guide_load and list(self.guide_load),
            "fits": self.fits,
            "test": self.test,
            "days": [day.as_json() for day in self.days],
        }


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A whole plan; there are no weeks where the guides give none for so few."""

    exam: str
    weeks: tuple[StudyWeek, ...]
    caveats: tuple[str, ...]
    """What is always to be shown: gaps of the guides, and how the plan counts."""
    reasons: tuple[Reason, ...]
    """The rows it rests on."""
    notes: tuple[str, ...]
    """What does not fit, a sentence each."""
    inputs: Mapping[str, Any]
    """What it was made from: `plan` is its kind, `weeks` those asked for, or those that the baseline gives."""

    def as_json(self) -> dict[str, Any]:
        """Return the plan as data."""
        return {
            "exam": self.exam,
            "inputs": {name: _plain(value) for name, value in self.inputs.items()},
            "weeks": [week.as_json() for week in self.weeks],
            "caveats": list(self.caveats),
            "notes": list(self.notes),
            "reasons": [reason.as_json() for reason in self.reasons],
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def spanned(span: tuple[float, float] | Hours) -> str:
    """Return a range in words, one number where both ends are the same."""
    low, high = (f"{float(end):g}" for end in span)
    return low if low == high else f"{low}–{high}"
